import {
  AssociateRouteTableCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DescribeRouteTablesCommand,
  DisassociateRouteTableCommand,
  ReplaceRouteCommand,
} from '@aws-sdk/client-ec2';
import { tagged } from '../given.js';
import { probesOf } from '../probe.js';
import { api, codes, subnetIn, tableIn } from './ec2-made.js';

/** Route tables: their routes, their subnets, and the tokens that make them. */
export const routeTables = probesOf('ec2', [
  {
    title: 'a route to a destination that has one is refused: RouteAlreadyExists; ReplaceRoute takes it',
    source: codes,
    async run(story) {
      const { check, ec2, given } = story;
      const [RouteTableId, GatewayId] = [await tableIn(story), await given.gateway()];
      const route = { RouteTableId, GatewayId, DestinationCidrBlock: '0.0.0.0/0' };
      const made = await ec2.send(new CreateRouteCommand(route));
      check.equal('the answer', made.Return, true);
      await check.refused('CreateRoute once more', ec2.send(new CreateRouteCommand(route)), {
        code: 'RouteAlreadyExists',
        means: ['create', 'taken'],
      });
      await ec2.send(new ReplaceRouteCommand(route));
    },
  },
  {
    title: 'deleting a route that is not there is refused: InvalidRoute.NotFound',
    source: codes,
    async run(story) {
      const { check, ec2 } = story;
      const input = { RouteTableId: await tableIn(story), DestinationCidrBlock: '0.0.0.0/0' };
      await check.refused('DeleteRoute', ec2.send(new DeleteRouteCommand(input)), {
        code: 'InvalidRoute.NotFound',
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'a route table that a subnet uses is not deleted: DependencyViolation',
    source: codes,
    async run(story) {
      const { check, ec2 } = story;
      const [RouteTableId, SubnetId] = [await tableIn(story), await subnetIn(story, 15)];
      await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
      await check.refused('DeleteRouteTable', ec2.send(new DeleteRouteTableCommand({ RouteTableId })), {
        code: 'DependencyViolation',
        means: ['delete', 'in-use'],
      });
    },
  },
  {
    title: 'a subnet that follows one table is not associated with a second one: Resource.AlreadyAssociated',
    source: codes,
    async run(story) {
      const { check, ec2 } = story;
      const SubnetId = await subnetIn(story, 16);
      const [first, second] = [await tableIn(story), await tableIn(story)];
      const made = await ec2.send(new AssociateRouteTableCommand({ RouteTableId: first, SubnetId }));
      check.has('the answer', made, 'AssociationId', 'AssociationState');
      await check.refused(
        'AssociateRouteTable',
        ec2.send(new AssociateRouteTableCommand({ RouteTableId: second, SubnetId })),
        { code: 'Resource.AlreadyAssociated', means: ['create', 'taken'] },
      );
    },
  },
  {
    title: 'an association that was taken away is not found: InvalidAssociationID.NotFound',
    source: codes,
    async run(story) {
      const { check, ec2 } = story;
      const [RouteTableId, SubnetId] = [await tableIn(story), await subnetIn(story, 17)];
      const { AssociationId } = await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
      await ec2.send(new DisassociateRouteTableCommand({ AssociationId }));
      await check.refused(
        'DisassociateRouteTable once more',
        ec2.send(new DisassociateRouteTableCommand({ AssociationId })),
        { code: 'InvalidAssociationID.NotFound', means: ['delete', 'gone'] },
      );
    },
  },
  {
    title: 'the main route table is not deleted: DependencyViolation',
    source: api('DeleteRouteTable'),
    async run({ check, ec2, given }) {
      const Filters = [
        { Name: 'vpc-id', Values: [await given.vpc()] },
        { Name: 'association.main', Values: ['true'] },
      ];
      const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
      const RouteTableId = `${RouteTables[0]?.RouteTableId}`;
      await check.refused('DeleteRouteTable', ec2.send(new DeleteRouteTableCommand({ RouteTableId })), {
        code: /^(DependencyViolation|InvalidParameterValue)$/,
      });
    },
  },
  {
    title: 'the same token makes one route table',
    source: 'https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html',
    async run(story) {
      const { check, ec2, given } = story;
      const TagSpecifications = tagged(story, 'route-table');
      const input = { VpcId: await given.vpc(), ClientToken: story.token(), TagSpecifications };
      const [first, second] = [
        await ec2.send(new CreateRouteTableCommand(input)),
        await ec2.send(new CreateRouteTableCommand(input)),
      ];
      check.matches('the first id', first.RouteTable?.RouteTableId, /^rtb-/);
      check.equal('the second id', second.RouteTable?.RouteTableId, first.RouteTable?.RouteTableId);
    },
  },
  {
    title: 'the same token for something else is refused: IdempotentParameterMismatch',
    source: 'https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html',
    async run(story) {
      const { check, ec2, given } = story;
      const ClientToken = story.token();
      const VpcId = await given.vpc();
      await ec2.send(
        new CreateRouteTableCommand({ VpcId, ClientToken, TagSpecifications: tagged(story, 'route-table') }),
      );
      const other = [{ ResourceType: 'route-table' as const, Tags: [...story.tagList, { Key: 'other', Value: 'x' }] }];
      await check.refused(
        'CreateRouteTable',
        ec2.send(new CreateRouteTableCommand({ VpcId, ClientToken, TagSpecifications: other })),
        { code: 'IdempotentParameterMismatch' },
      );
    },
  },
]);
