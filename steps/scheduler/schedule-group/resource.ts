import {
  CreateScheduleGroupCommand,
  DeleteScheduleGroupCommand,
  GetScheduleGroupCommand,
  ListSchedulesCommand,
} from '@aws-sdk/client-scheduler';
import { wholeArn } from '../../../src/arn.js';
import { pages } from '../../../src/pages.js';
import { leaving, ready, required, resource, step, type Cloud, type StepOf } from '../../../src/step.js';
import { upperTags } from '../../common/tags.js';
import { retagGroup, tagsOfGroup } from '../tags.js';
import { script } from './script.js';

interface ScheduleGroupWant {
  readonly Name: string;
}

const prefix = 'schedule-group/';
const nameIn = (groupArn: string): string => groupArn.slice(groupArn.indexOf(prefix) + prefix.length);

export const scheduleGroupResource = resource({
  type: 'schedule-group',
  script,
  fixed: ['Name'],
  sameName: 'refuses',
  nameMember: 'Name',

  async create({ scheduler, token, tags }, { Name }: ScheduleGroupWant) {
    const made = await scheduler.send(
      new CreateScheduleGroupCommand({ Name, ClientToken: token, Tags: upperTags(tags) }),
    );
    return required(made.ScheduleGroupArn, 'ScheduleGroupArn');
  },

  fromArn: wholeArn('scheduler', prefix),
  async find(cloud, { Name }) {
    const id = required((await groupOf(cloud, Name)).Arn, 'Arn');
    return [{ id, tags: await tagsOfGroup(cloud, id) }];
  },

  // AWS deletes what is in it first, and then the group.
  async read(cloud, groupArn) {
    const Name = nameIn(groupArn);
    const { State } = await groupOf(cloud, Name);
    if (State === 'DELETING') return leaving('the group is DELETING');
    return ready({ groupName: Name, groupArn }, { Name }, { tags: await tagsOfGroup(cloud, groupArn) });
  },

  retag: retagGroup,
  parts: schedulesIn,
  additions: schedulesIn,

  async delete({ scheduler }, groupArn) {
    await scheduler.send(new DeleteScheduleGroupCommand({ Name: nameIn(groupArn) }));
  },

  // Whoever has made them, they go with it.
  async dependents(cloud, groupArn) {
    const schedules = await schedulesIn(cloud, groupArn);
    return schedules.map(({ id: { Name } }) => ({ type: 'schedule', id: Name, isLost: true }));
  },
});
export type ScheduleGroup = StepOf<typeof scheduleGroupResource>;

const groupOf = ({ scheduler }: Cloud, Name: string) => scheduler.send(new GetScheduleGroupCommand({ Name }));

/** An endpoint that does not know the selector lists the schedules of other groups as well. */
async function schedulesIn({ scheduler }: Cloud, groupArn: string) {
  const GroupName = nameIn(groupArn);
  const schedules = await pages(async (NextToken) => {
    const answer = await scheduler.send(new ListSchedulesCommand({ GroupName, NextToken }));
    return { items: answer.Schedules, next: answer.NextToken };
  });
  return schedules
    .filter((it) => it.GroupName === GroupName)
    .map(({ Name = '' }) => ({ type: 'schedule', id: { Name, GroupName }, description: `the schedule ${Name}` }));
}

/**
 * Holds the schedules of a stack. It has tags, which schedules have not. Free.
 * Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-group.html
 */
export const scheduleGroup = (name: string, { groupName }: { groupName: string }) =>
  step({
    name,
    resource: scheduleGroupResource,
    needs: {},
    why: 'Holds the schedules of the stack, which have no tags of their own',
    want: (): ScheduleGroupWant => ({ Name: groupName }),
  });
