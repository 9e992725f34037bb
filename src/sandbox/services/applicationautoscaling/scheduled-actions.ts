import {
  DeleteScheduledActionCommand,
  DescribeScheduledActionsCommand,
  PutScheduledActionCommand,
  type PutScheduledActionRequest,
  type ScheduledAction,
} from '@aws-sdk/client-application-auto-scaling';
import { parseSchedule } from '../../../facts/schedule-expressions.js';
import { isTimeZone } from '../../../facts/schedule-times.js';
import { AwsError, backgroundTimer, on, type Context } from '../../service.js';
import { clockedNow, nextRun } from '../clocked.js';
import { noteBounds } from './activities.js';
import { invalid, listed, matching, notFound, targetKey } from './input.js';
import { enforceBounds, existingTarget } from './scalable-targets.js';
import { keyWithin, scalableTargets, scheduledActions, type ScheduledActionRow, type TargetKey } from './tables.js';

/** Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-quotas.html */
const mostActions = 200;

export const scheduledActionOperations = [
  /**
   * What a request leaves out stays, but for the beginning and the end. One that lies in the past is taken and never runs: the
   * user guide shows such a one.
   * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
   */
  on(PutScheduledActionCommand, (input, context) => {
    const target = targetKey(input);
    const name = actionName(input.ScheduledActionName);
    existingTarget(context, target);
    const key = keyWithin(target.ResourceId, name);
    const there = scheduledActions(context).get(key);
    const settings = checkedSettings(input, there?.action);
    const all = scheduledActions(context).all(({ action }) => action.ResourceId === target.ResourceId);
    if (!there && all.length >= mostActions)
      throw new AwsError('LimitExceededException', `Exceeded the limit of ${mostActions} scheduled actions.`);
    const row: ScheduledActionRow = {
      action: { ...(there?.action ?? newAction(context, target, name)), ...settings },
      ...clockedNow(context),
    };
    scheduledActions(context).set(key, row);
    scheduleNext(context, key, row, context.now.getTime());
    return {};
  }),

  on(DescribeScheduledActionsCommand, (input, context) => {
    const rows = scheduledActions(context).all(
      ({ action }) =>
        (input.ResourceId ?? action.ResourceId) === action.ResourceId &&
        (input.ScheduledActionNames?.includes(action.ScheduledActionName) ?? true),
    );
    const { items, more } = listed(
      rows,
      ({ action }) => keyWithin(action.ResourceId, action.ScheduledActionName),
      input,
      input.ResourceId !== undefined,
    );
    return { ScheduledActions: items.map(({ action }) => ({ ...action })), ...more };
  }),

  on(DeleteScheduledActionCommand, (input, context) => {
    const { ServiceNamespace, ResourceId, ScalableDimension } = targetKey(input);
    const name = actionName(input.ScheduledActionName);
    if (!scheduledActions(context).delete(keyWithin(ResourceId, name)))
      throw notFound(
        `No scheduled action found for service namespace: ${ServiceNamespace}, resource ID: ${ResourceId}, scalable dimension: ${ScalableDimension}, scheduled action name: ${name}`,
      );
    return {};
  }),
];

/** Neither controls nor `:`, `/` and `|`, and no space at its ends. Source: the API reference of PutScheduledAction */
const actionName = (name: string | undefined) =>
  matching(name, 'scheduledActionName', /(?! )[^\p{Cc}:/|]+(?<! )/u, 256);

function checkedSettings(
  { Schedule, Timezone, StartTime, EndTime, ScalableTargetAction }: PutScheduledActionRequest,
  there: ScheduledAction | undefined,
) {
  const schedule = Schedule ?? there?.Schedule;
  if (schedule === undefined) throw invalid('Schedule must be specified');
  const parsed = parseSchedule(schedule);
  if ('problem' in parsed) throw invalid(`Schedule expression ${schedule} is invalid: ${parsed.problem}`);
  const zone = Timezone ?? there?.Timezone;
  if (zone !== undefined && !isTimeZone(zone)) throw invalid(`Timezone ${zone} is invalid`);
  if (StartTime && EndTime && EndTime <= StartTime) throw invalid('End time must be after start time');
  const bounds = ScalableTargetAction ?? there?.ScalableTargetAction;
  const { MinCapacity, MaxCapacity } = bounds ?? {};
  if (MinCapacity === undefined && MaxCapacity === undefined)
    throw invalid('At least one of minimum capacity and maximum capacity must be specified');
  if ((MinCapacity ?? 0) < 0 || (MaxCapacity ?? 0) < 0) throw invalid('Capacity cannot be less than 0');
  if (MinCapacity !== undefined && MaxCapacity !== undefined && MaxCapacity < MinCapacity)
    throw invalid('Maximum capacity cannot be less than minimum capacity');
  return {
    ...{ Schedule: schedule, Timezone: zone, ScalableTargetAction: { ...bounds } },
    ...{ StartTime, EndTime },
  };
}

function newAction(context: Context, target: TargetKey, name: string): ScheduledActionRow['action'] {
  const { partition, region, account, world } = context;
  const uuid = [8, 4, 4, 4, 12].map((length) => world.hex(length)).join('-');
  return {
    ...target,
    ScheduledActionName: name,
    ScheduledActionARN: `arn:${partition}:autoscaling:${region}:${account}:scheduledAction:${uuid}:resource/ecs/${target.ResourceId}:scheduledActionName/${name}`,
    Schedule: '',
    CreationTime: context.now,
  };
}

function scheduleNext(context: Context, key: string, row: ScheduledActionRow, after: number): void {
  const { Schedule: expression, Timezone: timeZone, StartTime: start, EndTime: end } = row.action;
  const seconds = nextRun(context, row, { expression, timeZone, start, end }, after);
  if (seconds !== undefined) context.after(seconds, actionRuns, { key, version: row.version });
}

/** It sets the bounds of its target, and brings the count within. What is suspended is left out, not made up for. */
export const actionRuns = backgroundTimer<{ key: string; version: string }>(
  'applicationautoscaling/action-runs',
  (context, { key, version }) => {
    const row = scheduledActions(context).get(key);
    const target = row && scalableTargets(context).get(row.action.ResourceId);
    if (!row || !target || row.version !== version || row.runsAt === undefined) return;
    if (!target.target.SuspendedState.ScheduledScalingSuspended) run(context, row);
    scheduleNext(context, key, row, row.runsAt);
  },
);

/** Source of the words: https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-additional-cli-commands.html */
function run(context: Context, { action }: ScheduledActionRow): void {
  const row = scalableTargets(context).get(action.ResourceId);
  if (!row) return;
  const { MinCapacity = row.target.MinCapacity, MaxCapacity = row.target.MaxCapacity } =
    action.ScalableTargetAction ?? {};
  // One bound alone may contradict the other one that is there: then nothing is set (believed).
  if (MaxCapacity < MinCapacity) return;
  Object.assign(row.target, { MinCapacity, MaxCapacity });
  const what = `min capacity to ${MinCapacity} and max capacity to ${MaxCapacity}`;
  noteBounds(context, action.ResourceId, what, `scheduled action name ${action.ScheduledActionName} was triggered`);
  enforceBounds(context, row);
}
