import { SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';
import type { Config } from '../../src/config/schema.js';
import { longTest } from '../full.js';
import { comesTrue } from '../rehearsal/rehearsal.js';
import { census, left } from './census.js';
import { sending } from './crash.js';
import { rig } from './fresh.js';
import { manyPermissions } from './many-permissions.js';
import { configOf, Project, serviceIn } from './project.js';

const taskRole = 'cloud-map-public-web-task-us-east-1';
const withPermissions = (count: number, more: (config: Config) => void = () => {}) =>
  configOf((config) => {
    manyPermissions(config, count);
    more(config);
  });

/** Which of every seventh of so many things the program may not do. */
async function deniedOf(count: number): Promise<string[]> {
  const PolicySourceArn = `arn:aws:iam::000000000000:role/${taskRole}`;
  const answers = await Promise.all(
    Array.from({ length: Math.ceil(count / 7) }, async (_, at) => {
      const i = at * 7;
      const ResourceArns = [`arn:aws:s3:::a-bucket-with-a-name-${i}/a`];
      const ActionNames = [`s3:Action${i}`];
      const command = new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames, ResourceArns });
      return (await rig.clients.iam.send(command)).EvaluationResults ?? [];
    }),
  );
  return answers
    .flat()
    .flatMap(({ EvalDecision, EvalActionName }) => (EvalDecision === 'allowed' ? [] : [EvalActionName ?? '']));
}
const ofIam = (mutating: readonly string[]) => mutating.filter((it) => /Policy/.test(it));

test('what a role has no room for is in managed policies: the program may do all of it, and another statement changes one', async () => {
  const project = new Project(rig);
  const config = withPermissions(230);
  expect((await project.up(config)).failures).toEqual([]);
  expect(await deniedOf(230)).toEqual([]);
  expect((await census(rig))['managedPolicies']).toEqual([`${taskRole}-1`, `${taskRole}-2`, `${taskRole}-3`]);
  const again = await rig.during(() => project.up(config));
  expect([again.done.failures, again.mutating]).toEqual([[], []]);
  const { mutating } = await rig.during(() => project.up(withPermissions(231)));
  expect(mutating).toEqual([expect.stringMatching(/CreatePolicyVersion|PutRolePolicy/)]);
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});

longTest.each(['with the config', 'without it'])('such policies are planned, and recovered %s', async (way) => {
  const project = new Project(rig);
  const config = withPermissions(230);
  expect((await comesTrue(rig, project, config)).failures).toEqual([]);
  expect((await comesTrue(rig, project, withPermissions(90))).failures).toEqual([]);
  expect((await comesTrue(rig, project, config)).failures).toEqual([]);
  await project.recover(way === 'with the config' ? config : undefined);
  const recovered = await rig.during(() => project.up(config));
  expect([recovered.done.failures, recovered.mutating]).toEqual([[], []]);
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});

test('a role gets managed policies and loses them in place, and at no moment lacks what it had and is to have', async () => {
  const project = new Project(rig);
  const few = 90;
  await project.up(withPermissions(few));
  expect((await census(rig))['managedPolicies']).toEqual([]);
  const lacking: string[] = [];
  const watched = async (config: Config) => {
    const look = async (command: object) => {
      if (/Policy/.test(command.constructor.name) && !/^(Get|List)/.test(command.constructor.name))
        lacking.push(...(await deniedOf(few)).map((it) => `${it} after ${command.constructor.name}`));
    };
    const { done, mutating } = await rig.during(() =>
      project.up(config, {
        through: (cloud) =>
          sending(cloud, async (command, send) => {
            const answer = await send();
            await look(command);
            return answer;
          }),
      }),
    );
    expect(done.failures).toEqual([]);
    return ofIam(mutating).map((it) => it.split(' ').at(-1));
  };
  const there = await watched(withPermissions(160));
  expect(there).toEqual(['iam:CreatePolicy', 'iam:AttachRolePolicy', 'iam:PutRolePolicy']);
  expect(await watched(withPermissions(few))).toEqual([
    'iam:PutRolePolicy',
    'iam:DetachRolePolicy',
    'iam:DeletePolicy',
  ]);
  expect(lacking).toEqual([]);
  expect((await census(rig))['managedPolicies']).toEqual([]);
});

longTest('an execution role reads more secrets than one policy names', async () => {
  const secrets = Object.fromEntries(
    Array.from({ length: 150 }, (_, i) => [
      `KEY_${i}`,
      `arn:aws:ssm:us-east-1:000000000000:parameter/a/parameter/with/quite/a/long/name/${i}`,
    ]),
  );
  for (const arn of Object.values(secrets)) {
    const Name = arn.slice(arn.indexOf(':parameter/') + ':parameter'.length);
    await rig.clients.ssm.send(new PutParameterCommand({ Name, Value: 'x', Type: 'SecureString' }));
  }
  const project = new Project(rig);
  const config = configOf((it) => void Object.assign(serviceIn(it), { secrets }));
  expect((await project.up(config)).failures).toEqual([]);
  const role = 'cloud-map-public-exec-us-east-1';
  expect((await census(rig))['managedPolicies']).toEqual([`${role}-1`]);
  const again = await rig.during(() => project.up(config));
  expect([again.done.failures, again.mutating]).toEqual([[], []]);
});
