import { expect, test } from '@jest/globals';
import { wantWithPlaceholders } from '../../src/placeholder-want.js';
import { blueprints, blueprintText } from '../../src/config/blueprints.js';
import { initialConfig } from '../../src/config/init.js';
import { loadConfig } from '../../src/config/load.js';
import { stackOf } from '../../steps/stack/index.js';
import { problemsOf } from './problem-lines.js';

const where = { account: '123456789012', region: 'us-east-1', partition: 'aws' };

/** Members that hold a name of which there can be one in an account and region, or that should be a stack's own. */
const unique: { readonly [resource: string]: readonly string[] } = {
  cluster: ['clusterName'],
  role: ['roleName', 'RoleName'],
  'instance-profile': ['profileName', 'InstanceProfileName'],
  'ecr-repository': ['repositoryName'],
  'log-group': ['logGroupName'],
  'load-balancer': ['Name'],
  'target-group': ['Name'],
  'task-definition': ['family'],
  'launch-template': ['LaunchTemplateName'],
  'auto-scaling-group': ['AutoScalingGroupName'],
  'capacity-provider': ['name'],
  'key-pair': ['KeyName'],
};

/** The names that a stack wants: `cluster demo-cluster`. */
function namesOf(config: ReturnType<typeof loadConfig>): string[] {
  return stackOf(config, where).steps.flatMap((step) => {
    const members = unique[step.resource.type];
    if (!members) return [];
    const want = wantWithPlaceholders(step);
    const named = members.flatMap((member) => {
      const name: unknown = typeof want === 'object' && want !== null ? Reflect.get(want, member) : undefined;
      return typeof name === 'string' ? [`${step.resource.type} ${name}`] : [];
    });
    expect({ step: step.name, named }).toEqual({ step: step.name, named: [expect.any(String)] });
    return named;
  });
}

for (const { name } of blueprints)
  test(`two stacks of ${name} under different names want no name that the other one wants`, () => {
    const first = namesOf(loadConfig('x', blueprintText(name)));
    const others = ['other', 'a'].map((other) => [
      namesOf(loadConfig('x', blueprintText(name), { name: other })),
      namesOf(loadConfig('x', initialConfig(name, 'provision.yaml', other))),
      namesOf(loadConfig('x', initialConfig(name).replace(/^name: .*$/m, `name: ${other}`))),
    ]);
    for (const [byOption = [], ...byFile] of others) {
      expect(byFile).toEqual([byOption, byOption]);
      expect(byOption).toHaveLength(first.length);
      expect(byOption.filter((it) => first.includes(it))).toEqual([]);
    }
    const [[one = []] = [], [two = []] = []] = others;
    expect(one.filter((it) => two.includes(it))).toEqual([]);
  });

test('a blueprint under its own name has the names that it is known for', () => {
  expect(namesOf(loadConfig('x', blueprintText('cli-walkthrough')))).toEqual(
    expect.arrayContaining([
      'cluster demo-cluster',
      'role ecsTaskExecutionRole',
      'ecr-repository static-app',
      'task-definition hostname-app',
      'target-group hostname-app-tg',
      'load-balancer demo-balancer',
    ]),
  );
  expect(namesOf(loadConfig('x', blueprintText('alb-microservices')))).toEqual(
    expect.arrayContaining([
      'log-group /ecs/BookService',
      'ecr-repository author-service',
      'task-definition book-service',
    ]),
  );
});

test('a config that does not say whose its names are has them as they are, whatever the stack is called', () => {
  const text = 'name: shop\ncluster: {name: main}\nservices: {web: {image: nginx, port: 80}}\ningress: {type: none}\n';
  expect(loadConfig('x', text, { name: 'other' }).cluster.name).toBe('main');
  expect(loadConfig('x', `namesFor: shop\n${text}`, { name: 'other' }).cluster.name).toBe('other-main');
  expect(loadConfig('x', `namesFor: shop\n${text}`).cluster.name).toBe('main');
});

test('a name that is too long with the name of the stack in front is refused, saying so', () => {
  const name = 'a-name-of-thirty-characters-abc';
  const file = 'blueprint cli-walkthrough';
  const problems = problemsOf(blueprintText('cli-walkthrough'), { name, file });
  expect(problems.map(({ path, line }) => [path, line !== undefined])).toEqual([
    ['services.hostname-app.target.name', true],
    ['ingress.loadBalancer.name', true],
  ]);
  expect(problems[0]?.hint).toContain('the name of the stack was put in front of it');
});
