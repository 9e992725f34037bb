import {
  DeleteRouteCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DisassociateRouteTableCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import type { Rig } from './rig.js';

/** Something that is taken away by its own call, in whichever copy of the account. */
export interface Change {
  readonly what: string;
  make(rig: Rig): Promise<unknown>;
}

/** Each rule of a security group, each route, each association of a route table. */
export async function networkChanges({ clients: { ec2 } }: Rig): Promise<Change[]> {
  const { SecurityGroupRules = [] } = await ec2.send(new DescribeSecurityGroupRulesCommand({}));
  const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({}));
  return [
    ...SecurityGroupRules.map(({ GroupId, SecurityGroupRuleId: id = '', IsEgress }) => ({
      what: `rule ${id}`,
      make: (it: Rig) =>
        IsEgress
          ? it.clients.ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, SecurityGroupRuleIds: [id] }))
          : it.clients.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds: [id] })),
    })),
    ...RouteTables.flatMap(({ RouteTableId, Routes = [], Associations = [] }) => [
      ...Routes.filter(({ Origin, DestinationCidrBlock: to }) => Origin === 'CreateRoute' && to !== undefined).map(
        ({ DestinationCidrBlock }) => ({
          what: `route ${DestinationCidrBlock} of ${RouteTableId}`,
          make: (it: Rig) => it.clients.ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock })),
        }),
      ),
      ...Associations.filter(({ Main }) => Main !== true).map(({ RouteTableAssociationId: AssociationId }) => ({
        what: `association ${AssociationId}`,
        make: (it: Rig) => it.clients.ec2.send(new DisassociateRouteTableCommand({ AssociationId })),
      })),
    ]),
  ];
}
