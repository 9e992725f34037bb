import {
  CreateInternetGatewayCommand,
  DeleteInternetGatewayCommand,
  DescribeInternetGatewaysCommand,
} from '@aws-sdk/client-ec2';
import { absent, ready, required, resource, step, type StepOf } from '../src/step.js';
import { retagEc2 } from './retag.js';
import { fromUpper, tagFilters, tagSpecifications } from './tags.js';

export const internetGatewayResource = resource({
  type: 'internet-gateway',
  fixed: [],

  async create({ ec2, tags }) {
    const TagSpecifications = tagSpecifications('internet-gateway', tags);
    const made = await ec2.send(new CreateInternetGatewayCommand({ TagSpecifications }));
    return required(made.InternetGateway?.InternetGatewayId, 'InternetGatewayId');
  },

  async find(cloud) {
    const Filters = tagFilters(cloud);
    const { InternetGateways: [gateway] = [] } = await cloud.ec2.send(new DescribeInternetGatewaysCommand({ Filters }));
    return gateway && { id: required(gateway.InternetGatewayId, 'InternetGatewayId'), tags: fromUpper(gateway.Tags) };
  },

  async read({ ec2 }, internetGatewayId) {
    const { InternetGateways: [gateway] = [] } = await ec2.send(
      new DescribeInternetGatewaysCommand({ InternetGatewayIds: [internetGatewayId] }),
    );
    return gateway ? ready({ internetGatewayId }, {}, { tags: fromUpper(gateway.Tags) }) : absent;
  },

  retag: retagEc2,

  async delete({ ec2 }, InternetGatewayId) {
    await ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }));
  },
});
export type InternetGateway = StepOf<typeof internetGatewayResource>;

/** The door between the VPC and the internet. Free; traffic out of it is not. Useless until it is attached. */
export const internetGateway = (name: string) =>
  step({
    name,
    resource: internetGatewayResource,
    needs: {},
    why: 'The door between the network and the internet',
    want: () => ({}),
  });
