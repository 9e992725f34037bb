import { DeregisterTargetsCommand, DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { DeregisterInstanceCommand, ListInstancesCommand } from '@aws-sdk/client-servicediscovery';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { comesTrue } from '../rehearsal/rehearsal.js';
import { firstOf } from './live.js';
import type { FirstOf } from './others.js';
import { blueprintOf, Project } from './project.js';
import { openRig, type Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

/** What somebody takes out of where requests come from, all of it. */
const stories: readonly {
  readonly blueprint: string;
  readonly where: string;
  remove(clients: Rig['clients'], first: FirstOf): Promise<number>;
}[] = [
  // Row 7 of the cases.
  {
    blueprint: 'cloud-map-public',
    where: 'Cloud Map',
    async remove({ servicediscovery }, first) {
      const ServiceId = first('cloud-map-service')['serviceId'];
      const { Instances = [] } = await servicediscovery.send(new ListInstancesCommand({ ServiceId }));
      for (const { Id: InstanceId } of Instances)
        await servicediscovery.send(new DeregisterInstanceCommand({ ServiceId, InstanceId }));
      return Instances.length;
    },
  },
  {
    blueprint: 'ec2-capacity',
    where: 'the target group',
    async remove({ elbv2 }, first) {
      const TargetGroupArn = first('target-group')['targetGroupArn'];
      const { TargetHealthDescriptions = [] } = await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
      const Targets = TargetHealthDescriptions.flatMap(({ Target }) => Target ?? []);
      await elbv2.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets }));
      return Targets.length;
    },
  },
];

test.each(stories)(
  '$blueprint: tasks that somebody has taken out of $where are told by status and plan, and up starts others, saying why',
  async ({ blueprint, where, remove }) => {
    const project = new Project(rig, blueprint);
    const config = await blueprintOf(blueprint);
    expect((await project.up(config)).failures).toEqual([]);
    const rows = async () =>
      Object.values(await project.status(config)).filter(({ type, state }) => type === 'ecs-service' || state !== 'ok');
    const before = await rows();
    expect(before).toMatchObject([
      { state: 'ok', detail: expect.stringContaining(`2 in service in ${where}`) as unknown },
    ]);

    expect(await remove(rig.clients, firstOf(project))).toBe(2);
    const lacks = `2 of 2 tasks are not in ${where}, so no request reaches them`;
    const [row, ...others] = await rows();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ type: 'ecs-service', state: 'broken' });
    expect(row?.detail).toContain(lacks);

    const plan = await comesTrue(rig, project, config);
    expect(plan.steps.filter(({ action }) => action !== 'unchanged' && action !== 'look')).toMatchObject([
      { resource: 'ecs-service', action: 'update', lacks },
    ]);
    expect(project.events).toContainEqual(expect.objectContaining({ type: 'wait', why: lacks, lasting: true }));
    expect(await rows()).toEqual(before);
    expect((await rig.during(() => project.up(config))).mutating).toEqual([]);
  },
);
