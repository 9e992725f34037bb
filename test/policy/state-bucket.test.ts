import { beforeAll, expect, test } from '@jest/globals';
import type { RequiredPermission } from '../../src/permissions/required-permission.js';
import { policyFor, type PolicyDocument } from '../../src/policy/document.js';
import { InMemoryAws } from '../../src/rehearsal/in-memory-aws.js';
import {
  inBucket,
  permissionsOfStates,
  stateActs,
  stateRehearsal,
  type StateAct,
} from '../../src/rehearsal/state-permissions.js';
import { readPolicy } from '../../src/sandbox/iam-policy/document.js';
import { evaluate } from '../../src/sandbox/iam-policy/evaluate.js';
import { enforcingGuard, requestKeys } from '../../src/sandbox/iam-policy/guards.js';
import { World } from '../../src/sandbox/world.js';
import { actionsOf, setting, without } from './proof.js';

/** What the policy of a stack says where its state is in a bucket. */
const location = { bucket: 'states', prefix: 'team/' };
const stack = 'shop';
const usual = stateActs.filter((act) => act !== 'init');
let demands: Readonly<Record<StateAct, readonly RequiredPermission[]>>;
beforeAll(async () => void (demands = await permissionsOfStates(setting, location, stack)));

const policyOf = (...acts: readonly StateAct[]) =>
  policyFor(
    acts.flatMap((act) => demands[act]),
    stack,
  );
/** A bucket, and versions of a state in it. */
async function worldWithBucket(): Promise<World> {
  const world = new World(Date.now(), undefined, setting.account);
  await inBucket(new InMemoryAws(setting, world), location, stack, async (it) => {
    await stateRehearsal.init(it);
    await stateRehearsal.change(it);
  });
  return world;
}

/** Does one of the things for real, in a sandbox that enforces a policy. @returns why it was refused; '' where it was not */
async function doneUnder(policy: PolicyDocument, act: StateAct): Promise<string> {
  const world = act === 'init' ? undefined : await worldWithBucket();
  const aws = new InMemoryAws(setting, world, enforcingGuard(readPolicy(JSON.stringify(policy))));
  return inBucket(aws, location, stack, async (it) => {
    try {
      await stateRehearsal[act](it);
      return '';
    } catch (error) {
      return JSON.stringify(error) + String(error);
    }
  });
}

test.each(stateActs)('%s: its policy allows all of it, and without any one action it is refused', async (act) => {
  const policy = policyOf(act);
  expect(await doneUnder(policy, act)).toBe('');
  const passed: string[] = [];
  for (const action of actionsOf(policy))
    if ((await doneUnder(without(policy, action), act)) === '') passed.push(action);
  expect(passed).toEqual([]);
});

test('it is the least: two objects of this stack, and the list of the bucket', () => {
  expect(policyOf('change', 'versions').Statement.map(({ Action, Resource }) => [Action, Resource])).toEqual([
    [['s3:ListBucket', 's3:ListBucketVersions'], 'arn:aws:s3:::states'],
    [
      ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
      ['arn:aws:s3:::states/team/shop.json', 'arn:aws:s3:::states/team/shop.lock'],
    ],
    ['s3:GetObjectVersion', 'arn:aws:s3:::states/team/shop.json'],
  ]);
  expect(actionsOf(policyOf('look'))).toEqual(['s3:GetObject', 's3:ListBucket']);
});

test('what makes the bucket is not in it, and the state of another stack is out of reach', async () => {
  const policy = readPolicy(JSON.stringify(policyOf('look', 'change', 'versions')));
  const isAllowed = (demand: RequiredPermission) => evaluate(policy, demand, requestKeys(setting)) === 'allowed';
  const making = demands.init.filter(({ action }) => action !== 's3:ListBucket');
  expect(making.length).toBeGreaterThan(8);
  expect(making.filter(isAllowed)).toEqual([]);
  const others = (await permissionsOfStates(setting, location, 'other')).change;
  expect(new Set(others.filter(isAllowed).map(({ action }) => action))).toEqual(new Set(['s3:ListBucket']));
  const elsewhere = await permissionsOfStates(setting, { ...location, bucket: 'others' }, stack);
  expect(usual.flatMap((act) => elsewhere[act]).filter(isAllowed)).toEqual([]);
});
