import {
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
} from '@aws-sdk/client-ec2';
import type { Cloud } from '../../../src/step.js';

/** A table has one route to a destination. Those of steps lead to IPv4 ranges. */
export interface RouteId {
  readonly RouteTableId: string;
  readonly DestinationCidrBlock?: string;
  readonly DestinationIpv6CidrBlock?: string;
}

/** A route to the same destination, to whatever internet gateway the VPC has or can get. It is deleted by its destination. */
export async function makeRouteAgain({ ec2 }: Cloud, id: RouteId): Promise<RouteId> {
  const { RouteTables: [table] = [] } = await ec2.send(
    new DescribeRouteTablesCommand({ RouteTableIds: [id.RouteTableId] }),
  );
  const VpcId = table?.VpcId;
  const Filters = [{ Name: 'attachment.vpc-id', Values: [VpcId ?? ''] }];
  const { InternetGateways: [there] = [] } = await ec2.send(new DescribeInternetGatewaysCommand({ Filters }));
  const made = there ? undefined : (await ec2.send(new CreateInternetGatewayCommand({}))).InternetGateway;
  const GatewayId = (there ?? made)?.InternetGatewayId;
  if (made) await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: GatewayId, VpcId }));
  await ec2.send(new CreateRouteCommand({ ...id, GatewayId }));
  return id;
}
