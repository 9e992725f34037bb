import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutLogGroupDeletionProtectionCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

const api = (operation: string): Source =>
  `https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_${operation}.html`;

async function groupIn({ logs, name, tags }: Story, logGroupName = `/pc/${name('group')}`): Promise<string> {
  await logs.send(new CreateLogGroupCommand({ logGroupName, tags: { ...tags } }));
  return logGroupName;
}

const described = async ({ logs }: Story, logGroupNamePrefix: string) =>
  (await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }))).logGroups ?? [];

export const logs = probesOf('logs', [
  {
    title: 'the name of a log group is taken once: ResourceAlreadyExistsException',
    source: api('CreateLogGroup'),
    async run(story) {
      const name = await groupIn(story);
      await story.check.refused('CreateLogGroup', groupIn(story, name), {
        code: 'ResourceAlreadyExistsException',
        means: ['create', 'taken'],
      });
    },
  },
  {
    title: 'a new log group keeps its lines for ever, and has an ARN with an asterisk and one without',
    source: api('LogGroup'),
    async run(story) {
      const { check, partition, region, account } = story;
      const name = await groupIn(story);
      await check.shows('how many are found', async () => (await described(story, name)).length, 1);
      const [group] = await described(story, name);
      const arn = `arn:${partition}:logs:${region}:${account}:log-group:${name}`;
      check.equal('the ARNs', [group?.arn, group?.logGroupArn], [`${arn}:*`, arn]);
      check.equal('the retention', group?.retentionInDays, undefined);
      check.has('the group', group, 'creationTime', 'storedBytes', 'logGroupClass');
    },
  },
  {
    title: 'retention is set, and taken back',
    source: api('PutRetentionPolicy'),
    async run(story) {
      const { check, logs } = story;
      const logGroupName = await groupIn(story);
      const read = async () => (await described(story, logGroupName))[0]?.retentionInDays;
      await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 7 }));
      await check.shows('the retention', read, 7);
      await logs.send(new DeleteRetentionPolicyCommand({ logGroupName }));
      await check.shows('the retention, taken back', read, undefined);
    },
  },
  {
    title: 'a retention that AWS does not offer is refused: InvalidParameterException',
    source: api('PutRetentionPolicy'),
    async run(story) {
      const { check, logs } = story;
      const command = new PutRetentionPolicyCommand({ logGroupName: await groupIn(story), retentionInDays: 2 });
      await check.refused('PutRetentionPolicy', logs.send(command), { code: 'InvalidParameterException' });
    },
  },
  {
    title: 'a log group that is not there has no retention: ResourceNotFoundException',
    source: api('PutRetentionPolicy'),
    async run({ check, logs, name }) {
      const command = new PutRetentionPolicyCommand({ logGroupName: `/pc/${name('nobody')}`, retentionInDays: 7 });
      await check.refused('PutRetentionPolicy', logs.send(command), {
        code: 'ResourceNotFoundException',
        means: ['update', 'not-yet'],
      });
    },
  },
  {
    title: 'deleting a log group twice is refused: ResourceNotFoundException',
    source: api('DeleteLogGroup'),
    async run(story) {
      const { check, logs } = story;
      const logGroupName = await groupIn(story);
      await logs.send(new DeleteLogGroupCommand({ logGroupName }));
      await check.refused('DeleteLogGroup once more', logs.send(new DeleteLogGroupCommand({ logGroupName })), {
        code: 'ResourceNotFoundException',
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'a prefix that no log group has answers an empty list',
    source: api('DescribeLogGroups'),
    async run(story) {
      const logGroupNamePrefix = `/pc/${story.name('nobody')}`;
      const answer = await story.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
      story.check.equal('the groups', answer.logGroups, []);
    },
  },
  {
    title: 'log groups come in pages, in the order of their names',
    source: api('DescribeLogGroups'),
    async run(story) {
      const { check, logs, name } = story;
      const logGroupNamePrefix = `/pc/${name('pages')}`;
      const names = ['a', 'b', 'c'].map((it) => `${logGroupNamePrefix}/${it}`);
      for (const it of names) await groupIn(story, it);
      await check.shows('how many', async () => (await described(story, logGroupNamePrefix)).length, 3);
      const first = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix, limit: 2 }));
      check.has('the first page', first, 'nextToken');
      const { nextToken } = first;
      const second = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix, limit: 2, nextToken }));
      const found = [...(first.logGroups ?? []), ...(second.logGroups ?? [])].map((it) => it.logGroupName);
      check.equal('both pages', found, names);
    },
  },
  {
    title: 'tags of a log group are reached by its ARN without an asterisk',
    source: api('ListTagsForResource'),
    async run(story) {
      const { check, logs, tags, partition, region, account } = story;
      const name = await groupIn(story);
      const resourceArn = `arn:${partition}:logs:${region}:${account}:log-group:${name}`;
      const read = async () => (await logs.send(new ListTagsForResourceCommand({ resourceArn }))).tags;
      await check.shows('the tags', read, { ...tags });
      await logs.send(new TagResourceCommand({ resourceArn, tags: { probe: '1' } }));
      await check.shows('the tags, with one more', read, { ...tags, probe: '1' });
      await logs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['probe', 'not there'] }));
      await check.shows('the tags that are left', read, { ...tags });
    },
  },
  {
    title: 'a protected log group is not deleted: ValidationException',
    source: api('DeleteLogGroup'),
    async run(story) {
      const { check, logs } = story;
      const logGroupName = await groupIn(story);
      const protect = { logGroupIdentifier: logGroupName, deletionProtectionEnabled: true };
      await logs.send(new PutLogGroupDeletionProtectionCommand(protect));
      await check.refused('DeleteLogGroup', logs.send(new DeleteLogGroupCommand({ logGroupName })), {
        code: 'ValidationException',
      });
      await logs.send(new PutLogGroupDeletionProtectionCommand({ ...protect, deletionProtectionEnabled: false }));
    },
  },
  {
    title: 'lines that are put come back in the order of their times, and at the end the same token',
    source: api('GetLogEvents'),
    async run(story) {
      const { check, logs } = story;
      const [logGroupName, logStreamName] = [await groupIn(story), 'probe'];
      await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
      const now = Date.now();
      const logEvents = ['one', 'two'].map((message, index) => ({ timestamp: now + index, message }));
      await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
      const read = (nextToken?: string) =>
        logs.send(new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true, nextToken }));
      const texts = async () => (await read()).events?.map(({ message }) => message);
      await check.shows('the lines', texts, ['one', 'two']);
      const { nextForwardToken } = await read();
      check.equal('the token at the end', (await read(nextForwardToken)).nextForwardToken, nextForwardToken);
      const found = async (filterPattern: string) =>
        (await logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern }))).events?.map((it) => it.message);
      await check.shows('those with a word', () => found('two'), ['two']);
    },
  },
  {
    title: 'a log stream is made once: ResourceAlreadyExistsException',
    source: api('CreateLogStream'),
    async run(story) {
      const { check, logs } = story;
      const input = { logGroupName: await groupIn(story), logStreamName: 'probe' };
      await logs.send(new CreateLogStreamCommand(input));
      await check.refused('CreateLogStream', logs.send(new CreateLogStreamCommand(input)), {
        code: 'ResourceAlreadyExistsException',
      });
      const read = async () =>
        (await logs.send(new DescribeLogStreamsCommand({ logGroupName: input.logGroupName }))).logStreams?.length;
      await check.shows('how many', read, 1);
    },
  },
  {
    title: 'lines that are not in the order of their times are refused: InvalidParameterException',
    source: api('PutLogEvents'),
    async run(story) {
      const { check, logs } = story;
      const stream = { logGroupName: await groupIn(story), logStreamName: 'probe' };
      await logs.send(new CreateLogStreamCommand(stream));
      const now = Date.now();
      const logEvents = [now, now - 1000].map((timestamp) => ({ timestamp, message: 'x' }));
      await check.refused('PutLogEvents', logs.send(new PutLogEventsCommand({ ...stream, logEvents })), {
        code: 'InvalidParameterException',
      });
    },
  },
]);
