import { CreateLogGroupCommand, DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeTaskDefinitionCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
  type DescribeTaskDefinitionResponse,
  type RegisterTaskDefinitionResponse,
} from '@aws-sdk/client-ecs';
import { ecs, logs } from '../call.js';
import type { Found, Lab } from '../lab.js';
import { behindLink } from '../stacks.js';
import { statusPage, stopTasks } from './changes.js';

const groupOf = ({ out }: Found) => ({ logGroupName: out('web-log-group', 'logGroupName') });

export const logGroup: Lab = {
  name: 'log-group',
  title: 'Tasks stop because nobody can write down what they say',
  topic: 'tasks',
  difficulty: 'easy',
  story:
    'Old log groups were deleted to save money. Among them was one that is still in use. At the next deployment no task ' +
    'came up.',
  config: behindLink,
  requests: [{ method: 'GET', path: '/', service: 'web' }],
  breakage: { calls: [(found) => [logs(new DeleteLogGroupCommand(groupOf(found)))], stopTasks] },
  hints: [
    'No task runs. The last one that stopped tells why.',
    'ECS makes a log stream before a program starts. Which log group is that in?',
    'The task definition names the log group: options.awslogs-group. Is there one of that name?',
    'Create the log group /ecs/shop/web again.',
  ],
  repairs: [
    { says: 'Run `provision up`: the log group is a part of the stack, and is made again', edits: [] },
    { says: 'Create the log group', calls: [(found) => [logs(new CreateLogGroupCommand(groupOf(found)))]] },
  ],
  hiding: [
    {
      says: 'Run the tasks without a log',
      calls: [
        ({ out }) => [
          ecs(new DescribeTaskDefinitionCommand({ taskDefinition: out('web-task-definition', 'taskDefinitionArn') })),
        ],
        ({ answers }) => {
          const { taskDefinition: it = {} } = answers[0] as DescribeTaskDefinitionResponse;
          const { family, networkMode, cpu, memory, executionRoleArn, requiresCompatibilities } = it;
          const containerDefinitions = it.containerDefinitions?.map(({ logConfiguration: _, ...more }) => more);
          const rest = { family, networkMode, cpu, memory, executionRoleArn, requiresCompatibilities };
          return [ecs(new RegisterTaskDefinitionCommand({ ...rest, containerDefinitions }))];
        },
        ({ out, answers }) => {
          const { taskDefinition } = answers[1] as RegisterTaskDefinitionResponse;
          return [
            ecs(
              new UpdateServiceCommand({
                ...{ cluster: out('cluster', 'clusterName'), service: 'web' },
                taskDefinition: taskDefinition?.taskDefinitionArn,
              }),
            ),
          ];
        },
      ],
    },
    statusPage,
  ],
  keeps: (_found, { containers }) =>
    containers.some((it) => it.logGroup === undefined)
      ? 'The tasks of web now run without a log. Whoever has to find out what went wrong in them finds nothing.'
      : undefined,
  lesson:
    'The driver awslogs makes a log stream when a task starts, and not a log group, unless it is told to. A task whose stream ' +
    'cannot be made does not start. What a log group costs is what is written and kept in it: a retention of some days saves ' +
    'what deleting was to save.',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html',
  ],
  explain: ['log-group', 'task-definition'],
};
