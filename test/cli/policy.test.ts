import { writeFile } from 'node:fs/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { Desk } from './program.js';

/** The policy of a stack, and a sandbox that enforces it. */
const sandbox = ['--sandbox', '--sandbox-speed', 'instant', '--blueprint', 'cloud-map-public'];
interface Policy {
  readonly Version: string;
  readonly Statement: readonly { readonly Action: string | readonly string[] }[];
}
let desk: Desk;
let policy: Policy;
beforeAll(async () => {
  desk = await Desk.open();
});

test('policy prints a document and nothing else, and says beside it how large it is', async () => {
  const { code, stdout, stderr } = await desk.here('policy', ...sandbox);
  policy = JSON.parse(stdout) as Policy;
  expect([code, policy.Version, policy.Statement.length > 20]).toEqual([0, '2012-10-17', true]);
  // What up asks where a stack needs more than AWS gives to everybody.
  expect(stdout).toContain('"servicequotas:GetServiceQuota"');
  expect(stdout).toContain('"arn:aws:ecs:us-east-1:000000000000:cluster/cloud-map-public"');
  expect(stderr).toMatch(/^\d+ statements, [\d,]+ characters without white space\. .*--out DIR writes\s+2;[^]*\n$/);
});

test('for programs it is an event like any other, or the files that it was written to', async () => {
  const events = async (...more: string[]) => {
    const { code, stdout, stderr } = await desk.here('policy', ...sandbox, '--json', ...more);
    expect([code, stderr]).toEqual([0, '']);
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
  };
  const result = expect.objectContaining({ type: 'result', command: 'policy', ok: true });
  expect(await events()).toEqual([expect.objectContaining({ type: 'policy', scope: 'all', policy }), result]);
  const files = ['policies/cloud-map-public-1.json', 'policies/cloud-map-public-2.json'];
  expect(await events('--out', 'policies')).toEqual([expect.objectContaining({ type: 'policy', files }), result]);
});

test('what an image of the account asks is in it, though nobody says which account that is', async () => {
  const image = '123456789012.dkr.ecr.us-east-1.amazonaws.com/pushed/web:1';
  await writeFile(
    desk.path('pushed.yaml'),
    `{name: pushed, ingress: {type: none}, services: {web: {image: "${image}"}}}`,
  );
  const { code, stdout } = await desk.here('policy', 'status', '--config', 'pushed.yaml', '--region', 'us-east-1');
  const { Statement } = JSON.parse(stdout) as Policy;
  expect([code, Statement]).toEqual([
    0,
    expect.arrayContaining([
      {
        ...{ Sid: 'EcrNamed', Effect: 'Allow', Action: 'ecr:BatchGetImage' },
        Resource: 'arn:aws:ecr:us-east-1:*:repository/pushed/web',
      },
    ]),
  ]);
});

test('a stack with a policy of the account is rehearsed in that account', async () => {
  const permissions = '{managedPolicies: ["arn:aws:iam::123456789012:policy/own"]}';
  const service = `{image: nginx, permissions: ${permissions}}`;
  await writeFile(desk.path('owned.yaml'), `{name: owned, ingress: {type: none}, services: {web: ${service}}}`);
  const { code, stdout } = await desk.here('policy', '--config', 'owned.yaml', '--region', 'us-east-1');
  expect(code).toBe(0);
  expect(stdout).toContain('"arn:aws:ecs:us-east-1:123456789012:cluster/owned"');
});

test('up under a policy that lacks an action fails with the name of the action', async () => {
  const Statement = policy.Statement.map((it) => ({
    ...it,
    Action: [it.Action].flat().filter((action) => action !== 'ec2:CreateSubnet'),
  }));
  await writeFile(desk.path('less.json'), JSON.stringify({ ...policy, Statement }));
  const { code, stderr } = await desk.here('up', ...sandbox, '--policy', 'less.json', '--json');
  expect(code).toBe(1);
  expect(stderr).toBe('');
  const again = await desk.here('up', ...sandbox, '--policy', 'less.json');
  expect(again.stderr + again.stdout).toContain('The permission ec2:CreateSubnet is missing.');
});

test('a policy that cannot be enforced is refused before anything is called, with all that is wrong with it', async () => {
  const wrong = { Effect: 'Allow', Action: 'ec2:*', Resource: '*', Condition: { NumericEquals: { a: '1' } } };
  await writeFile(
    desk.path('wrong.json'),
    JSON.stringify({ Version: '2012-10-17', Statement: [wrong, { Effect: 'Allow' }] }),
  );
  const { code, stderr } = await desk.here('status', ...sandbox, '--policy', 'wrong.json');
  expect(code).toBe(2);
  expect(stderr).toContain('There are 3 problems in wrong.json.');
  expect(stderr).toContain('wrong.json  Statement[0].Condition.NumericEquals: the sandbox does not know this operator');
});

test('a stack whose state is in a bucket lives under its own policy, and the bucket is made under another', async () => {
  const team = await Desk.open();
  const inBucket = [...sandbox, '--state', 's3://my-team-states/shop'];
  expect((await team.here('policy', 'state-init', ...sandbox)).stderr).toContain('which one?');
  for (const scope of ['all', 'state-init']) {
    const { code, stdout, stderr } = await team.here('policy', scope, ...inBucket);
    expect(code).toBe(0);
    // Of a bucket that is not there nothing can be read.
    expect(stderr.includes('The state in s3://my-team-states/shop/ was not read')).toBe(scope === 'all');
    await writeFile(team.path(`${scope}.json`), stdout);
  }
  const under = async (scope: string, ...words: string[]) => {
    const { code } = await team.here(...words, ...inBucket, '--policy', `${scope}.json`);
    return code;
  };
  expect(await under('all', 'state', 'init')).toBe(1);
  expect(await under('state-init', 'state', 'init')).toBe(0);
  expect(await under('state-init', 'up')).toBe(1);
  for (const words of [['up'], ['state', 'list'], ['unlock'], ['down']])
    expect([words, await under('all', ...words)]).toEqual([words, 0]);
});

test('a policy is nothing for AWS, which has its own', async () => {
  const { code, stderr } = await desk.here('status', '--policy', 'less.json');
  expect([code, stderr]).toEqual([2, expect.stringContaining('--policy is for the sandbox: add --sandbox')]);
});
