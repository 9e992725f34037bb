import type { TaskDefinition } from '@aws-sdk/client-ecs';
import {
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRoleTagsCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Failure } from '../../src/failure.js';
import { policyFor } from '../../src/policy/document.js';
import { permissionsOfLifecycle } from '../../src/rehearsal/lifecycle-permissions.js';
import { textOf } from '../../src/ui/failure.js';
import { resourcesByType } from '../../steps/nouns.js';
import { stackOf } from '../../steps/stack/index.js';
import { demandsIn, setting } from '../policy/proof.js';
import { longTest } from '../full.js';
import { comesTrue, planFor } from '../rehearsal/rehearsal.js';
import { makeRole } from './landlord.js';
import { configOf, Project, serviceIn } from './project.js';
import { openRig, type Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

const program = 'arn:aws:iam::000000000000:role/team/program';
const execution = 'arn:aws:iam::000000000000:role/execution';
const withRoles = ({ role, executionRole }: { role?: string; executionRole?: string }) =>
  configOf((it) => {
    Object.assign(serviceIn(it), {
      ...(role !== undefined && { permissions: { role } }),
      ...(executionRole !== undefined && { executionRole }),
    });
  });
const both = withRoles({ role: program, executionRole: execution });

/** All that IAM has of a role. */
async function whole({ clients: { iam } }: Rig, RoleName: string) {
  const [role, attached, inline, tags] = [
    await iam.send(new GetRoleCommand({ RoleName })),
    await iam.send(new ListAttachedRolePoliciesCommand({ RoleName })),
    await iam.send(new ListRolePoliciesCommand({ RoleName })),
    await iam.send(new ListRoleTagsCommand({ RoleName })),
  ];
  return [role.Role?.AssumeRolePolicyDocument, attached.AttachedPolicies, inline.PolicyNames, tags.Tags];
}

const definitionOf = ({ store }: Project) => store.records.get('web-task-definition')?.want as TaskDefinition;
const said = (failures: readonly Failure[]) =>
  failures.map((it) => textOf(it, { command: 'up' }).replace(/\s+/g, ' ')).join('\n');

test('roles that exist are used, and left as they were: nothing is attached to them, and down leaves them', async () => {
  for (const arn of [program, execution]) await makeRole(rig.clients.iam, arn);
  const before = [await whole(rig, 'program'), await whole(rig, 'execution')];
  const project = new Project(rig);
  const plan = await comesTrue(rig, project, both);
  expect(plan.failures).toEqual([]);
  expect(plan.steps.filter(({ resource }) => resource.startsWith('role'))).toEqual([]);
  expect(definitionOf(project)).toMatchObject({ taskRoleArn: program, executionRoleArn: execution });
  const again = await rig.during(() => project.up(both));
  expect([again.done.failures, again.mutating]).toEqual([[], []]);
  expect(Object.values(await project.status(both)).filter(({ state }) => state !== 'ok')).toEqual([]);
  expect((await project.down()).failures).toEqual([]);
  expect([await whole(rig, 'program'), await whole(rig, 'execution')]).toEqual(before);
});

longTest('a service moves to roles that exist and back: the roles of the stack go last, and come first', async () => {
  for (const arn of [program, execution]) await makeRole(rig.clients.iam, arn);
  const own = configOf((it) => void (serviceIn(it).permissions = { statements: [], managedPolicies: [] }));
  const project = new Project(rig);
  expect((await comesTrue(rig, project, own)).failures).toEqual([]);
  expect((await comesTrue(rig, project, both)).failures).toEqual([]);
  expect([...project.store.records.keys()].filter((it) => /^(execution|web-task)-role/.test(it))).toEqual([]);
  expect((await comesTrue(rig, project, own)).failures).toEqual([]);
  expect(definitionOf(project).taskRoleArn).toBe('arn:aws:iam::000000000000:role/cloud-map-public-web-task-us-east-1');
});

test('what cannot be used is refused before the first change, by plan and up alike, and says whose it is to mend', async () => {
  await makeRole(rig.clients.iam, execution, 'ec2.amazonaws.com');
  const cases = [
    [withRoles({ role: program }), 'there is no role program in this account, 000000000000'],
    [withRoles({ executionRole: execution }), '"Principal":{"Service":"ecs-tasks.amazonaws.com"}'],
    [
      withRoles({ role: execution.replace('/', '/team/') }),
      'the role execution of this account is arn:aws:iam::000000',
    ],
    [withRoles({ role: program.replace('000000000000', '123456789012') }), 'and the stack is in 000000000000'],
  ] as const;
  for (const [config, text] of cases) {
    const project = new Project(rig);
    const { done, mutating } = await rig.during(async () => [
      said((await planFor(rig, project, config)).failures),
      said((await project.up(config)).failures),
    ]);
    expect(mutating).toEqual([]);
    expect(done[0]).toContain(text);
    expect(done[1]).toBe(done[0]);
  }
});

test('an owner who takes the trust away is found before the next change', async () => {
  for (const arn of [program, execution]) await makeRole(rig.clients.iam, arn);
  const project = new Project(rig);
  expect((await project.up(both)).failures).toEqual([]);
  const deny = { Effect: 'Deny', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [deny] });
  await rig.clients.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'program', PolicyDocument }));
  const changed = withRoles({ role: program, executionRole: execution });
  serviceIn(changed).count = 2;
  const { done, mutating } = await rig.during(() => project.up(changed));
  expect(mutating).toEqual([]);
  expect(said(done.failures)).toContain(`ECS may not take on ${program}`);
});

test('where iam:GetRole is not allowed, that is said by plan and up, and the stack goes up', async () => {
  for (const arn of [program, execution]) await makeRole(rig.clients.iam, arn);
  const project = new Project(rig);
  const denied = { operation: 'GetRole', error: 'AccessDenied', status: 403, message: 'not allowed', times: 99 };
  await rig.faults([denied]);
  const note = `${program} was not looked at, because iam:GetRole is not allowed`;
  const { steps } = await planFor(rig, project, both);
  expect(steps.find(({ step }) => step === 'existing-role-program')?.note).toContain(note);
  expect((await project.up(both)).failures).toEqual([]);
  expect(JSON.stringify(project.events)).toContain(note);
});

longTest('an execution role that lacks what tasks need fails as on AWS: the tasks say what it may not', async () => {
  const RoleName = await makeRole(rig.clients.iam, execution);
  const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';
  await rig.clients.iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  await rig.clients.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'own' }));
  const { failures } = await new Project(rig).up(withRoles({ executionRole: execution }));
  expect(said(failures)).toContain('is not authorized to perform: logs:CreateLogStream');
});

test('the policy hands over exactly these roles', async () => {
  const location = { ...setting, account: '000000000000' };
  const { steps } = stackOf(both, location, () => 'tag');
  const planInput = { stack: both.name, tags: both.tags, location, steps, resources: resourcesByType };
  const policy = policyFor(demandsIn(await permissionsOfLifecycle(planInput)), both.name);
  const passed = policy.Statement.filter(({ Action }) => [Action].flat().includes('iam:PassRole'));
  expect(passed.flatMap(({ Resource }) => [Resource].flat()).toSorted()).toEqual([execution, program]);
  const looked = policy.Statement.filter(({ Action }) => [Action].flat().includes('iam:GetRole'));
  expect(looked.flatMap(({ Resource }) => [Resource].flat())).toEqual(expect.arrayContaining([execution, program]));
});
