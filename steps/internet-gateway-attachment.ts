import {
  AttachInternetGatewayCommand,
  DescribeInternetGatewaysCommand,
  DetachInternetGatewayCommand,
} from '@aws-sdk/client-ec2';
import { absent, pending, ready, resource, step, type Cloud, type StepOf } from '../src/step.js';
import { interfacesOnInternet } from './holders.js';
import type { InternetGateway } from './internet-gateway.js';
import type { Vpc } from './vpc.js';

interface InternetGatewayAttachmentWant {
  readonly InternetGatewayId: string;
  readonly VpcId: string;
}

export const internetGatewayAttachmentResource = resource({
  type: 'internet-gateway-attachment',
  fixed: ['InternetGatewayId', 'VpcId'],
  sameName: 'refuses',
  // Detaching is refused while anything in the VPC still holds a public address; Fargate's may linger 20 minutes.
  deadline: { delete: 1500 },

  async create({ ec2 }, { InternetGatewayId, VpcId }: InternetGatewayAttachmentWant) {
    await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    return { InternetGatewayId, VpcId };
  },

  async find(cloud, { InternetGatewayId, VpcId }) {
    const id = { InternetGatewayId, VpcId };
    return (await attachmentOf(cloud, id)) && { id };
  },

  async read(cloud, id) {
    const attachment = await attachmentOf(cloud, id);
    if (!attachment || attachment.State === 'detached') return absent;
    if (attachment.State?.endsWith('ing')) return pending(`the gateway is ${attachment.State}`);
    return ready({ internetGatewayId: id.InternetGatewayId }, id);
  },

  async delete({ ec2 }, { InternetGatewayId, VpcId }) {
    await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
  },

  holders: (cloud, { VpcId }) => interfacesOnInternet(cloud, VpcId),
});
export type InternetGatewayAttachment = StepOf<typeof internetGatewayAttachmentResource>;

async function attachmentOf({ ec2 }: Cloud, { InternetGatewayId, VpcId }: InternetGatewayAttachmentWant) {
  const { InternetGateways: [gateway] = [] } = await ec2.send(
    new DescribeInternetGatewaysCommand({ InternetGatewayIds: [InternetGatewayId] }),
  );
  return gateway?.Attachments?.find((attachment) => attachment.VpcId === VpcId);
}

/** Hangs the door into the VPC. A step of its own, because it must outlive every public address. */
export const internetGatewayAttachment = (name: string, needs: { gateway: InternetGateway; vpc: Vpc }) =>
  step({
    name,
    resource: internetGatewayAttachmentResource,
    needs,
    why: 'Connects the gateway to this network',
    want: ({ gateway, vpc }) => ({ InternetGatewayId: gateway.internetGatewayId, VpcId: vpc.vpcId }),
  });
