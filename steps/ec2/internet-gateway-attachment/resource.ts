import {
  AttachInternetGatewayCommand,
  DescribeInternetGatewaysCommand,
  DetachInternetGatewayCommand,
} from '@aws-sdk/client-ec2';
import { absent, leaving, pending, ready, resource, step, type Cloud, type StepOf } from '../../../src/step.js';
import { interfacesOnInternet } from '../dependents.js';
import type { InternetGateway } from '../internet-gateway/resource.js';
import { vpcById, vpcIdOf, type Vpc } from '../vpc/resource.js';
import { script } from './script.js';

interface InternetGatewayAttachmentWant {
  readonly InternetGatewayId: string;
  readonly VpcId: string;
}

export const internetGatewayAttachmentResource = resource({
  type: 'internet-gateway-attachment',
  uses: ['internet-gateway', 'vpc'],
  script,
  fixed: ['InternetGatewayId', 'VpcId'],
  sameName: 'refuses',
  // EC2 refuses to detach the gateway while anything in the VPC has a public address. Those of Fargate tasks may stay
  // for 20 minutes, those of load balancers for 35.
  deadline: { delete: 2100 },

  async create({ ec2 }, { InternetGatewayId, VpcId }: InternetGatewayAttachmentWant) {
    await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    return { InternetGatewayId, VpcId };
  },

  async find(cloud, { InternetGatewayId, VpcId }) {
    const id = { InternetGatewayId, VpcId };
    return (await attachmentOf(cloud, id)) ? [{ id }] : [];
  },

  async read(cloud, id) {
    const attachment = await attachmentOf(cloud, id);
    if (!attachment || attachment.State === 'detached') return absent;
    if (attachment.State === 'detaching') return leaving('the gateway is detaching');
    if (attachment.State?.endsWith('ing')) return pending(`the gateway is ${attachment.State}`);
    return ready({ internetGatewayId: id.InternetGatewayId }, id);
  },

  async delete({ ec2 }, { InternetGatewayId, VpcId }) {
    await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
  },

  dependents: (cloud, { VpcId }) => interfacesOnInternet(cloud, VpcId),
});
export type InternetGatewayAttachment = StepOf<typeof internetGatewayAttachmentResource>;

async function attachmentOf({ ec2 }: Cloud, { InternetGatewayId, VpcId }: InternetGatewayAttachmentWant) {
  const { InternetGateways: [gateway] = [] } = await ec2.send(
    new DescribeInternetGatewaysCommand({ InternetGatewayIds: [InternetGatewayId] }),
  );
  return gateway?.Attachments?.find((attachment) => attachment.VpcId === VpcId);
}

/** Attaches the internet gateway to the VPC. It is a step of its own, because it must outlive every public address. */
export const internetGatewayAttachment = (name: string, needs: { gateway: InternetGateway; vpc: Vpc }) =>
  step({
    name,
    resource: internetGatewayAttachmentResource,
    needs: { ...needs, vpc: vpcById(needs.vpc) },
    why: 'Attaches the internet gateway to the VPC',
    want: ({ gateway, vpc }) => ({ InternetGatewayId: gateway.internetGatewayId, VpcId: vpcIdOf(vpc) }),
  });
