import { StopTaskCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { DeregisterInstanceCommand, RegisterInstanceCommand } from '@aws-sdk/client-servicediscovery';
import { ecs, servicediscovery } from '../call.js';
import type { Lab } from '../lab.js';
import { behindLink } from '../stacks.js';
import { statusPage } from './changes.js';

export const emptyCloudMap: Lab = {
  name: 'empty-cloud-map',
  title: 'Both tasks run, and nobody is registered',
  topic: 'service discovery',
  difficulty: 'easy',
  story:
    'A script that cleans up instances of Cloud Map has taken its list from the wrong namespace. ECS shows two running tasks. ' +
    'The API answers 503.',
  config: behindLink,
  requests: [{ method: 'GET', path: '/', service: 'web' }],
  breakage: {
    calls: [
      ({ out, facts }) =>
        facts.cloudMapServices
          .flatMap(({ instances }) => instances)
          .map(({ InstanceId }) =>
            servicediscovery(
              new DeregisterInstanceCommand({ ServiceId: out('web-discovery', 'serviceId'), InstanceId }),
            ),
          ),
    ],
  },
  hints: [
    'The tasks are fine. The question is how the API is to know of them.',
    'ECS registers a task in Cloud Map when it starts, and takes it out when it stops. In between it does not look again.',
    'aws servicediscovery list-instances shows who is registered: nobody. Who registers tasks?',
    'Have ECS start other tasks: a new deployment, or stop the tasks, and the service starts others.',
  ],
  repairs: [
    { says: 'Run `provision up`: it sees that nobody is registered, and deploys anew', edits: [] },
    {
      says: 'Force a new deployment',
      calls: [
        ({ out }) => [
          ecs(
            new UpdateServiceCommand({
              ...{ cluster: out('cluster', 'clusterName'), service: 'web', forceNewDeployment: true },
            }),
          ),
        ],
      ],
    },
    {
      says: 'Stop the tasks, so that the service starts others',
      calls: [
        ({ out, facts }) =>
          facts.tasks.map(({ TaskArn: task }) =>
            ecs(new StopTaskCommand({ cluster: out('cluster', 'clusterName'), task })),
          ),
      ],
    },
  ],
  hiding: [
    {
      says: 'Register the address of a task by hand',
      calls: [
        ({ out, facts }) => [
          servicediscovery(
            new RegisterInstanceCommand({
              ...{ ServiceId: out('web-discovery', 'serviceId'), InstanceId: 'by-hand' },
              Attributes: {
                AWS_INSTANCE_IPV4: facts.tasks[0]?.PrivateIpAddress ?? '',
                AWS_INSTANCE_PORT: '80',
              },
            }),
          ),
        ],
      ],
    },
    statusPage,
  ],
  keeps: ({ facts }) => {
    const tasks = facts.tasks.map(({ TaskArn }) => TaskArn.split('/').at(-1));
    const others = facts.cloudMapServices
      .flatMap(({ instances }) => instances)
      .filter(({ InstanceId }) => !tasks.includes(InstanceId));
    return others.length > 0
      ? `The instance ${others[0]?.InstanceId} was registered by hand. ECS does not know it, and it leads nowhere as soon as the task is replaced.`
      : undefined;
  },
  lesson:
    'ECS registers a task when it starts, under the id of the task, and takes it out when it stops. It does not repair what ' +
    'others have taken out meanwhile. So a running task may be invisible, and a new deployment makes it visible. An ' +
    'instance that was registered by hand stays behind when its task is gone.',
  sources: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html'],
  explain: ['cloud-map-service', 'ecs-service'],
};
