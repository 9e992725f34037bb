import type { Chapter } from './lesson.js';

export const logGroup: Chapter = {
  noun: 'log-group',
  is:
    'A log group is a place in CloudWatch Logs for lines from one source, with one rule for how long they stay. In ' +
    'it each task has a stream of its own. What a container prints to stdout and stderr arrives here within seconds, ' +
    'and the HTTP API writes one line for each request to a group of its own.',
  operations: {
    'logs:CreateLogGroup': {
      does: 'Makes an empty group, in which lines are kept for ever until a retention is set.',
      parameters: {
        logGroupName:
          '`/ecs/<stack>/<service>` for containers; slashes mean nothing but order for people. For the API it begins ' +
          "with `/aws/vendedlogs/`, where services of AWS may write without an entry of their own in the account's " +
          'policy.',
        tags: 'A map; which stack and step the group belongs to.',
      },
      behind:
        'At once, without states. It is made before any task: the log driver opens its stream when a task starts, ' +
        'and fails if there is no group.',
      undo: '`DeleteLogGroup`.',
      cost: 'By the GB taken in, which is the larger part, and by the GB stored. Empty it costs nothing.',
      mistakes: [
        'A task whose group is missing: it does not start, `ResourceInitializationError`. The execution role may ' +
          'write lines but not make groups.',
        'A group that was left behind by an earlier stack of this name: `ResourceAlreadyExistsException`. ' +
          '`provision` uses it only if its tags are ours.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html',
    },
    'logs:PutRetentionPolicy': {
      does: 'Says after how many days lines are deleted. It follows the create, which cannot take it.',
      parameters: {
        retentionInDays:
          '30 unless the config says otherwise. Only certain numbers are taken, 1, 3, 5, 7, 14, 30, 60, 90 and so ' +
          'on; the config is checked for that before anything is called.',
      },
      behind:
        'Lines that are too old can no longer be read and are no longer billed; they are really gone up to 72 hours ' +
        'later. A shorter time counts for what is there already.',
      undo: 'The same call with the former number; what was deleted meanwhile does not come back.',
      mistakes: [
        'Never calling it: lines stay for ever, and storage is billed by the month, more each time.',
        '10 days: `InvalidParameterException`, as that number is not on the list.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html',
    },
    'logs:DescribeLogGroups': {
      does:
        'Tells whether the group is there, and its retention. `provision` asks when the name is taken, to compare, ' +
        'and for `status`.',
      parameters: {
        logGroupNamePrefix:
          'The whole name, for want of a way to ask for one group. All that begin with it come back, the exact one ' +
          'first.',
      },
      behind:
        'A group that is missing is an empty list, not an error. Without a policy `retentionInDays` is left out. ' +
        'There are two ARNs: `arn` ends in `:*`, `logGroupArn` does not, and tags and API Gateway want the latter.',
      mistakes: [
        'Taking the first hit without comparing the name: `/ecs/shop/web` also finds `/ecs/shop/web-admin`.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html',
    },
    'logs:ListTagsForResource': {
      does: 'Tells the tags of the group, which `DescribeLogGroups` leaves out. By them `provision` knows its own.',
      parameters: {
        resourceArn: 'Put together by `provision`, without `:*` at the end.',
      },
      mistakes: [
        'The ARN with `:*`, as `arn` of `DescribeLogGroups` has it: it is not accepted.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html',
    },
    'logs:TagResource': {
      does: 'Adds tags to the group, or overwrites those with the same keys. Sent when the tags of the config change.',
      parameters: {
        resourceArn: 'Without `:*` at the end.',
        tags: 'Only those that differ, as a map.',
      },
      undo: '`UntagResource`.',
      link: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html',
    },
    'logs:UntagResource': {
      does: 'Takes tags off the group by their keys.',
      parameters: {
        tagKeys: 'Keys alone, of tags that the config no longer has.',
      },
      undo: '`TagResource`.',
      link: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html',
    },
    'logs:DeleteLogGroup': {
      does: 'Removes the group with all its lines.',
      behind: "At once. In `down` it comes after the tasks and the API's stage, which still have something to say.",
      undo: 'Nothing brings the lines back. Who wants to keep them has to export them before `down`.',
      mistakes: [
        'Deleting it while a task still writes: the lines of its end are lost, and those are the ones that would ' +
          'explain why it failed.',
        'Looking for all groups of a stack and finding another one afterwards: Container Insights makes ' +
          '`/aws/ecs/containerinsights/<cluster>/performance` by itself, and that outlives the cluster.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html',
    },
  },
};
