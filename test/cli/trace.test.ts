import { DescribeSecurityGroupRulesCommand, RevokeSecurityGroupEgressCommand } from '@aws-sdk/client-ec2';
import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { beforeAll, expect, test } from '@jest/globals';
import { eventsOf, resultOf, type Desk } from './program.js';
import { behindItsBack, instant, openShopDesk } from './shop-desk.js';

/** `provision trace` as a person has it. What is on the way of a request is in test/path/. */

let desk: Desk;
beforeAll(async () => void ({ desk } = await openShopDesk()));

const nouns = (stdout: string): string[] =>
  stdout.split('\n').flatMap((line) => /^ {2}[✓✗] (.+?) {2}/.exec(line)?.[1] ?? []);

test('a request that arrives: each hop with the rule that lets it pass, and who answers; nothing is changed', async () => {
  const { code, stdout, stderr } = await desk.here('trace', '/pets/7', ...instant);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^GET https:\/\/\w+\.execute-api\.us-east-1\.amazonaws\.com\/pets\/7\n/);
  expect(nouns(stdout)).toEqual([
    ...['API', 'stage', 'route', 'integration', 'VPC link', 'Cloud Map service'],
    ...['security group', 'route table', 'security group', 'network interface', 'task', 'container'],
  ]);
  expect(stdout).toMatch(/route +\w+ fits GET \/pets\/7 \(GET \/pets\/\{id\}\)/);
  expect(stdout).toMatch(/\n\nAnswered by a task: what web answers\.\n$/);
  const json = await desk.here('trace', '/pets/7', ...instant, '--json');
  expect(resultOf(json.stdout)).toMatchObject({ command: 'trace', ok: true, calls: { mutating: 0 } });
});

test('what no route takes: at which hop it ends, what the client sees, what to change; exit code 3', async () => {
  const { code, stdout } = await desk.here('trace', 'POST', '/pets/7', ...instant);
  expect(code).toBe(3);
  expect(nouns(stdout)).toEqual(['API', 'stage', 'route']);
  expect(stdout).toMatch(/✗ route +\w+ no route fits POST \/pets\/7\n/);
  expect(stdout).toMatch(
    /The client sees HTTP status 404\.\nWhat to change: services\.\*\.routes: \["POST \/pets\/7"\]/,
  );
});

test('as data: the hops, and where it is dropped', async () => {
  const { code, stdout, stderr } = await desk.here('trace', '/none', ...instant, '--json');
  expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
  expect(eventsOf(stdout).filter(({ type }) => type === 'trace')).toMatchObject([
    {
      ...{ method: 'GET', url: expect.stringMatching(/\/none$/) },
      hops: [{ at: 'api' }, { at: 'stage', id: '$default' }],
      ending: { is: 'dropped', at: 'route', seen: 404 },
    },
  ]);
});

test.each([
  ['a method that there is not', ['FETCH', '/'], 'FETCH is no method of HTTP'],
  ['a path without its slash', ['pets'], 'pets is no path'],
])('%s: exit code 2, before anything is called', async (_, words, message) => {
  const { code, stderr } = await desk.here('trace', ...words, ...instant);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
});

test('the way of tasks out: what is fetched for an image, one after the other; the only service is meant', async () => {
  const { code, stdout, stderr } = await desk.here('trace', '--to', 'ecr', ...instant);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.match(/^web → .+$/gm)).toEqual(['web → ecr.api', 'web → ecr.dkr', 'web → s3']);
  expect(stdout).toMatch(/✓ internet gateway +igw-\w+ lets it out as a public address/);
  expect(stdout.match(/The way there is open: HTTPS gets to [\w.]+\./g)).toHaveLength(3);
  const json = await desk.here('trace', '--to', 'internet', '--from', 'web', ...instant, '--json');
  expect(eventsOf(json.stdout).filter(({ type }) => type === 'trace')).toMatchObject([
    { from: 'web', to: 'internet', ending: { is: 'answered', by: 'internet' } },
  ]);
});

test('from one service: a private name leads to a task, as far as its group lets it in', async () => {
  const { code, stdout } = await desk.here('trace', 'http://web.internal/', '--from', 'web', ...instant);
  expect(code).toBe(3);
  expect(stdout).toMatch(/^GET http:\/\/web\.internal\/, from web\n/);
  expect(stdout).toMatch(/✓ name +web\.internal leads who asks for SRV records to 10\.0\.\d+\.\d+:80/);
  expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(/✗ security group sg-\w+ no rule lets 10\.0\.\S+ in to the task/);
});

test.each([
  [['--to', 'erc'], 'did you mean --to ecr?'],
  [['--to', 'nothing-like-it'], 'one of ecr, ecr.api'],
  [['/', '--to', 'ecr'], '--to says where a task sends something, so there is no path'],
  [['--to', 'ecr', '--from', 'internet'], '--from SERVICE says of what'],
  [['/', '--from', 'wbe'], 'did you mean --from web?'],
  [['/', '--from', 'nobody-here'], 'there is web, internet'],
])('trace %j: exit code 2', async (words, said) => {
  const { code, stderr } = await desk.here('trace', ...words, ...instant);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(said) });
});

test('a name that the stack does not have cannot be resolved', async () => {
  const { code, stdout } = await desk.here('trace', 'https://example.com/', ...instant);
  expect(code).toBe(3);
  expect(stdout).toContain('example.com no API and no load balancer of the stack has this name');
});

test('no tasks: nothing is registered, and the client sees 503', async () => {
  await behindItsBack(desk, ({ clients: { ecs } }) =>
    ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount: 0 })),
  );
  const { code, stdout } = await desk.here('trace', '/pets/7', ...instant);
  expect(code).toBe(3);
  expect(stdout).toMatch(/✗ Cloud Map service .*nothing is registered in web\n\nThe client sees HTTP status 503\./);
  await behindItsBack(desk, ({ clients: { ecs } }) =>
    ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount: 1 })),
  );
});

test('the rule that lets the VPC link out is revoked: the group is named, with the rule that it needs', async () => {
  await behindItsBack(desk, async ({ clients: { ec2 } }) => {
    const { SecurityGroupRules = [] } = await ec2.send(new DescribeSecurityGroupRulesCommand({}));
    const rule = SecurityGroupRules.find(({ IsEgress, FromPort }) => IsEgress && FromPort === 80);
    const SecurityGroupRuleIds = [rule?.SecurityGroupRuleId ?? ''];
    await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId: rule?.GroupId, SecurityGroupRuleIds }));
  });
  const { code, stdout } = await desk.here('trace', '/pets/7', ...instant);
  expect(code).toBe(3);
  expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
    /✗ security group sg-\w+ no rule lets the VPC link out to 10\.0\.\d+\.\d+, port 80 The client sees HTTP status 503\. What to change: an outbound rule of sg-\w+ for TCP 80 to sg-\w+\. $/,
  );
});
