import {
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  ListTagsForResourceCommand,
  RegisterScalableTargetCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type ScalableTarget as LiveScalableTarget,
} from '@aws-sdk/client-application-auto-scaling';
import { pages } from '../../../src/pages.js';
import { absent, ready, required, resource, step, type Cloud, type StepOf, type Tags } from '../../../src/step.js';
import { isAny } from '../../common/tags.js';
import { pick } from '../../common/pick.js';
import type { EcsService } from '../../ecs/ecs-service/resource.js';
import { ofEcsServices, resourceIdOf } from '../names.js';
import { ownPartsOf, partsOf } from '../parts.js';
import { script } from './script.js';
import { trafficOf } from './traffic.js';

interface Suspended {
  readonly DynamicScalingInSuspended: boolean;
  readonly DynamicScalingOutSuspended: boolean;
  readonly ScheduledScalingSuspended: boolean;
}
interface ScalableTargetWant {
  /** `service/cluster/service` */
  readonly ResourceId: string;
  readonly MinCapacity: number;
  readonly MaxCapacity: number;
  readonly SuspendedState: Suspended;
  /** No setting of the target: what its scheduled actions set the bounds to. */
  readonly scheduled: { readonly MinCapacity: readonly number[]; readonly MaxCapacity: readonly number[] };
}
export interface ScalableTargetId {
  readonly ResourceId: string;
  readonly ScalableTargetARN: string;
}

const nothingSuspended: Suspended = {
  DynamicScalingInSuspended: false,
  DynamicScalingOutSuspended: false,
  ScheduledScalingSuspended: false,
};
const allSuspended: Suspended = {
  DynamicScalingInSuspended: true,
  DynamicScalingOutSuspended: true,
  ScheduledScalingSuspended: true,
};

export const scalableTargetResource = resource({
  type: 'scalable-target',
  uses: ['ecs-service'],
  setsMembers: true,
  script,
  fixed: ['ResourceId'],
  initial: () => ['scheduled'],
  lists: { 'scheduled.*': 'set' },
  // A scheduled action changes the bounds, and nothing changes them back but the next one.
  setByOthers: ({ scheduled }: ScalableTargetWant) => scheduled,
  sameName: 'refuses',
  nameMember: 'ResourceId',
  // Its service has no tasks meanwhile. Neither a policy nor a schedule shall start any, nor a minimum.
  pause: () => ({ MinCapacity: 0, SuspendedState: allSuspended }),

  async create({ applicationautoscaling, tags }, want: ScalableTargetWant): Promise<ScalableTargetId> {
    const { scheduled: _, ...settings } = want;
    const made = await applicationautoscaling.send(
      new RegisterScalableTargetCommand({ ...ofEcsServices, ...settings, Tags: tags }),
    );
    return {
      ResourceId: want.ResourceId,
      ScalableTargetARN: required(made.ScalableTargetARN, 'ScalableTargetARN'),
    };
  },

  async fromArn(arn, cloud) {
    if (arn.service !== 'application-autoscaling') return undefined;
    const targets = await targetsOf(cloud);
    const target = targets.find(({ ScalableTargetARN }) => ScalableTargetARN === arn.text);
    return target && idOf(target);
  },

  async find(cloud, { ResourceId }) {
    const [target] = await targetsOf(cloud, ResourceId);
    if (!target) return [];
    const id = idOf(target);
    return [{ id, tags: await tagsOf(cloud, id) }];
  },

  // One that somebody has registered anew is another one.
  async read(cloud, id) {
    const [target] = await targetsOf(cloud, id.ResourceId);
    if (target?.ScalableTargetARN !== id.ScalableTargetARN) return absent;
    return ready({ resourceId: id.ResourceId }, liveOf(target), { tags: await tagsOf(cloud, id) });
  },

  // Both bounds are sent where one differs, because AWS holds them against each other. With nothing named, AWS looks whether
  // the count is within those that are there.
  async update({ applicationautoscaling }, { ResourceId }, want, changed) {
    const isOther = bounds.some((member) => changed.includes(member));
    const members = isOther ? [...bounds, ...changed] : changed;
    await applicationautoscaling.send(
      new RegisterScalableTargetCommand({ ...ofEcsServices, ResourceId, ...pick(settingsOf(want), members) }),
    );
  },

  traffic: (cloud, { ResourceId }) => trafficOf(cloud, ResourceId, () => targetsOf(cloud, ResourceId)),
  additions: (cloud, { ResourceId }) => partsOf(cloud, ResourceId),
  parts: (cloud, { ResourceId }) => ownPartsOf(cloud, ResourceId),

  async retag({ applicationautoscaling: scaling }, { ScalableTargetARN: ResourceARN }, set, remove) {
    if (isAny(set)) await scaling.send(new TagResourceCommand({ ResourceARN, Tags: set }));
    if (remove.length > 0) await scaling.send(new UntagResourceCommand({ ResourceARN, TagKeys: [...remove] }));
  },

  // Its policies and scheduled actions go with it.
  async delete({ applicationautoscaling }, { ResourceId }) {
    await applicationautoscaling.send(new DeregisterScalableTargetCommand({ ...ofEcsServices, ResourceId }));
  },
});
export type ScalableTarget = StepOf<typeof scalableTargetResource>;

const bounds = ['MinCapacity', 'MaxCapacity'] as const;

const settingsOf = ({ ResourceId: _, scheduled: __, ...settings }: ScalableTargetWant) => settings;

const idOf = ({ ResourceId, ScalableTargetARN }: LiveScalableTarget): ScalableTargetId => ({
  ResourceId: required(ResourceId, 'ResourceId'),
  ScalableTargetARN: required(ScalableTargetARN, 'ScalableTargetARN'),
});

/** All of the region, or the one of a service. An endpoint that does not know the selector lists those of others as well. */
async function targetsOf({ applicationautoscaling }: Cloud, ResourceId?: string): Promise<LiveScalableTarget[]> {
  const asked =
    ResourceId === undefined ? { ServiceNamespace: 'ecs' as const } : { ...ofEcsServices, ResourceIds: [ResourceId] };
  const targets = await pages(async (NextToken) => {
    const answer = await applicationautoscaling.send(new DescribeScalableTargetsCommand({ ...asked, NextToken }));
    return { items: answer.ScalableTargets, next: answer.NextToken };
  });
  return targets.filter((it) => ResourceId === undefined || it.ResourceId === ResourceId);
}

async function tagsOf({ applicationautoscaling }: Cloud, { ScalableTargetARN }: ScalableTargetId): Promise<Tags> {
  const asked = new ListTagsForResourceCommand({ ResourceARN: ScalableTargetARN });
  return (await applicationautoscaling.send(asked)).Tags ?? {};
}

const liveOf = ({ ResourceId, MinCapacity, MaxCapacity, SuspendedState }: LiveScalableTarget) => ({
  ResourceId,
  MinCapacity,
  MaxCapacity,
  SuspendedState: { ...nothingSuspended, ...SuspendedState },
});

/** Bounds that a scheduled action sets; a bound that it leaves out stays. */
interface Bounds {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

/**
 * Says between which numbers of tasks a service is scaled. Free. It does nothing by itself: policies and scheduled actions do.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
 * @param schedules what the scheduled actions set
 */
export const scalableTarget = (
  name: string,
  needs: { service: EcsService },
  { minimum, maximum, schedules }: Required<{ [M in keyof Bounds]: number }> & { schedules: readonly Bounds[] },
) =>
  step({
    name,
    resource: scalableTargetResource,
    needs,
    why: `Lets Application Auto Scaling keep from ${minimum} to ${maximum} tasks`,
    want: ({ service }): ScalableTargetWant => ({
      ResourceId: resourceIdOf(service.serviceArn),
      MinCapacity: minimum,
      MaxCapacity: maximum,
      SuspendedState: nothingSuspended,
      scheduled: {
        MinCapacity: schedules.flatMap((it) => it.minimum ?? []),
        MaxCapacity: schedules.flatMap((it) => it.maximum ?? []),
      },
    }),
  });
