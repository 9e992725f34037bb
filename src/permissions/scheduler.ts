import type * as Scheduler from '@aws-sdk/client-scheduler';
import {
  onAnyResource,
  onResource,
  requestTags,
  resourceTags,
  tagsFrom,
  type PermissionContext,
  type Rule,
  type Rules,
} from './required-permission.js';
import { passing } from './roles.js';

const arn = ({ partition, region, account }: PermissionContext, resource: string): string =>
  `arn:${partition}:scheduler:${region}:${account}:${resource}`;
const groupArn = (context: PermissionContext, name: string): string => arn(context, `schedule-group/${name}`);

interface Naming {
  readonly Name: string | undefined;
  readonly GroupName?: string | undefined;
}

const onSchedule: Rule<Naming> = ({ operation, input: { Name = '*', GroupName = 'default' }, context }) => [
  onResource(`scheduler:${operation}`, arn(context, `schedule/${GroupName}/${Name}`)),
];

/** The role that Scheduler acts in is handed over to it. */
const putsSchedule: Rule<Scheduler.CreateScheduleInput> = ({ operation, input, context }) => [
  ...onSchedule({ operation, input, context }),
  ...(input.Target?.RoleArn === undefined ? [] : [passing(input.Target.RoleArn, 'scheduler.amazonaws.com')]),
];

const makesGroup: Rule<Scheduler.CreateScheduleGroupInput> = ({ operation, input: { Name = '*', Tags }, context }) => {
  const keys = requestTags(tagsFrom(Tags));
  return [onResource(`scheduler:${operation}`, groupArn(context, Name), keys)];
};

const onGroup: Rule<Pick<Naming, 'Name'>> = ({ operation, input: { Name = '*' }, context }) => {
  const group = groupArn(context, Name);
  return [onResource(`scheduler:${operation}`, group, resourceTags(context.tagsOf(group)))];
};

const onArn: Rule<Scheduler.TagResourceInput | Scheduler.UntagResourceInput | Scheduler.ListTagsForResourceInput> = ({
  operation,
  input,
  context,
}) => {
  const { ResourceArn = '*' } = input;
  const keys = {
    ...resourceTags(context.tagsOf(ResourceArn)),
    ...requestTags('Tags' in input ? tagsFrom(input.Tags) : {}),
  };
  return [onResource(`scheduler:${operation}`, ResourceArn, keys)];
};

const listsSchedules: Rule<Scheduler.ListSchedulesInput> = ({ operation, input: { GroupName = '*' }, context }) => [
  onResource(`scheduler:${operation}`, arn(context, `schedule/${GroupName}/*`)),
];

/**
 * Amazon EventBridge Scheduler.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgescheduler.html
 */
export const scheduler: Rules = {
  CreateSchedule: putsSchedule,
  CreateScheduleGroup: makesGroup,
  DeleteSchedule: onSchedule,
  DeleteScheduleGroup: onGroup,
  GetSchedule: onSchedule,
  GetScheduleGroup: onGroup,
  ListScheduleGroups: ({ operation }) => [onAnyResource(`scheduler:${operation}`)],
  ListSchedules: listsSchedules,
  ListTagsForResource: onArn,
  TagResource: onArn,
  UntagResource: onArn,
  UpdateSchedule: putsSchedule,
};
