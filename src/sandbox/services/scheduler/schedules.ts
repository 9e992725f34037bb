import {
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  UpdateScheduleCommand,
  type CreateScheduleInput,
  type FlexibleTimeWindow,
  type UpdateScheduleInput,
} from '@aws-sdk/client-scheduler';
import { parseSchedule } from '../../../facts/schedule-expressions.js';
import { isTimeZone } from '../../../facts/schedule-times.js';
import { on, type Context } from '../../service.js';
import { clockedNow } from '../clocked.js';
import { page } from '../page.js';
import { defaultGroup, existingGroup } from './groups.js';
import { arnOf, checkedName, conflict, failed, invalid, notFound, notInSandbox, present, within } from './input.js';
import { scheduleNext } from './runs.js';
import { keyOf, schedules, type ScheduleRow, type ScheduleSettings } from './tables.js';
import { checkedTarget } from './target.js';

export const scheduleOperations = [
  on(CreateScheduleCommand, (input, context) => {
    const settings = checkedSettings(context, input);
    const key = keyOf(settings.GroupName, settings.Name);
    const there = schedules(context).get(key);
    const run = { token: input.ClientToken ?? '', request: JSON.stringify(settings) };
    const isAgain = run.token !== '' && there?.run?.token === run.token && there.run.request === run.request;
    if (there && !isAgain) throw conflict(`Schedule ${settings.Name} already exists.`);
    if (!there)
      put(context, key, { ...clockedNow(context), settings, created: context.now, changed: context.now, run });
    return { ScheduleArn: scheduleArn(context, settings) };
  }),

  /**
   * What a request leaves out is set to its default.
   * Source: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html
   */
  on(UpdateScheduleCommand, (input, context) => {
    const settings = checkedSettings(context, input);
    const { key, row } = existing(context, input);
    put(context, key, { ...row, ...clockedNow(context), settings, changed: context.now });
    return { ScheduleArn: scheduleArn(context, settings) };
  }),

  on(GetScheduleCommand, (input, context) => {
    const { row } = existing(context, input);
    const { settings, created, changed } = row;
    return {
      ...{ Arn: scheduleArn(context, settings), ...settings, CreationDate: created, LastModificationDate: changed },
    };
  }),

  on(ListSchedulesCommand, (input, context) => {
    const { GroupName, NamePrefix = '', State } = input;
    const rows = schedules(context).all(
      ({ settings: it }) =>
        (GroupName ?? it.GroupName) === it.GroupName &&
        it.Name.startsWith(NamePrefix) &&
        (State ?? it.State) === it.State,
    );
    const { items, next } = page(rows, ({ settings }) => keyOf(settings.GroupName, settings.Name), {
      size: within(input.MaxResults, 'maxResults', [1, 100], 100),
      token: input.NextToken,
      invalid: () => invalid('Invalid NextToken'),
    });
    return { Schedules: items.map((it) => summary(context, it)), NextToken: next };
  }),

  on(DeleteScheduleCommand, (input, context) => {
    schedules(context).delete(existing(context, input).key);
    return {};
  }),
];

function put(context: Context, key: string, row: ScheduleRow): void {
  schedules(context).set(key, row);
  scheduleNext(context, key, row, context.now.getTime());
}

const scheduleArn = (context: Context, { GroupName, Name }: ScheduleSettings): string =>
  arnOf(context, `schedule/${GroupName}/${Name}`);

/** @throws AwsError `ResourceNotFoundException`. Source of the message: moto, as AWS answers it */
function existing(
  context: Context,
  { Name, GroupName = defaultGroup }: { Name: string | undefined; GroupName?: string | undefined },
): { key: string; row: ScheduleRow } {
  const key = keyOf(GroupName, checkedName(Name, 'name'));
  const row = schedules(context).get(key);
  if (!row) throw notFound(`Schedule ${Name} does not exist.`);
  return { key, row };
}

function checkedSettings(context: Context, input: CreateScheduleInput | UpdateScheduleInput): ScheduleSettings {
  const { ScheduleExpressionTimezone: zone = 'UTC', State = 'ENABLED', StartDate, EndDate, KmsKeyArn } = input;
  const name = checkedName(input.Name, 'name');
  const group = input.GroupName === undefined ? defaultGroup : checkedName(input.GroupName, 'groupName');
  const expression = present(input.ScheduleExpression, 'scheduleExpression');
  if ('problem' in parseSchedule(expression)) throw invalid(`Invalid Schedule Expression ${expression}.`);
  if (!isTimeZone(zone)) throw invalid(`Invalid time zone ${zone}.`);
  if (!['ENABLED', 'DISABLED'].includes(State))
    throw failed(State, 'state', 'Member must satisfy enum value set: [ENABLED, DISABLED]');
  checkDates(context, StartDate, EndDate);
  if (KmsKeyArn !== undefined) throw notInSandbox('keys of KMS');
  const window = checkedWindow(present(input.FlexibleTimeWindow, 'flexibleTimeWindow'));
  if (existingGroup(context, group).state === 'DELETING') throw conflict(`Schedule group ${group} is being deleted.`);
  return {
    ...{ Name: name, GroupName: group, State, Description: input.Description, StartDate, EndDate },
    ...{ ScheduleExpression: expression, ScheduleExpressionTimezone: zone, FlexibleTimeWindow: window },
    ActionAfterCompletion: input.ActionAfterCompletion ?? 'NONE',
    Target: checkedTarget(context, input.Target, group),
  };
}

/** Source of the first: the API reference of CreateSchedule, and moto for its words */
function checkDates({ now }: Context, start: Date | undefined, end: Date | undefined): void {
  if (start && start.getTime() < now.getTime() - 5 * 60_000)
    throw invalid('The StartDate you specify cannot be earlier than 5 minutes ago.');
  if (start && end && end <= start) throw invalid('The EndDate must be later than the StartDate.');
}

/** Source: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_FlexibleTimeWindow.html */
function checkedWindow({ Mode, MaximumWindowInMinutes: minutes }: FlexibleTimeWindow): FlexibleTimeWindow {
  if (Mode === 'OFF' && minutes === undefined) return { Mode };
  if (Mode === 'OFF') throw invalid('MaximumWindowInMinutes cannot be set when the mode is OFF.');
  if (Mode !== 'FLEXIBLE')
    throw failed(Mode, 'flexibleTimeWindow.mode', 'Member must satisfy enum value set: [OFF, FLEXIBLE]');
  if (minutes === undefined) throw invalid('MaximumWindowInMinutes is required when the mode is FLEXIBLE.');
  return {
    Mode,
    MaximumWindowInMinutes: within(minutes, 'flexibleTimeWindow.maximumWindowInMinutes', [1, 1440], 1),
  };
}

function summary(context: Context, { settings, created, changed }: ScheduleRow) {
  const { Name, GroupName, State, Target } = settings;
  return {
    ...{ Arn: scheduleArn(context, settings), Name, GroupName, State, Target: { Arn: Target.Arn } },
    ...{ CreationDate: created, LastModificationDate: changed },
  };
}
