import { expect, test } from '@jest/globals';
import { createColors } from 'picocolors';
import { changesBetween } from '../../src/changes.js';
import { changeWithoutVariables } from '../../src/hidden-values.js';
import { unknownsIn } from '../../src/ui/changed-value.js';
import { changeLines } from '../../src/ui/changes.js';

const colors = createColors(false);
const lines = (before: object, after: object, width = 80) =>
  changeLines(
    changesBetween(before, after).map((it) => changeWithoutVariables(it)),
    2,
    { width, colors, unknowns },
  );
const unknowns = unknownsIn([
  { step: 'vpc', resource: 'vpc', action: 'create' },
  { step: 'web-image', resource: 'image', action: 'replace' },
  { step: 'public-a', resource: 'subnet', action: 'create' },
  { step: 'public-b', resource: 'subnet', action: 'create' },
]);
const web = (members: object) => ({
  containerDefinitions: [{ name: 'web', image: 'nginx:1', essential: true, ...members }],
});
const env = (...names: string[]) => names.map((name) => ({ name, value: `secret ${name}` }));
const ids = (...of: string[]) => Object.fromEntries(of.map((id) => [id, true]));

test('one difference is one line', () => {
  expect(lines({ desiredCount: 2 }, { desiredCount: 3 })).toEqual(['  ~ desiredCount: 2 → 3']);
  expect(lines(web({}), web({ image: 'nginx:2' }))).toEqual([
    '  ~ containerDefinitions.web.image: "nginx:1" → "nginx:2"',
  ]);
  expect(lines({ tags: {} }, { tags: { team: 'shop' } })).toEqual(['  + tags.team: "shop"']);
});

test('several in one thing stand under it, and names without values share a line', () => {
  const before = web({ environment: env('A', 'OLD') });
  const after = web({
    image: 'nginx:2',
    environment: [...env('LEVEL', 'MODE'), { name: 'A', value: 'x' }],
    user: 'me',
  });
  expect(lines(before, after)).toEqual([
    '  containerDefinitions.web',
    '    ~ image: "nginx:1" → "nginx:2"',
    '    ~ environment: A changed',
    '    - environment.OLD',
    '    + environment: LEVEL, MODE',
    '    + user: "me"',
  ]);
});

test('ids are a set, and those that nobody knows yet are said in words', () => {
  const to = ids('subnet-1', '${public-a.subnetId}', '${public-b.subnetId}');
  expect(lines({ Subnets: ids('subnet-1', 'subnet-9') }, { Subnets: to })).toEqual([
    '  Subnets',
    '    - subnet-9',
    '    + known after the subnet public-a and the subnet public-b are there',
  ]);
  expect(lines(web({}), web({ image: '${web-image.image}' }))).toEqual([
    '  ~ containerDefinitions.web.image:',
    '      "nginx:1"',
    '    → known after the new image is there',
  ]);
  expect(lines({ Vpc: 'vpc-1' }, { Vpc: '${vpc.vpcId}' })).toEqual(['  ~ Vpc: "vpc-1" → known after the VPC is there']);
  expect(lines({ A: '${HOME}' }, { A: '${nothing.here}' })).toEqual(['  ~ A: "${HOME}" → "${nothing.here}"']);
});

test('what is too long for a line takes two, and keeps both its ends', () => {
  const uri = (tag: string) => `123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web:context-${tag}`;
  expect(lines(web({ image: uri('9adfc8b9f574d93d') }), web({ image: uri('0000000000000000') }))).toEqual([
    '  ~ containerDefinitions.web.image:',
    '      "123456789012.dkr.ecr.eu-west-1.amazo…m/shop/web:context-9adfc8b9f574d93d"',
    '    → "123456789012.dkr.ecr.eu-west-1.amazo…m/shop/web:context-0000000000000000"',
  ]);
});

test('of an ARN there is what the stack does not have in common, unless that is where it differs', () => {
  const arn = (account: string, name: string) => `arn:aws:ecs:eu-west-1:${account}:task-definition/${name}`;
  expect(lines({ taskDefinition: arn('1', 'web:3') }, { taskDefinition: arn('1', 'web:4') })).toEqual([
    '  ~ taskDefinition: "task-definition/web:3" → "task-definition/web:4"',
  ]);
  expect(lines({ role: arn('1', 'x') }, { role: arn('2', 'x') })).toEqual([
    '  ~ role:',
    `      "${arn('1', 'x')}"`,
    `    → "${arn('2', 'x')}"`,
  ]);
});

test('a container that comes shows none of its variables; one that goes has nothing but its name', () => {
  const both = { containerDefinitions: [...web({}).containerDefinitions, { name: 'log', environment: env('KEY') }] };
  expect(lines(web({}), both)).toEqual(['  + containerDefinitions.log: {name: log, environment: [KEY=***]}']);
  expect(lines(both, web({}))).toEqual(['  - containerDefinitions.log']);
});

test('what a policy allows is shown to the last word', () => {
  const allowed = (Resource: string[]) => ({ Effect: 'Allow', Action: ['s3:GetObject'], Resource });
  const denied = {
    ...{ Effect: 'Deny', Action: ['s3:DeleteBucket'], Resource: ['arn:aws:s3:::a-bucket-with-a-long-name'] },
    Condition: { StringEquals: { 'aws:PrincipalTag/team': ['a-team-with-a-long-name', 'and-another-one'] } },
  };
  const document = (...Statement: object[]) => ({ PolicyDocument: { Version: '2012-10-17', Statement } });
  const rules = { 'PolicyDocument.*': 'set' } as const;
  const before = document(allowed(['arn:aws:s3:::b/*', 'arn:aws:s3:::c/*']));
  const after = document(allowed(['*']), denied);
  const lines = changeLines(changesBetween(before, after, rules), 2, { width: 80, colors });
  const text = lines.join(' ').replace(/\s+/g, ' ');
  expect(text).toContain('Resource: arn:aws:s3:::b/*, arn:aws:s3:::c/*');
  expect(text).toContain('Resource: *');
  expect(text).toContain('a-team-with-a-long-name, and-another-one');
  expect(text).toContain('arn:aws:s3:::a-bucket-with-a-long-name');
});
