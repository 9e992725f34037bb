import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { absent, ready, resource, step, type Cloud, type StepOf } from '../src/step.js';
import { retagLogs } from './retag.js';

interface LogGroupWant {
  readonly logGroupName: string;
  readonly retentionInDays: number;
}

export const logGroupResource = resource({
  type: 'log-group',
  fixed: ['logGroupName'],
  later: ['retentionInDays'],
  sameName: 'refuses',

  async create({ logs, tags }, { logGroupName }: LogGroupWant) {
    await logs.send(new CreateLogGroupCommand({ logGroupName, tags }));
    return logGroupName;
  },

  async find(cloud, { logGroupName }) {
    return (await groupOf(cloud, logGroupName)) && { id: logGroupName, tags: await tagsOf(cloud, logGroupName) };
  },

  async read(cloud, logGroupName) {
    const group = await groupOf(cloud, logGroupName);
    if (!group) return absent;
    // Without a policy AWS says nothing and keeps lines for ever: 0 here, so that it shows as a difference.
    const live = { logGroupName, retentionInDays: group.retentionInDays ?? 0 };
    const out = { logGroupName, logGroupArn: arnOf(cloud, logGroupName) };
    return ready(out, live, { tags: await tagsOf(cloud, logGroupName) });
  },

  async update({ logs }, logGroupName, { retentionInDays }) {
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }));
  },

  async retag(cloud, logGroupName, set, remove) {
    await retagLogs(cloud, arnOf(cloud, logGroupName), set, remove);
  },

  async delete({ logs }, logGroupName) {
    await logs.send(new DeleteLogGroupCommand({ logGroupName }));
  },
});
export type LogGroup = StepOf<typeof logGroupResource>;

/** Without the `:*` that some of AWS's answers append: tags and API Gateway want it bare. */
const arnOf = ({ partition, region, account }: Cloud, name: string) =>
  `arn:${partition}:logs:${region}:${account}:log-group:${name}`;

/** Asks by prefix, for want of another way; of all that share it, the exact name comes first. */
async function groupOf({ logs }: Cloud, logGroupName: string) {
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }));
  return logGroups.find((group) => group.logGroupName === logGroupName);
}

async function tagsOf(cloud: Cloud, logGroupName: string) {
  const resourceArn = arnOf(cloud, logGroupName);
  const { tags = {} } = await cloud.logs.send(new ListTagsForResourceCommand({ resourceArn }));
  return tags;
}

/**
 * Where log lines go, and for how long they stay. Billed per GB taken in and stored; free while empty. A task whose
 * log group is missing does not start.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 */
export const logGroup = (
  name: string,
  { logGroupName, retentionDays, why }: { logGroupName: string; retentionDays: number; why: string },
) =>
  step({
    name,
    resource: logGroupResource,
    needs: {},
    why,
    want: () => ({ logGroupName, retentionInDays: retentionDays }),
  });
