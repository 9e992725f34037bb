import { CreateRoleCommand } from '@aws-sdk/client-iam';
import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListTagsForResourceCommand,
  UpdateScheduleCommand,
  type CreateScheduleInput,
} from '@aws-sdk/client-scheduler';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

const api = (operation: string): Source =>
  `https://docs.aws.amazon.com/scheduler/latest/APIReference/API_${operation}.html`;
const confusedDeputy: Source =
  'https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html';

async function groupIn({ scheduler, name, tagList: Tags }: Story): Promise<{ Name: string; arn: string }> {
  const Name = name('group');
  const { ScheduleGroupArn } = await scheduler.send(new CreateScheduleGroupCommand({ Name, Tags }));
  return { Name, arn: `${ScheduleGroupArn}` };
}

/** A role that Scheduler may take on for what has this ARN. */
async function roleFor({ iam, name, tagList: Tags, account }: Story, sourceArn: string): Promise<string> {
  const statement = {
    ...{ Effect: 'Allow', Principal: { Service: 'scheduler.amazonaws.com' }, Action: 'sts:AssumeRole' },
    Condition: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': sourceArn } },
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const made = await iam.send(new CreateRoleCommand({ RoleName: name('role'), AssumeRolePolicyDocument, Tags }));
  return `${made.Role?.Arn}`;
}

/** A schedule that is never due: at most once, in a hundred years. */
async function neverDue(story: Story, GroupName: string, RoleArn: string): Promise<CreateScheduleInput> {
  const { account, region, partition } = story;
  const ecs = (resource: string) => `arn:${partition}:ecs:${region}:${account}:${resource}`;
  return {
    ...{ Name: story.name('schedule'), GroupName, ScheduleExpression: 'at(2199-12-31T20:00:00)' },
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      ...{ Arn: ecs(`cluster/${await story.given.cluster()}`), RoleArn },
      EcsParameters: { TaskDefinitionArn: ecs('task-definition/none:1') },
    },
  };
}

/** Scheduler does not know a new role at once. */
async function made(story: Story, input: CreateScheduleInput): Promise<void> {
  const tried = async () => {
    try {
      await story.scheduler.send(new CreateScheduleCommand(input));
      return true;
    } catch (error) {
      if ((error as Error).name === 'ValidationException') return false;
      throw error;
    }
  };
  await story.check.shows('that Scheduler knows the role', tried, true, 60);
}

export const scheduler = probesOf('scheduler', [
  {
    title: 'a schedule may name a task definition that is not there, and shows what AWS fills in',
    source: api('GetSchedule'),
    seconds: 30,
    async run(story) {
      const { Name: GroupName, arn } = await groupIn(story);
      const input = await neverDue(story, GroupName, await roleFor(story, arn));
      await made(story, input);
      const { Name } = input;
      const shown = await story.scheduler.send(new GetScheduleCommand({ GroupName, Name }));
      story.check.equal('its state', shown.State, 'ENABLED');
      story.check.equal('its time zone', shown.ScheduleExpressionTimezone, 'UTC');
      story.check.equal('its retries', shown.Target?.RetryPolicy, {
        ...{ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
      });
    },
  },
  {
    title: 'a role that is only trusted for one schedule by its name is refused: the group is what counts',
    source: confusedDeputy,
    seconds: 60,
    async run(story) {
      const { Name: GroupName } = await groupIn(story);
      const { account, region, partition } = story;
      const named = `arn:${partition}:scheduler:${region}:${account}:schedule/${GroupName}/x`;
      const input = await neverDue(story, GroupName, await roleFor(story, named));
      await story.clock.sleep(15_000);
      await story.check.refused('CreateSchedule', story.scheduler.send(new CreateScheduleCommand(input)), {
        code: 'ValidationException',
        message: /must allow AWS EventBridge Scheduler to assume the role/,
      });
    },
  },
  {
    title: 'an update sets what it leaves out to its default',
    source: api('UpdateSchedule'),
    seconds: 30,
    async run(story) {
      const { Name: GroupName, arn } = await groupIn(story);
      const input = await neverDue(story, GroupName, await roleFor(story, arn));
      await made(story, { ...input, ScheduleExpressionTimezone: 'Europe/Berlin', State: 'DISABLED' });
      await story.scheduler.send(new UpdateScheduleCommand(input));
      const { Name } = input;
      const shown = await story.scheduler.send(new GetScheduleCommand({ GroupName, Name }));
      story.check.equal('its state', shown.State, 'ENABLED');
      story.check.equal('its time zone', shown.ScheduleExpressionTimezone, 'UTC');
    },
  },
  {
    title: 'a second schedule of the name is refused, and the same request with its token is not',
    source: api('CreateSchedule'),
    seconds: 30,
    async run(story) {
      const { Name: GroupName, arn } = await groupIn(story);
      const input = await neverDue(story, GroupName, await roleFor(story, arn));
      const ClientToken = story.token();
      await made(story, { ...input, ClientToken });
      await story.scheduler.send(new CreateScheduleCommand({ ...input, ClientToken }));
      await story.check.refused('another one', story.scheduler.send(new CreateScheduleCommand(input)), {
        ...{ code: 'ConflictException', means: ['create', 'taken'] },
      });
    },
  },
  {
    title: 'what is no schedule expression is refused: ValidationException',
    source: api('CreateSchedule'),
    async run(story) {
      const input = await neverDue(story, 'default', `arn:${story.partition}:iam::${story.account}:role/none`);
      for (const ScheduleExpression of ['rate(1 minutes)', 'cron(0 8 * * *)', 'at(tomorrow)'])
        await story.check.refused(
          ScheduleExpression,
          story.scheduler.send(new CreateScheduleCommand({ ...input, ScheduleExpression })),
          { code: 'ValidationException' },
        );
    },
  },
  {
    title: 'a schedule and a group that are not there are gone: ResourceNotFoundException',
    source: api('DeleteSchedule'),
    async run({ scheduler: client, check, name }) {
      const Name = name('none');
      const notThere = { code: 'ResourceNotFoundException', means: ['delete', 'gone'] } as const;
      await check.refused('DeleteSchedule', client.send(new DeleteScheduleCommand({ Name })), notThere);
      await check.refused('DeleteScheduleGroup', client.send(new DeleteScheduleGroupCommand({ Name })), notThere);
    },
  },
  {
    title: 'a group that is deleted is DELETING, takes its schedules along, and is gone',
    source: api('DeleteScheduleGroup'),
    seconds: 60,
    async run(story) {
      const { Name: GroupName, arn } = await groupIn(story);
      const { Tags = [] } = await story.scheduler.send(new ListTagsForResourceCommand({ ResourceArn: arn }));
      story.check.equal('its tags', Tags.length, story.tagList.length);
      const input = await neverDue(story, GroupName, await roleFor(story, arn));
      await made(story, input);
      await story.scheduler.send(new DeleteScheduleGroupCommand({ Name: GroupName }));
      await story.check.becomes(
        'the group',
        async () => `${(await story.scheduler.send(new GetScheduleGroupCommand({ Name: GroupName }))).State}`,
        { through: ['ACTIVE', 'DELETING'], goal: 'gone', seconds: 300 },
      );
      const { Name } = input;
      const read = story.scheduler.send(new GetScheduleCommand({ GroupName, Name }));
      await story.check.refused('its schedule', read, { code: 'ResourceNotFoundException' });
    },
  },
]);
