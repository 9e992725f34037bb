import { DescribeAutoScalingGroupsCommand, type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { expect, test } from '@jest/globals';
import { recordedDependencies } from '../../../src/step-dependencies.js';
import type { Step } from '../../../src/step.js';
import { autoScalingGroupResource } from '../../../steps/autoscaling/auto-scaling-group/resource.js';
import { autoScalingMinimumResource } from '../../../steps/autoscaling/auto-scaling-minimum/resource.js';
import { stackOf } from '../../../steps/stack/index.js';
import { configOf, where } from '../config.js';
import { fakeCloud } from '../fake-cloud.js';
import { needsOf } from '../samples.js';

const id = 'demo-instances';
const want = { AutoScalingGroupName: id, MinSize: 2 };

/** A cloud in which the group has this least. */
function cloudWith(MinSize: number) {
  const { autoscaling, ...it } = fakeCloud();
  const AutoScalingGroups = [{ AutoScalingGroupName: id, MinSize } as AutoScalingGroup];
  autoscaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups });
  const updates = () =>
    it
      .sent()
      .filter(([operation]) => operation === 'UpdateAutoScalingGroup')
      .map(([, input]) => input);
  return { ...it, updates };
}

test('a least is set, changed, and taken off again, and nothing else of the group', async () => {
  const { cloud, updates } = cloudWith(0);
  expect(await autoScalingMinimumResource.create(cloud, want)).toBe(id);
  await autoScalingMinimumResource.update?.(cloud, id, { ...want, MinSize: 3 }, ['MinSize']);
  await autoScalingMinimumResource.delete(cloud, id);
  expect(updates()).toEqual([0, 1, 2].map((i) => ({ ...want, MinSize: [2, 3, 0][i] })));
});

test('a group without a least has no minimum, nor has one that is gone', async () => {
  expect(await autoScalingMinimumResource.read(cloudWith(0).cloud, id)).toEqual({ is: 'absent' });
  expect(await autoScalingMinimumResource.read(cloudWith(4).cloud, id)).toMatchObject({
    is: 'ready',
    live: { MinSize: 4 },
  });
  expect(await autoScalingMinimumResource.find(cloudWith(0).cloud, want)).toEqual([]);
  expect(await autoScalingMinimumResource.find(cloudWith(2).cloud, want)).toEqual([{ id }]);
});

test('fewer instances at most than there were at least: the least makes way', async () => {
  const LaunchTemplate = { LaunchTemplateId: 'lt-1', Version: '$Default' };
  const rest = { LaunchTemplate, SubnetIds: { 'subnet-a': true }, NewInstancesProtectedFromScaleIn: true } as const;
  const { cloud, updates } = cloudWith(5);
  await autoScalingGroupResource.update?.(cloud, id, { AutoScalingGroupName: id, ...rest, MaxSize: 3 }, ['MaxSize']);
  expect(updates()).toEqual([{ AutoScalingGroupName: id, MaxSize: 3, MinSize: 3 }]);
});

const stackWith = (min: number) => {
  const members = {
    network: { egress: 'endpoints' },
    cluster: { capacity: 'ec2', instances: { min } },
    ingress: { type: 'none' },
  };
  return stackOf(configOf({ ...members, services: { web: { repository: 'web', tag: '1.0', port: 80 } } }), where).steps;
};
const named = (steps: readonly Step[], name: string) => steps.find((step) => step.name === name);
const namesOf = (step: Step | undefined) => (step ? needsOf(step).map(({ name }) => name) : []);

test('instances that are always there start when ECS knows their group and the doors to it are open', () => {
  const steps = stackWith(2);
  const doors = ['ecs-endpoint', 'ecs-agent-endpoint', 'ecs-telemetry-endpoint', 'endpoints-ingress-from-instances'];
  const needed = namesOf(named(steps, 'auto-scaling-minimum'));
  expect(needed).toEqual(expect.arrayContaining(['cluster-capacity-providers', ...doors]));
  expect(namesOf(named(steps, 'auto-scaling-group')).filter((name) => name.includes('endpoint'))).toEqual([]);
  // They may be deleted at once: an instance needs no door to end.
  const minimum = named(steps, 'auto-scaling-minimum');
  const outlived = minimum ? recordedDependencies(minimum).needs : [];
  expect(outlived).toEqual(['auto-scaling-group', 'cluster-capacity-providers']);
});

test('where none is always there, tasks alone start instances', () => {
  expect(named(stackWith(0), 'auto-scaling-minimum')).toBeUndefined();
});
