import {
  CreateScheduleGroupCommand,
  DeleteScheduleGroupCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
} from '@aws-sdk/client-scheduler';
import { on, timer, type Context } from '../../service.js';
import { page } from '../page.js';
import { checkedName, conflict, groupArn, invalid, notFound, within } from './input.js';
import { groups, schedules, type GroupRow } from './tables.js';
import { checkedTags } from './tags.js';

/** A group that AWS has made in each region. It cannot be deleted. */
export const defaultGroup = 'default';

/** Seconds for which a group is DELETING. Nothing says how long it takes; with few schedules, seconds (believed). */
const deletionSeconds = 5;

export const groupOperations = [
  on(CreateScheduleGroupCommand, (input, context) => {
    const name = checkedName(input.Name, 'name');
    const tags = checkedTags(input.Tags);
    const there = groups(context).get(name);
    const isAgain = there && input.ClientToken !== undefined && there.token === input.ClientToken;
    if ((there && !isAgain) || name === defaultGroup) throw conflict(`Schedule group ${name} already exists.`);
    if (!there)
      groups(context).set(name, {
        ...{ name, state: 'ACTIVE', created: context.now, changed: context.now, tags, token: input.ClientToken },
      });
    return { ScheduleGroupArn: groupArn(context, name) };
  }),

  on(GetScheduleGroupCommand, (input, context) =>
    shown(context, existingGroup(context, checkedName(input.Name, 'name'))),
  ),

  on(ListScheduleGroupsCommand, (input, context) => {
    const all = [defaultRow(), ...groups(context).all()];
    const { items, next } = page(
      all.filter(({ name }) => name.startsWith(input.NamePrefix ?? '')),
      ({ name }) => name,
      {
        size: within(input.MaxResults, 'maxResults', [1, 100], 100),
        token: input.NextToken,
        invalid: () => invalid('Invalid NextToken'),
      },
    );
    return { ScheduleGroups: items.map((it) => shown(context, it)), NextToken: next };
  }),

  /**
   * All schedules of the group go with it. Until then they run.
   * Source: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteScheduleGroup.html
   */
  on(DeleteScheduleGroupCommand, (input, context) => {
    const name = checkedName(input.Name, 'name');
    if (name === defaultGroup) throw invalid('The default schedule group cannot be deleted.');
    const row = existingGroup(context, name);
    if (row.state === 'DELETING') return {};
    row.state = 'DELETING';
    context.after(deletionSeconds, groupDeleted, { name });
    return {};
  }),
];

export const groupDeleted = timer<{ name: string }>('scheduler/group-deleted', (context, { name }) => {
  groups(context).delete(name);
  for (const [key, { settings }] of schedules(context)) if (settings.GroupName === name) schedules(context).delete(key);
});

const defaultRow = (): GroupRow => ({
  ...{ name: defaultGroup, state: 'ACTIVE', created: new Date(0), changed: new Date(0), tags: [] },
});

/** @throws AwsError `ResourceNotFoundException` */
export function existingGroup(context: Context, name: string): GroupRow {
  const row = name === defaultGroup ? defaultRow() : groups(context).get(name);
  if (!row) throw notFound(`Schedule group ${name} does not exist.`);
  return row;
}

const shown = (context: Context, { name, state, created, changed }: GroupRow) => ({
  Arn: groupArn(context, name),
  ...{ Name: name, State: state, CreationDate: created, LastModificationDate: changed },
});
