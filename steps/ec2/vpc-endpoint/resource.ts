import {
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeVpcEndpointsCommand,
  ModifyVpcEndpointCommand,
  type UnsuccessfulItem,
  type VpcEndpoint as LiveVpcEndpoint,
} from '@aws-sdk/client-ec2';
import { endpointServiceName, gatewayServiceName } from '../../../src/facts/endpoint-service-names.js';
import { afterPrefix } from '../../../src/arn.js';
import {
  absent,
  broken,
  leaving,
  pending,
  ready,
  required,
  resource,
  step,
  type Cloud,
  type StepOf,
} from '../../../src/step.js';
import { idSet } from '../../common/id-set.js';
import type { RouteTable } from '../route-table/resource.js';
import type { SecurityGroup } from '../security-group/resource.js';
import type { Subnet } from '../subnet/resource.js';
import { fromUpper } from '../../common/tags.js';
import { retagEc2, tagFilters, tagSpecifications } from '../tags.js';
import { liveVpcEndpoint, vpcEndpointChange, vpcEndpointInput, type VpcEndpointWant } from './settings.js';
import type { Vpc } from '../vpc/resource.js';
import { billing } from './billing.js';
import { script } from './script.js';
import { standInForOthers } from './stand-in.js';

export const vpcEndpointResource = resource({
  type: 'vpc-endpoint',
  uses: ['vpc', 'subnet', 'security-group', 'route-table'],
  billing,
  pause: ({ VpcEndpointType }: VpcEndpointWant) => (VpcEndpointType === 'Interface' ? 'goes' : undefined),
  script,
  fixed: ['VpcEndpointType', 'VpcId', 'ServiceName'],
  deadline: { create: 600, delete: 600 },

  async create({ ec2, token, tags }, want: VpcEndpointWant) {
    const TagSpecifications = tagSpecifications('vpc-endpoint', tags);
    const made = await ec2.send(
      new CreateVpcEndpointCommand({ ...vpcEndpointInput(want), ClientToken: token, TagSpecifications }),
    );
    return required(made.VpcEndpoint?.VpcEndpointId, 'VpcEndpointId');
  },

  fromArn: afterPrefix('ec2', 'vpc-endpoint/'),
  async find(cloud) {
    const Filters = tagFilters(cloud);
    const { VpcEndpoints = [] } = await cloud.ec2.send(new DescribeVpcEndpointsCommand({ Filters }));
    return VpcEndpoints.filter((it) => !stateOf(it).startsWith('delet')).map((it) => ({
      id: required(it.VpcEndpointId, 'VpcEndpointId'),
      tags: fromUpper(it.Tags),
    }));
  },

  async read(cloud, vpcEndpointId) {
    const endpoint = await endpointOf(cloud, vpcEndpointId);
    const state = endpoint && stateOf(endpoint);
    if (!endpoint || state === 'deleted') return absent;
    if (state === 'failed' || state === 'rejected' || state === 'expired') return broken(reasonOf(endpoint));
    if (state === 'deleting') return leaving('the endpoint is deleting');
    if (state !== 'available') return pending(`the endpoint is ${state}`);
    return ready({ vpcEndpointId }, liveVpcEndpoint(endpoint), { tags: fromUpper(endpoint.Tags) });
  },

  // ModifyVpcEndpoint takes ids to add and ids to remove, and refuses those that are added or removed already. So the
  // endpoint is read first.
  async update(cloud, VpcEndpointId, want, changed) {
    const endpoint = await endpointOf(cloud, VpcEndpointId);
    const change = vpcEndpointChange(want, required(endpoint, 'VpcEndpoints'), changed);
    if (Object.keys(change).length > 0)
      await cloud.ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, ...change }));
  },

  standIn: standInForOthers,

  retag: retagEc2,

  // DeleteVpcEndpoints answers with success even if it deleted nothing; its answer lists the failures.
  async delete({ ec2 }, vpcEndpointId) {
    const { Unsuccessful: [failure] = [], $metadata } = await ec2.send(
      new DeleteVpcEndpointsCommand({ VpcEndpointIds: [vpcEndpointId] }),
    );
    if (failure) throw refusal(failure, $metadata?.requestId);
  },
});
export type VpcEndpoint = StepOf<typeof vpcEndpointResource>;

async function endpointOf({ ec2 }: Cloud, vpcEndpointId: string) {
  const { VpcEndpoints: [endpoint] = [] } = await ec2.send(
    new DescribeVpcEndpointsCommand({ VpcEndpointIds: [vpcEndpointId] }),
  );
  return endpoint;
}

/** The state in lower case, because EC2 writes `pending` in one answer and `Pending` in another. */
const stateOf = ({ State = 'Pending' }: LiveVpcEndpoint) => State.toLowerCase();

const reasonOf = (endpoint: LiveVpcEndpoint) => {
  const { Code, Message } = endpoint.LastError ?? {};
  return [`the endpoint is ${stateOf(endpoint)}`, Code, Message].filter(Boolean).join(': ');
};

/** The error that EC2 gives for this one endpoint, as an exception. */
const refusal = ({ Error: error }: UnsuccessfulItem, requestId: string | undefined) =>
  Object.assign(new Error(error?.Message ?? 'EC2 did not delete the endpoint, and gives no reason'), {
    name: error?.Code ?? 'Unsuccessful',
    $metadata: { requestId },
  });

/**
 * A private address of an AWS service in each subnet. In the whole VPC, public subnets included, the service's public
 * name then resolves to these addresses. So its group must let all callers in. Billed by the hour and subnet, and per
 * GB.
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html,
 * https://aws.amazon.com/privatelink/pricing/
 * @param options.service as AWS names it after the region: `ecr.api`, `logs`
 */
export const interfaceEndpoint = (
  name: string,
  needs: { vpc: Vpc; subnets: readonly Subnet[]; group: SecurityGroup },
  { service, region }: { service: string; region: string },
) =>
  step({
    name,
    resource: vpcEndpointResource,
    needs,
    why: `A private connection to ${service}, without the internet`,
    want: ({ vpc, subnets, group }): VpcEndpointWant => ({
      VpcEndpointType: 'Interface',
      VpcId: vpc.vpcId,
      ServiceName: endpointServiceName(region, service),
      SubnetIds: idSet(subnets.map(({ subnetId }) => subnetId)),
      SecurityGroupIds: idSet([group.groupId]),
      PrivateDnsEnabled: true,
      RouteTableIds: {},
    }),
  });

/**
 * A route to S3 (or DynamoDB) in each route table, without the internet. Free. A table can have one for each service.
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 * @param options.service `s3` or `dynamodb`
 */
export const gatewayEndpoint = (
  name: string,
  needs: { vpc: Vpc; tables: readonly RouteTable[] },
  { service, region }: { service: string; region: string },
) =>
  step({
    name,
    resource: vpcEndpointResource,
    needs,
    why: `A route to ${service}, without the internet`,
    want: ({ vpc, tables }): VpcEndpointWant => ({
      VpcEndpointType: 'Gateway',
      VpcId: vpc.vpcId,
      ServiceName: gatewayServiceName(region, service),
      SubnetIds: {},
      SecurityGroupIds: {},
      PrivateDnsEnabled: false,
      RouteTableIds: idSet(tables.map(({ routeTableId }) => routeTableId)),
    }),
  });
