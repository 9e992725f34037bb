import { CreateRouteCommand, DeleteRouteCommand } from '@aws-sdk/client-ec2';
import { ec2 } from '../call.js';
import type { Lab } from '../lab.js';
import { behindBalancer } from '../stacks.js';
import { everybody } from './changes.js';

export const igwRoute: Lab = {
  name: 'igw-route',
  title: 'The load balancer is active and healthy, and nobody reaches it',
  topic: 'routing',
  difficulty: 'easy',
  story:
    'A script that deletes "default routes that nobody uses" has run. The console shows an active load balancer with healthy ' +
    'targets. Clients wait until they give up.',
  config: behindBalancer,
  requests: [
    { method: 'GET', path: '/', service: 'web' },
    { method: 'GET', path: '/items', service: 'items' },
  ],
  breakage: {
    calls: [
      ({ out }) => [
        ec2(
          new DeleteRouteCommand({
            RouteTableId: out('public-default-route', 'routeTableId'),
            DestinationCidrBlock: everybody,
          }),
        ),
      ],
    ],
  },
  hints: [
    'Clients see no status, so nothing comes back from the load balancer. Its targets are healthy: that is all inside of the VPC.',
    'A load balancer that faces the internet has interfaces in public subnets. What makes a subnet public?',
    'Look at the route table of the public subnets. Where does it send packets for addresses outside of the VPC?',
    'It has the local route alone. It needs 0.0.0.0/0 to the internet gateway, which is still attached.',
  ],
  repairs: [
    { says: 'Run `provision up`: the config still has the route, so it is made again', edits: [] },
    {
      says: 'Create the route to the internet gateway',
      calls: [
        ({ out }) => [
          ec2(
            new CreateRouteCommand({
              ...{ RouteTableId: out('public-route-table', 'routeTableId'), DestinationCidrBlock: everybody },
              GatewayId: out('internet-gateway', 'internetGatewayId'),
            }),
          ),
        ],
      ],
    },
  ],
  hiding: [],
  lesson:
    'A subnet is public because its route table leads 0.0.0.0/0 to an internet gateway, and for no other reason. Without ' +
    'that route, answers do not get back to clients. Health checks say nothing of it, because they stay inside of the VPC. ' +
    'The NAT gateway is in the same subnet: tasks that start now would not get their images either.',
  sources: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
  ],
  explain: ['route', 'internet-gateway'],
};
