import { DeleteSecurityGroupCommand } from '@aws-sdk/client-ec2';
import { DescribeServicesCommand, DescribeTasksCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import type { Failure } from '../../src/failure.js';
import { textOf } from '../../src/ui/failure.js';
import { comesTrue, planFor } from '../rehearsal/rehearsal.js';
import { census } from './census.js';
import { existingIds } from './existing-ids.js';
import { rig } from './fresh.js';
import { makeNetwork } from './landlord.js';
import { configOf, Project, serviceIn } from './project.js';

/** A service in a network of somebody else, with these of its groups. */
async function guests() {
  const ids = await makeNetwork(rig);
  const real = (some: readonly string[]) => some.map((id) => ids.get(id) ?? '');
  const existing = { vpc: ids.get(existingIds.vpc) ?? '', public: real(existingIds.public), private: [] };
  const groups = real(existingIds.groups);
  const config = (...securityGroups: (string | undefined)[]) =>
    configOf((it) => {
      it.network.existing = existing;
      serviceIn(it).securityGroups = securityGroups.filter((id) => id !== undefined);
    });
  return { groups, config };
}

const cluster = 'cloud-map-public';
/** The groups that the service gives to tasks, and how many deployments it had. */
async function live(own: string | undefined) {
  const { ecs } = rig.clients;
  const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: ['web'] }));
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster }));
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  const groups = services[0]?.networkConfiguration?.awsvpcConfiguration?.securityGroups ?? [];
  return { others: groups.filter((id) => id !== own), started: tasks.map(({ startedAt }) => Number(startedAt)) };
}
const ownGroup = ({ store }: Project) => store.records.get('web-security-group')?.id as string;
const said = (failures: readonly Failure[]) => failures.map((it) => textOf(it, { command: 'up' })).join('\n');

test('tasks have groups of somebody else beside their own; another list is a deployment, in place', async () => {
  const { groups, config } = await guests();
  const [first, second] = groups;
  const before = await census(rig);
  const project = new Project(rig);
  expect((await comesTrue(rig, project, config(first))).failures).toEqual([]);
  const [own, id] = [ownGroup(project), project.store.records.get('web-service')?.id];
  const at = await live(own);
  expect(at.others).toEqual([first]);
  const again = await rig.during(() => project.up(config(first)));
  expect([again.done.failures, again.mutating]).toEqual([[], []]);

  const { done, mutating } = await rig.during(() => comesTrue(rig, project, config(second, first)));
  const changes = done.steps.find(({ step }) => step === 'web-service')?.changes;
  expect(changes?.map(({ path }) => path)).toEqual([`networkConfiguration.securityGroups.${second}`]);
  expect(mutating.filter((it) => !it.startsWith('logs:'))).toEqual(['ecs:UpdateService']);
  expect(project.store.records.get('web-service')?.id).toEqual(id);
  const after = await live(own);
  expect(after.others.toSorted()).toEqual(groups.toSorted());
  expect(Math.min(...after.started)).toBeGreaterThan(Math.max(...at.started));
  expect(Object.values(await project.status(config(second, first))).filter(({ state }) => state !== 'ok')).toEqual([]);

  expect((await project.down()).failures).toEqual([]);
  expect(await census(rig)).toEqual(before);
});

test('a group that is not there or in another VPC is refused before the first change, by plan and up alike', async () => {
  const { groups, config } = await guests();
  const other = await guests();
  await rig.clients.ec2.send(new DeleteSecurityGroupCommand({ GroupId: groups[1] }));
  const project = new Project(rig);
  const wrong = config(groups[0], groups[1], other.groups[0]);
  const { done, mutating } = await rig.during(async () => [
    said((await planFor(rig, project, wrong)).failures),
    said((await project.up(wrong)).failures),
  ]);
  expect(mutating).toEqual([]);
  expect(done[0]).toContain(`${groups[1]} does not exist in us-east-1`);
  expect(done[0]).toMatch(new RegExp(`${other.groups[0]} is in vpc-\\w+, not in vpc-\\w+`));
  expect(done[1]).toBe(done[0]);
});
