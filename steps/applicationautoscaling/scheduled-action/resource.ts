import {
  DeleteScheduledActionCommand,
  DescribeScheduledActionsCommand,
  PutScheduledActionCommand,
  type ScheduledAction as LiveScheduledAction,
} from '@aws-sdk/client-application-auto-scaling';
import { absent, ready, resource, step, type Cloud, type StepOf } from '../../../src/step.js';
import { ofEcsServices, ownName } from '../names.js';
import type { ScalableTarget } from '../scalable-target/resource.js';

interface ScheduledActionWant {
  readonly ResourceId: string;
  readonly ScheduledActionName: string;
  readonly Schedule: string;
  readonly Timezone: string;
  readonly ScalableTargetAction: { readonly MinCapacity?: number; readonly MaxCapacity?: number };
}
interface ScheduledActionId {
  readonly ResourceId: string;
  readonly ScheduledActionName: string;
}

export const scheduledActionResource = resource({
  type: 'scheduled-action',
  uses: ['scalable-target'],
  fixed: ['ResourceId', 'ScheduledActionName'],
  // It goes with its scalable target.
  replace: 'create-first',

  // Putting it again changes it: an action is part of its target, and has neither tags nor owner of its own.
  async create({ applicationautoscaling }, want: ScheduledActionWant): Promise<ScheduledActionId> {
    await applicationautoscaling.send(new PutScheduledActionCommand({ ...ofEcsServices, ...want }));
    return { ScheduledActionName: want.ScheduledActionName, ResourceId: want.ResourceId };
  },

  async find(cloud, { ResourceId, ScheduledActionName }) {
    const id = { ScheduledActionName, ResourceId };
    return (await actionOf(cloud, id)) ? [{ id }] : [];
  },

  async read(cloud, id) {
    const action = await actionOf(cloud, id);
    return action ? ready({}, { ...id, ...liveOf(action) }) : absent;
  },

  async update({ applicationautoscaling }, id, want) {
    await applicationautoscaling.send(new PutScheduledActionCommand({ ...ofEcsServices, ...want, ...id }));
  },

  async delete({ applicationautoscaling }, id) {
    await applicationautoscaling.send(new DeleteScheduledActionCommand({ ...ofEcsServices, ...id }));
  },
});
export type ScheduledAction = StepOf<typeof scheduledActionResource>;

async function actionOf(
  { applicationautoscaling }: Cloud,
  { ResourceId, ScheduledActionName }: ScheduledActionId,
): Promise<LiveScheduledAction | undefined> {
  const asked = { ...ofEcsServices, ResourceId, ScheduledActionNames: [ScheduledActionName] };
  const { ScheduledActions = [] } = await applicationautoscaling.send(new DescribeScheduledActionsCommand(asked));
  return ScheduledActions.find((it) => it.ScheduledActionName === ScheduledActionName && it.ResourceId === ResourceId);
}

function liveOf({ Schedule, Timezone = 'UTC', ScalableTargetAction }: LiveScheduledAction) {
  const { MinCapacity, MaxCapacity } = ScalableTargetAction ?? {};
  return {
    Schedule,
    Timezone,
    ScalableTargetAction: {
      ...(MinCapacity !== undefined && { MinCapacity }),
      ...(MaxCapacity !== undefined && { MaxCapacity }),
    },
  };
}

/**
 * Changes the bounds of a service's scaling when it is time. Free.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
 */
export const scheduledAction = (
  name: string,
  needs: { target: ScalableTarget },
  settings: {
    readonly name: string;
    readonly schedule: string;
    readonly timezone: string;
    readonly minimum?: number | undefined;
    readonly maximum?: number | undefined;
  },
) =>
  step({
    name,
    resource: scheduledActionResource,
    needs,
    why: `Sets ${boundsText(settings)} when it is time`,
    want: ({ target }): ScheduledActionWant => ({
      ResourceId: target.resourceId,
      ScheduledActionName: ownName(settings.name),
      Schedule: settings.schedule,
      Timezone: settings.timezone,
      ScalableTargetAction: {
        ...(settings.minimum !== undefined && { MinCapacity: settings.minimum }),
        ...(settings.maximum !== undefined && { MaxCapacity: settings.maximum }),
      },
    }),
  });

const boundsText = ({ minimum, maximum }: { minimum?: number | undefined; maximum?: number | undefined }): string =>
  [
    ...(minimum === undefined ? [] : [`a minimum of ${minimum}`]),
    ...(maximum === undefined ? [] : [`a maximum of ${maximum}`]),
  ].join(' and ') + ' tasks';
