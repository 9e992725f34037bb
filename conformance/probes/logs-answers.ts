import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteResourcePolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeResourcePoliciesCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

/** Answers of AWS that others have recorded and hold their own AWS to. */
const recorded = (file: string): Source =>
  `https://github.com/localstack/localstack/blob/main/tests/aws/services/logs/test_logs_${file}.snapshot.json`;

async function groupIn({ logs, name, tags }: Story, logGroupName = name('group')): Promise<string> {
  await logs.send(new CreateLogGroupCommand({ logGroupName, tags: { ...tags } }));
  return logGroupName;
}

/** A stream in a group of its own. */
async function streamIn(story: Story) {
  const names = { logGroupName: await groupIn(story), logStreamName: 'one' };
  await story.logs.send(new CreateLogStreamCommand(names));
  return names;
}

const membersOf = (value: object | undefined): string[] => Object.keys(value ?? {}).toSorted();
const hour = 3_600_000;

export const logsAnswers = probesOf('logs', [
  {
    title: 'refusals say what is there already: a log group, a log stream',
    source: recorded('groups'),
    async run(story) {
      const { check, logs } = story;
      const names = await streamIn(story);
      const code = 'ResourceAlreadyExistsException';
      await check.refused('CreateLogGroup', logs.send(new CreateLogGroupCommand(names)), {
        code,
        message: /^The specified log group already exists$/,
      });
      await check.refused('CreateLogStream', logs.send(new CreateLogStreamCommand(names)), {
        code,
        message: /^The specified log stream already exists$/,
      });
    },
  },
  {
    title:
      'the name of a log group has 512 characters at most, and the refusal is of the service: InvalidParameterException',
    source: recorded('groups'),
    async run({ check, logs }) {
      const made = logs.send(new CreateLogGroupCommand({ logGroupName: 'g'.repeat(513) }));
      await check.refused('CreateLogGroup', made, {
        code: 'InvalidParameterException',
        message: /^Invalid LogGroup or LogStream, both must have length less than or equal to 512\.$/,
      });
    },
  },
  {
    title: 'log groups are asked for by a prefix or by a pattern, not by both: InvalidParameterException',
    source: recorded('groups'),
    async run({ check, logs }) {
      const asked = logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'a', logGroupNamePattern: 'a' }));
      await check.refused('DescribeLogGroups', asked, {
        code: 'InvalidParameterException',
        message: /^LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters\.$/,
      });
    },
  },
  {
    title: 'found by a pattern, log groups are shown without their size and their protection',
    source: recorded('groups'),
    async run(story) {
      const { check, logs } = story;
      const logGroupNamePattern = await groupIn(story);
      const read = async () => {
        const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePattern }));
        return membersOf(logGroups.find((it) => it.logGroupName === logGroupNamePattern));
      };
      await check.shows('its members', read, [
        ...['arn', 'creationTime', 'logGroupArn', 'logGroupClass', 'logGroupName', 'metricFilterCount'],
      ]);
    },
  },
  {
    title: 'found by a prefix, log groups are shown with their size and their protection',
    source: recorded('groups'),
    async run(story) {
      const { check, logs } = story;
      const logGroupNamePrefix = await groupIn(story);
      const { logGroups: [group] = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
      check.equal('its members', membersOf(group), [
        ...['arn', 'creationTime', 'deletionProtectionEnabled', 'logGroupArn', 'logGroupClass', 'logGroupName'],
        ...['metricFilterCount', 'storedBytes'],
      ]);
    },
  },
  {
    title: 'a log stream without lines has a name, an ARN, a time of creation and no bytes, and nothing else',
    source: recorded('streams'),
    async run(story) {
      const { logGroupName } = await streamIn(story);
      const { logStreams: [stream] = [] } = await story.logs.send(new DescribeLogStreamsCommand({ logGroupName }));
      story.check.equal('its members', membersOf(stream), ['arn', 'creationTime', 'logStreamName', 'storedBytes']);
      story.check.equal('its bytes', stream?.storedBytes, 0);
      story.check.matches('its ARN', stream?.arn, /:log-group:.+:log-stream:one$/);
    },
  },
  {
    title: 'a log group is named by its name or by its ARN, not by both: ValidationException',
    source: recorded('streams'),
    async run(story) {
      const { check, logs, partition, region, account } = story;
      const { logGroupName } = await streamIn(story);
      const logGroupIdentifier = `arn:${partition}:logs:${region}:${account}:log-group:${logGroupName}`;
      const found = await logs.send(new DescribeLogStreamsCommand({ logGroupIdentifier }));
      check.equal('the streams of the ARN', found.logStreams?.length, 1);
      const both = logs.send(new DescribeLogStreamsCommand({ logGroupName, logGroupIdentifier }));
      await check.refused('DescribeLogStreams', both, {
        code: 'ValidationException',
        message: /^LogGroup name and LogGroup ARN are mutually exclusive parameters\.$/,
      });
    },
  },
  {
    title: 'lines are put into a stream that is there: ResourceNotFoundException for the group, and for the stream',
    source: recorded('events'),
    async run(story) {
      const { check, logs, name } = story;
      const logGroupName = await groupIn(story);
      const logEvents = [{ timestamp: Date.now(), message: 'x' }];
      const put = (logGroup: string) =>
        logs.send(new PutLogEventsCommand({ logGroupName: logGroup, logStreamName: 'nobody', logEvents }));
      const code = 'ResourceNotFoundException';
      await check.refused('into no stream', put(logGroupName), {
        code,
        message: /^The specified log stream does not exist\.$/,
      });
      await check.refused('into no group', put(name('nobody')), {
        code,
        message: /^The specified log group does not exist\.$/,
      });
    },
  },
  {
    title: 'lines that are too old or too new are rejected by their number, in an answer of 200',
    source: recorded('events'),
    async run(story) {
      const { check, logs } = story;
      const names = await streamIn(story);
      const put = async (age: number) => {
        const logEvents = [{ timestamp: Date.now() - age, message: 'x' }];
        return (await logs.send(new PutLogEventsCommand({ ...names, logEvents }))).rejectedLogEventsInfo;
      };
      check.equal('too old', await put(15 * 24 * hour), { tooOldLogEventEndIndex: 1 });
      check.equal('too new', await put(-3 * hour), { tooNewLogEventStartIndex: 0 });
    },
  },
  {
    title: 'a token that nobody gave out is refused: InvalidParameterException, The specified nextToken is invalid',
    source: recorded('events'),
    async run(story) {
      const names = await streamIn(story);
      const read = story.logs.send(new GetLogEventsCommand({ ...names, nextToken: 'invalid' }));
      await story.check.refused('GetLogEvents', read, {
        code: 'InvalidParameterException',
        message: /^The specified nextToken is invalid\.$/,
      });
    },
  },
  {
    title: 'ten thousand lines come at once at most, and the refusal repeats what was sent: InvalidParameterException',
    source: recorded('events'),
    async run(story) {
      const names = await streamIn(story);
      const read = story.logs.send(new GetLogEventsCommand({ ...names, limit: 10_001 }));
      await story.check.refused('GetLogEvents', read, {
        code: 'InvalidParameterException',
        message: /^1 validation error detected: Value '10001' at 'limit' .*less than or equal to 10000$/,
      });
    },
  },
  {
    title: 'a resource policy that is not there is not deleted: ResourceNotFoundException, in brackets',
    source: recorded('resource_policies'),
    async run({ check, logs, name }) {
      const policyName = name('nobody');
      const deleted = logs.send(new DeleteResourcePolicyCommand({ policyName }));
      await check.refused('DeleteResourcePolicy', deleted, {
        code: 'ResourceNotFoundException',
        message: /^Policy with name \[.+\] does not exist\.$/,
      });
      const { resourcePolicies = [] } = await logs.send(new DescribeResourcePoliciesCommand({}));
      check.equal(
        'whether it is listed',
        resourcePolicies.some((it) => it.policyName === policyName),
        false,
      );
    },
  },
]);
