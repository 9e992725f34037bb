import { expect, test } from '@jest/globals';
import { fitsPattern, ofEachKind } from '../../../src/config/from/sample-candidates.js';
import { editorSchema } from '../../../src/config/json-schema.js';
import type { Path } from '../../../src/config/member-path.js';
import { typesOf, type MemberSchema } from '../../../src/config/member-schema.js';
import { fateOf, loaded, loadedIn, madeFrom } from './made.js';

/** The paths of all texts of a config that have a pattern; of maps and lists, of one member. */
function patternsIn(schema: MemberSchema | false | undefined, path: Path = []): readonly Path[] {
  if (!schema) return [];
  const { properties = {}, additionalProperties, items } = schema;
  const isText = schema.pattern !== undefined && typesOf(schema).every((it) => it === 'string');
  return [
    ...(isText ? [path] : []),
    ...Object.entries(properties).flatMap(([name, member]) => patternsIn(member, [...path, name])),
    ...patternsIn(additionalProperties, [...path, 'a']),
    ...patternsIn(items, [...path, 0]),
  ];
}

test('a variable may be all of each text of a config: there is a value that is one', () => {
  const paths = patternsIn(editorSchema());
  expect(paths.length).toBeGreaterThan(50);
  const without = paths.filter((to) => !ofEachKind.some((it) => fitsPattern({ to, value: '', from: [] }, it)));
  expect(without.map((it) => it.join('.'))).toEqual([]);
});

const service = (members: string, more = '') =>
  madeFrom([
    'manifest.yml',
    `name: web\ntype: Load Balanced Web Service\nimage: {location: nginx, port: 80}\n${members}\n${more}`,
  ]);
const container = (members: object, task: object = {}) =>
  madeFrom([
    'task.json',
    JSON.stringify({ ...task, containerDefinitions: [{ name: 'web', image: 'nginx', ...members }] }),
  ]);

const subnets = (members: string) =>
  madeFrom(
    ['compose.yml', 'services: {web: {image: nginx}}'],
    [
      'ecs-params.yml',
      `run_params: {network_configuration: {awsvpc_configuration: {assign_public_ip: ENABLED, ${members}}}}`,
    ],
  );

test.each([
  ['an alias', service('http: {path: /, alias: "${A}"}')],
  ['aliases', service('http: {path: /, alias: ["${A}", "www.${A}", "${B:?a domain}"]}')],
  ['a zone', service('http: {path: /, alias: [{name: "${A}", hosted_zone: "${B}"}]}')],
  ['a subnet and a security group', subnets('subnets: ["${A}", "${B}"], security_groups: ["${C}"]')],
  ['an image', service('', 'sidecars: {x: {image: "${A}"}, y: {image: "${B}/app:${C}"}}')],
  ['a platform', service('platform: "${A:-linux/arm64}"')],
  ['a number', service('count: "${A}"\nstorage: {ephemeral: "${B}"}')],
  [
    'a schedule',
    madeFrom(['m.yml', 'name: a\ntype: Scheduled Job\nimage: {location: nginx}\non: {schedule: "rate(${A} minutes)"}']),
  ],
  ['a file', service('env_file: "${A}.env"')],
  ['a role', container({}, { taskRoleArn: '${A}', executionRoleArn: '${B}' })],
  ['a secret', container({ secrets: [{ name: 'A', valueFrom: 'arn:aws:ssm:${A}:${B}:parameter/${C}' }] })],
  ['a user', container({ user: '${A}', workingDirectory: '${B}', stopTimeout: '${C}' })],
])('%s may be a variable that is not set', (_, made) => {
  expect(made.left).toEqual([]);
  loaded(made);
});

test('a variable has one value: of members that it cannot be both, one is left', () => {
  const made = service('http: {path: /, alias: "${A}"}\ncount: "${A}"');
  expect(made.left.map(({ because }) => because)).toEqual(['A is not set, and it has no default that fits']);
  loaded(made);
});

test('a file whose name is a variable is one that is there, or is left', () => {
  expect(service('env_file: "${A}.env"').variables).toEqual(['A']);
  expect(fateOf(service('env_file: "${A}.missing"'), 'env_file')).toContain('left because A is not set');
});

test('an account and a region in a text are those that the file has already', () => {
  const options = { 'awslogs-region': 'ap-south-1', 'awslogs-group': '/a' };
  const made = container(
    {
      secrets: [{ name: 'A', valueFrom: 'arn:aws:ssm:${A}:${B}:parameter/a' }],
      logConfiguration: { logDriver: 'awslogs', options },
    },
    { taskRoleArn: 'arn:aws:iam::210987654321:role/a' },
  );
  expect(made.left).toEqual([]);
  expect(loaded(made).region).toBe('ap-south-1');
});

test('in the file of an environment as well', () => {
  const made = service(
    'variables: {API: "https://api.${DOMAIN}"}\nhttp: {path: /}',
    'environments: {prod: {http: {alias: ["web.${DOMAIN}", "${DOMAIN}"]}}}',
  );
  expect(made.left).toEqual([]);
  expect(loadedIn('prod', made).ingress.domain).toMatchObject({ alternativeNames: [expect.not.stringContaining('$')] });
  expect(made.overlays).toMatchObject([{ variables: ['CERTIFICATE_ARN'] }]);
});

test('what is written as it must be, and refused for something else, is left with that', () => {
  const made = service('network: {vpc: {security_groups: ["${A}"]}}');
  expect(made.left).toMatchObject([{ because: expect.stringContaining('in another VPC') }]);
});

test('what is wrong whatever a variable is, is left with what the loader says', () => {
  const made = container({ secrets: [{ name: 'A', valueFrom: 'arn:aws:ssm:${A}:${B}:a b' }] });
  expect(fateOf(made, 'containerDefinitions[0].secrets[0]')).toContain('not the name or ARN of a secret');
});
