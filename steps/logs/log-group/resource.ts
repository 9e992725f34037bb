import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterPrefix } from '../../../src/arn.js';
import { pages } from '../../../src/pages.js';
import { absent, ready, resource, step, type Cloud, type StepOf, type Dependent } from '../../../src/step.js';
import { tagsByArn } from '../../common/tags.js';
import { retagLogs } from '../tags.js';
import { billing } from './billing.js';

interface LogGroupWant {
  readonly logGroupName: string;
  readonly retentionInDays: number;
}

export const logGroupResource = resource({
  type: 'log-group',
  holds: 'all logs in',
  billing,
  fixed: ['logGroupName'],
  // Tasks move to the new one with the next revision of their task definition.
  replace: 'create-first',
  later: ['retentionInDays'],
  sameName: 'refuses',
  nameMember: 'logGroupName',

  async create({ logs, tags }, { logGroupName }: LogGroupWant) {
    await logs.send(new CreateLogGroupCommand({ logGroupName, tags }));
    return logGroupName;
  },

  fromArn: afterPrefix('logs', 'log-group:'),
  async find(cloud, { logGroupName }) {
    const group = await groupOf(cloud, logGroupName);
    return group ? [{ id: logGroupName, tags: await tagsOf(cloud, logGroupName) }] : [];
  },

  async read(cloud, logGroupName) {
    const group = await groupOf(cloud, logGroupName);
    if (!group) return absent;
    // Without a policy AWS says nothing and keeps lines for ever: 0 here, so that it shows as a difference.
    const live = { logGroupName, retentionInDays: group.retentionInDays ?? 0 };
    const out = { logGroupName, logGroupArn: arnOf(cloud, logGroupName) };
    const since = group.creationTime === undefined ? {} : { since: new Date(group.creationTime) };
    return ready(out, live, { tags: await tagsOf(cloud, logGroupName), ...since });
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

  dependents: async (cloud, name) =>
    (await groupOf(cloud, name))?.deletionProtectionEnabled ? [protection(name)] : [],
});
export type LogGroup = StepOf<typeof logGroupResource>;

/** Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogGroupDeletionProtection.html */
const protection = (name: string): Dependent => ({
  type: 'deletion-protection',
  id: 'deletionProtectionEnabled',
  command: [
    ...['logs', 'put-log-group-deletion-protection', '--log-group-identifier', name],
    '--no-deletion-protection-enabled',
  ],
});

/** Without the `:*` that some of AWS's answers append: tags and API Gateway want it bare. */
const arnOf = ({ partition, region, account }: Cloud, name: string) =>
  `arn:${partition}:logs:${region}:${account}:log-group:${name}`;

/** Asks by prefix, for want of another way. Groups beside each other, as a stack's are, are one question. */
async function groupOf({ logs }: Cloud, logGroupName: string) {
  const logGroupNamePrefix = directoryOf(logGroupName) ?? logGroupName;
  const found = await pages(async (nextToken) => {
    const answer = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix, nextToken }));
    return { items: answer.logGroups, next: answer.nextToken };
  });
  return found.find((group) => group.logGroupName === logGroupName);
}

/** `/ecs/shop/` of `/ecs/shop/web`; undefined where that may be full of what others have: `/ecs/`, `/aws/lambda/`. */
const directoryOf = (name: string): string | undefined => /^\/(?!aws\/)[^/]+\/.*\//.exec(name)?.[0];

function tagsOf(cloud: Cloud, logGroupName: string) {
  const resourceArn = arnOf(cloud, logGroupName);
  return tagsByArn(cloud, resourceArn, async () => {
    const { tags = {} } = await cloud.logs.send(new ListTagsForResourceCommand({ resourceArn }));
    return tags;
  });
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
