import {
  CreateInternetGatewayCommand,
  DeleteInternetGatewayCommand,
  DescribeInternetGatewaysCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { afterPrefix } from '../../../src/arn.js';
import { isSameStack } from '../../../src/identity.js';
import { absent, ready, required, resource, step, type StepOf } from '../../../src/step.js';
import { fromUpper } from '../../common/tags.js';
import { retagEc2, tagFilters, tagSpecifications } from '../tags.js';
import { script } from './script.js';
import { internetGatewayDependents } from './dependents.js';

export const internetGatewayResource = resource({
  type: 'internet-gateway',
  quota: {
    name: 'internet-gateways',
    inUse: async ({ ec2 }) => ((await ec2.send(new DescribeInternetGatewaysCommand({}))).InternetGateways ?? []).length,
  },
  script,
  fixed: [],

  async create({ ec2, tags }) {
    const TagSpecifications = tagSpecifications('internet-gateway', tags);
    const made = await ec2.send(new CreateInternetGatewayCommand({ TagSpecifications }));
    return required(made.InternetGateway?.InternetGatewayId, 'InternetGatewayId');
  },

  fromArn: afterPrefix('ec2', 'internet-gateway/'),
  async find(cloud) {
    const Filters = tagFilters(cloud);
    const { InternetGateways = [] } = await cloud.ec2.send(new DescribeInternetGatewaysCommand({ Filters }));
    return InternetGateways.map(({ InternetGatewayId, Tags }) => ({
      id: required(InternetGatewayId, 'InternetGatewayId'),
      tags: fromUpper(Tags),
    }));
  },

  async read({ ec2 }, internetGatewayId) {
    const { InternetGateways: [gateway] = [] } = await ec2.send(
      new DescribeInternetGatewaysCommand({ InternetGatewayIds: [internetGatewayId] }),
    );
    return gateway ? ready({ internetGatewayId }, {}, { tags: fromUpper(gateway.Tags) }) : absent;
  },

  retag: retagEc2,

  // It may be attached to somebody else's VPC, which is not of the stack then.
  async parts({ ec2 }, InternetGatewayId) {
    const { InternetGateways: [gateway] = [] } = await ec2.send(
      new DescribeInternetGatewaysCommand({ InternetGatewayIds: [InternetGatewayId] }),
    );
    const Values = (gateway?.Attachments ?? []).flatMap(({ VpcId }) => VpcId ?? []);
    if (Values.length === 0) return [];
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'vpc-id', Values }] }));
    return Vpcs.filter(({ Tags }) => isSameStack(fromUpper(Tags), fromUpper(gateway?.Tags))).map(({ VpcId }) => ({
      type: 'internet-gateway-attachment',
      id: { InternetGatewayId, VpcId },
    }));
  },

  async delete({ ec2 }, InternetGatewayId) {
    await ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }));
  },

  dependents: internetGatewayDependents,
});
export type InternetGateway = StepOf<typeof internetGatewayResource>;

/**
 * Connects a VPC with the internet, once it is attached. The gateway is free; traffic out to the internet is billed.
 */
export const internetGateway = (name: string) =>
  step({
    name,
    resource: internetGatewayResource,
    needs: {},
    why: 'Connects a VPC with the internet, once it is attached',
    want: () => ({}),
  });
