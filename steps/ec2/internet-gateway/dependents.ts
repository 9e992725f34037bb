import { DescribeInternetGatewaysCommand } from '@aws-sdk/client-ec2';
import type { Cloud, Dependent } from '../../../src/step.js';

/** The VPC that an internet gateway is attached to. */
export async function internetGatewayDependents({ ec2 }: Cloud, gatewayId: string): Promise<Dependent[]> {
  const { InternetGateways: [gateway] = [] } = await ec2.send(
    new DescribeInternetGatewaysCommand({ InternetGatewayIds: [gatewayId] }),
  );
  return (gateway?.Attachments ?? []).map(({ VpcId: id = '' }) => ({
    type: 'vpc',
    id,
    command: ['ec2', 'detach-internet-gateway', '--internet-gateway-id', gatewayId, '--vpc-id', id],
  }));
}
