import { AssociateRouteTableCommand, CreateRouteCommand, DisassociateRouteTableCommand } from '@aws-sdk/client-ec2';
import { ec2 } from '../call.js';
import type { Lab } from '../lab.js';
import { behindBalancer } from '../stacks.js';
import { everybody, fixedResponse, stopTasks } from './changes.js';

export const association: Lab = {
  name: 'association',
  title: 'The route to the NAT gateway is there, and tasks still get no image',
  topic: 'routing',
  difficulty: 'hard',
  story:
    'After a night of work on the network, new tasks do not come up. The route tables of the private subnets are right: each ' +
    'one leads 0.0.0.0/0 to the NAT gateway, which is available.',
  config: behindBalancer,
  requests: [{ method: 'GET', path: '/', service: 'web' }],
  breakage: {
    calls: [
      ({ out }) =>
        ['a', 'b'].map((zone) =>
          ec2(
            new DisassociateRouteTableCommand({
              AssociationId: out(`private-route-table-association-${zone}`, 'associationId'),
            }),
          ),
        ),
      stopTasks,
    ],
  },
  hints: [
    'The stopped tasks say that they did not get their image. So the way out is what to look at.',
    'A route table does nothing by itself. Which subnets use it?',
    'A subnet that no route table is associated with uses the main one of the VPC.',
    'Both private subnets use the main route table, which has no way out. Associate them with their own tables again.',
  ],
  repairs: [
    { says: 'Run `provision up`: the config still has the associations, so they are made again', edits: [] },
    {
      says: 'Associate each subnet with its own route table',
      calls: [
        ({ out }) =>
          ['a', 'b'].map((zone) =>
            ec2(
              new AssociateRouteTableCommand({
                RouteTableId: out(`private-route-table-${zone}`, 'routeTableId'),
                SubnetId: out(`private-subnet-${zone}`, 'subnetId'),
              }),
            ),
          ),
      ],
    },
    {
      says: 'Give the main route table, which the subnets use now, the route to the NAT gateway',
      calls: [
        ({ out, facts }) =>
          facts.routeTables
            .filter((it) => it.IsMain && it.VpcId === out('vpc', 'vpcId'))
            .map(({ RouteTableId }) =>
              ec2(
                new CreateRouteCommand({
                  ...{ RouteTableId, DestinationCidrBlock: everybody },
                  NatGatewayId: out('nat-gateway-a', 'natGatewayId'),
                }),
              ),
            ),
      ],
    },
  ],
  hiding: [fixedResponse],
  lesson:
    'Which routes a subnet has is said by the association, not by the table. A subnet without one uses the main route ' +
    'table of the VPC, silently. To give the main table a way out works, too, and then every subnet that is made later ' +
    'has it: that is why the main table is better left with the local route alone.',
  sources: ['https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html'],
  explain: ['route-table-association', 'route-table'],
};
