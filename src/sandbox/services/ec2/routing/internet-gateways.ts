import {
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  DeleteInternetGatewayCommand,
  DescribeInternetGatewaysCommand,
  DetachInternetGatewayCommand,
  type AttachmentStatus,
} from '@aws-sdk/client-ec2';
import { spread } from '../../../delays.js';
import { refuseBeyond } from '../../../quotas.js';
import { AwsError, on, type Operation } from '../../../service.js';
import { described, type Description } from '../describe.js';
import { internetGateway, existingRow, vpc } from '../resource-kinds.js';
import { dependencyViolation, invalid } from '../refusals.js';
import { internetGateways, networkInterfaces, type InternetGatewayRow } from '../tables.js';
import { tagsFor } from '../tag-specifications.js';

/** What an attached gateway's state is on the wire, and in the API reference; the SDK's enumeration has not got it. */
const attached: string = 'available';

export const internetGatewayOperations: readonly Operation[] = [
  on(CreateInternetGatewayCommand, ({ TagSpecifications }, context) => {
    const Tags = tagsFor(internetGateway, TagSpecifications);
    const reached = () => 'The maximum number of internet gateways has been reached.';
    refuseBeyond(context, 'internet-gateways', internetGateways(context).size + 1, reached);
    const row = { InternetGatewayId: context.id('igw'), OwnerId: context.account, Attachments: [], Tags };
    internetGateways(context).set(row.InternetGatewayId, row);
    return { InternetGateway: structuredClone(row) };
  }),

  on(DescribeInternetGatewaysCommand, (question, context) => {
    const { rows, ...more } = described(context, description, { ...question, ids: question.InternetGatewayIds });
    return { InternetGateways: rows, ...more };
  }),

  on(AttachInternetGatewayCommand, (input, context) => {
    const gateway = existingRow(context, internetGateway, input.InternetGatewayId, 'internetGatewayId');
    const { VpcId } = existingRow(context, vpc, input.VpcId, 'vpcId');
    const [attachment] = gateway.Attachments;
    if (attachment)
      throw new AwsError(
        'Resource.AlreadyAssociated',
        `resource ${gateway.InternetGatewayId} is already attached to network ${attachment.VpcId}`,
      );
    if (internetGateways(context).find((other) => isAttached(other, VpcId)))
      throw invalid(`Network ${VpcId} already has an internet gateway attached`);
    gateway.Attachments.push({ VpcId, State: attached as AttachmentStatus });
    spread(context, 'gateway-attached', VpcId);
    return {};
  }),

  on(DetachInternetGatewayCommand, (input, context) => {
    const gateway = existingRow(context, internetGateway, input.InternetGatewayId, 'internetGatewayId');
    const { VpcId } = existingRow(context, vpc, input.VpcId, 'vpcId');
    const { InternetGatewayId: id } = gateway;
    if (!isAttached(gateway, VpcId))
      throw new AwsError('Gateway.NotAttached', `resource ${id} is not attached to network ${VpcId}`);
    if (networkInterfaces(context).find((row) => row.VpcId === VpcId && row.Association?.PublicIp !== undefined))
      throw new AwsError(
        'DependencyViolation',
        `Network ${VpcId} has some mapped public address(es). ` +
          'Please unmap those public address(es) before detaching the gateway.',
      );
    gateway.Attachments = [];
    return {};
  }),

  on(DeleteInternetGatewayCommand, ({ InternetGatewayId }, context) => {
    const gateway = existingRow(context, internetGateway, InternetGatewayId, 'internetGatewayId');
    if (gateway.Attachments.length) throw dependencyViolation('internetGateway', gateway.InternetGatewayId);
    internetGateways(context).delete(gateway.InternetGatewayId);
    return {};
  }),
];

/** Whether the gateway is attached to this VPC. */
export const isAttached = ({ Attachments }: InternetGatewayRow, vpcId: string): boolean =>
  Attachments.some(({ VpcId }) => VpcId === vpcId);

const description: Description<InternetGatewayRow> = {
  kind: internetGateway,
  idsParameter: 'internetGatewayIds',
  filters: {
    'attachment.state': ({ Attachments }) => Attachments.map(({ State }) => State),
    'attachment.vpc-id': ({ Attachments }) => Attachments.map(({ VpcId }) => VpcId),
    'internet-gateway-id': ({ InternetGatewayId }) => InternetGatewayId,
    'owner-id': ({ OwnerId }) => OwnerId,
  },
};
