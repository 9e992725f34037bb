import { CreateRouteCommand, DeleteRouteCommand } from '@aws-sdk/client-ec2';
import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { ec2, ecs } from '../call.js';
import type { Lab } from '../lab.js';
import { behindBalancer } from '../stacks.js';
import { everybody, fixedResponse, stopTasks } from './changes.js';

const tables = ['private-route-table-a', 'private-route-table-b'];

export const natRoute: Lab = {
  name: 'nat-route',
  title: 'Tasks stop before they run, and the load balancer answers 503',
  topic: 'ways out of a task',
  difficulty: 'easy',
  story:
    'To save money, somebody wanted to delete the NAT gateway, and has begun with the routes to it. Nothing happened for ' +
    'days. Tonight AWS replaced the tasks, as it does for maintenance, and no new one comes up.',
  config: behindBalancer,
  requests: [{ method: 'GET', path: '/', service: 'web' }],
  breakage: {
    calls: [
      ({ out }) =>
        tables.map((it) =>
          ec2(new DeleteRouteCommand({ RouteTableId: out(it, 'routeTableId'), DestinationCidrBlock: everybody })),
        ),
      stopTasks,
    ],
  },
  hints: [
    '503 of a load balancer means that no target is registered. So look at the tasks, not at the network before them.',
    'aws ecs describe-tasks tells why a stopped task has stopped. It could not get its image from a registry on the internet.',
    'A task in a private subnet reaches the internet through a NAT gateway. Who says that packets go there?',
    'The route tables of the private subnets lack 0.0.0.0/0. The NAT gateway is still there: lead both tables to it.',
  ],
  repairs: [
    { says: 'Run `provision up`: the config still has the routes, so they are made again', edits: [] },
    {
      says: 'Create the routes to the NAT gateway',
      calls: [
        ({ out }) =>
          tables.map((it) =>
            ec2(
              new CreateRouteCommand({
                ...{ RouteTableId: out(it, 'routeTableId'), DestinationCidrBlock: everybody },
                NatGatewayId: out('nat-gateway-a', 'natGatewayId'),
              }),
            ),
          ),
      ],
    },
  ],
  hiding: [
    {
      says: 'Move the tasks into public subnets, with addresses on the internet',
      calls: [
        ({ out }) =>
          ['web', 'items'].map((service) =>
            ecs(
              new UpdateServiceCommand({
                ...{ cluster: out('cluster', 'clusterName'), service },
                networkConfiguration: {
                  awsvpcConfiguration: {
                    subnets: [out('public-subnet-a', 'subnetId'), out('public-subnet-b', 'subnetId')],
                    securityGroups: [out(`${service}-security-group`, 'groupId')],
                    assignPublicIp: 'ENABLED',
                  },
                },
              }),
            ),
          ),
      ],
    },
    fixedResponse,
  ],
  lesson:
    'A task needs a way out before it runs: to the registry for its image, to CloudWatch Logs, to its secrets. A running ' +
    'task no longer needs the registry. So a way out that is lost shows when tasks are replaced, perhaps days later. A NAT ' +
    'gateway costs by the hour whether a route leads to it or not: without the routes it was paid for nothing.',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html',
  ],
  explain: ['nat-gateway', 'route'],
};
