import {
  CreateVpcEndpointCommand,
  DeleteSecurityGroupCommand,
  DeleteVpcEndpointsCommand,
  DescribeManagedPrefixListsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
} from '@aws-sdk/client-ec2';
import { gone } from '../checks.js';
import { tagged } from '../given.js';
import { probesOf } from '../probe.js';
import { api, met, noId, groupIn, tableIn } from './ec2-made.js';

/** VPC endpoints, and the services that they lead to. */
export const endpoints = probesOf('ec2', [
  {
    title: 'S3 has a managed prefix list',
    source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
    async run({ check, ec2, region }) {
      const Filters = [{ Name: 'prefix-list-name', Values: [`com.amazonaws.${region}.s3`] }];
      const { PrefixLists = [] } = await ec2.send(new DescribeManagedPrefixListsCommand({ Filters }));
      check.equal('how many', PrefixLists.length, 1);
      check.matches('its id', PrefixLists[0]?.PrefixListId, /^pl-/);
      check.equal('whose it is', PrefixLists[0]?.OwnerId, 'AWS');
    },
  },
  {
    title: 'an endpoint service says its types and its zones',
    source: api('ServiceDetail'),
    async run({ check, ec2, region }) {
      const ServiceNames = [`com.amazonaws.${region}.ecr.api`];
      const { ServiceDetails = [] } = await ec2.send(new DescribeVpcEndpointServicesCommand({ ServiceNames }));
      check.equal(
        'its types',
        ServiceDetails[0]?.ServiceType?.map(({ ServiceType }) => ServiceType),
        ['Interface'],
      );
      check.has('the service', ServiceDetails[0], 'AvailabilityZones', 'PrivateDnsName', 'ServiceName');
    },
  },
  {
    title: 'an endpoint of a service that there is not is refused: InvalidServiceName',
    source: met,
    async run({ check, ec2, given, region }) {
      const input = {
        VpcId: await given.vpc(),
        ServiceName: `com.amazonaws.${region}.no-such-service`,
        VpcEndpointType: 'Interface' as const,
      };
      await check.refused('CreateVpcEndpoint', ec2.send(new CreateVpcEndpointCommand(input)), {
        code: 'InvalidServiceName',
      });
    },
  },
  {
    title: 'a gateway endpoint is available at once, puts a route into its tables, and takes it away when it goes',
    source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
    seconds: 60,
    async run(story) {
      const { check, ec2, given, region } = story;
      const RouteTableId = await tableIn(story);
      const made = await ec2.send(
        new CreateVpcEndpointCommand({
          VpcId: await given.vpc(),
          ServiceName: `com.amazonaws.${region}.s3`,
          VpcEndpointType: 'Gateway',
          RouteTableIds: [RouteTableId],
          TagSpecifications: tagged(story, 'vpc-endpoint'),
        }),
      );
      const VpcEndpointIds = [`${made.VpcEndpoint?.VpcEndpointId}`];
      const state = async () =>
        (await ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds }))).VpcEndpoints?.[0]?.State?.toLowerCase();
      await check.becomes('its state', state, { through: ['pending'], goal: 'available', seconds: 120 });
      const routes = async () => {
        const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }));
        return (RouteTables[0]?.Routes ?? []).flatMap(({ GatewayId, DestinationPrefixListId }) =>
          DestinationPrefixListId ? [GatewayId] : [],
        );
      };
      await check.shows('the routes to its prefix list', routes, VpcEndpointIds);
      const { Unsuccessful } = await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds }));
      check.equal('what was not deleted', Unsuccessful ?? [], []);
      await check.becomes('its state, once deleted', state, {
        through: ['available', 'deleting', 'deleted'],
        goal: gone,
        seconds: 300,
      });
      await check.shows('the routes that are left', routes, []);
    },
  },
  {
    title: 'deleting an endpoint that is not there is no error: it is in Unsuccessful',
    source: api('DeleteVpcEndpoints'),
    async run({ check, ec2 }) {
      const answer = await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [`vpce-${noId}`] }));
      check.equal(
        'the failures',
        answer.Unsuccessful?.map(({ ResourceId }) => ResourceId),
        [`vpce-${noId}`],
      );
      check.matches('their code', answer.Unsuccessful?.[0]?.Error?.Code, /^InvalidVpcEndpoint(Id)?\.NotFound$/);
    },
  },
  {
    title: 'an interface endpoint is pending, then available, with an interface in each subnet that goes with it',
    source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
    usd: 0.02,
    seconds: 600,
    async run(story) {
      const { check, ec2, given, region } = story;
      const SubnetIds = [...(await given.subnets())];
      const GroupId = await groupIn(story);
      const made = await ec2.send(
        new CreateVpcEndpointCommand({
          VpcId: await given.vpc(),
          ServiceName: `com.amazonaws.${region}.logs`,
          VpcEndpointType: 'Interface',
          ...{ SubnetIds, SecurityGroupIds: [GroupId], PrivateDnsEnabled: true },
          TagSpecifications: tagged(story, 'vpc-endpoint'),
        }),
      );
      const VpcEndpointIds = [`${made.VpcEndpoint?.VpcEndpointId}`];
      const read = async () => (await ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds }))).VpcEndpoints?.[0];
      const state = async () => (await read())?.State?.toLowerCase();
      await check.becomes('its state', state, { through: ['pending'], goal: 'available', seconds: 600 });
      const endpoint = await read();
      check.equal('private DNS', endpoint?.PrivateDnsEnabled, true);
      check.equal('interfaces', endpoint?.NetworkInterfaceIds?.length, 2);
      const input = { NetworkInterfaceIds: endpoint?.NetworkInterfaceIds ?? [] };
      const { NetworkInterfaces = [] } = await ec2.send(new DescribeNetworkInterfacesCommand(input));
      check.equal('their type', [...new Set(NetworkInterfaces.map((it) => it.InterfaceType))], ['vpc_endpoint']);
      check.matches('their description', NetworkInterfaces[0]?.Description, /^VPC Endpoint Interface vpce-/);
      await check.refused('DeleteSecurityGroup', ec2.send(new DeleteSecurityGroupCommand({ GroupId })), {
        code: 'DependencyViolation',
        means: ['delete', 'in-use'],
      });
      await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds }));
      await check.becomes('its state, once deleted', state, {
        through: ['available', 'deleting', 'deleted'],
        goal: gone,
        seconds: 900,
      });
    },
  },
]);
