import * as gateway from '@aws-sdk/client-apigatewayv2';
import * as scaling from '@aws-sdk/client-auto-scaling';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import * as iam from '@aws-sdk/client-iam';
import * as cloudMap from '@aws-sdk/client-servicediscovery';
import { all } from '../kill-sweep/list-all.js';

/** How everything of a type of record is listed: the client, the command, and the members of the list and of the id. */
const lists = {
  vpc: [ec2.EC2Client, ec2.DescribeVpcsCommand, 'Vpcs', 'VpcId'],
  subnet: [ec2.EC2Client, ec2.DescribeSubnetsCommand, 'Subnets', 'SubnetId'],
  'internet-gateway': [ec2.EC2Client, ec2.DescribeInternetGatewaysCommand, 'InternetGateways', 'InternetGatewayId'],
  'route-table': [ec2.EC2Client, ec2.DescribeRouteTablesCommand, 'RouteTables', 'RouteTableId'],
  'security-group': [ec2.EC2Client, ec2.DescribeSecurityGroupsCommand, 'SecurityGroups', 'GroupId'],
  'elastic-ip': [ec2.EC2Client, ec2.DescribeAddressesCommand, 'Addresses', 'AllocationId'],
  'nat-gateway': [ec2.EC2Client, ec2.DescribeNatGatewaysCommand, 'NatGateways', 'NatGatewayId'],
  'vpc-endpoint': [ec2.EC2Client, ec2.DescribeVpcEndpointsCommand, 'VpcEndpoints', 'VpcEndpointId'],
  'network-interface': [ec2.EC2Client, ec2.DescribeNetworkInterfacesCommand, 'NetworkInterfaces', 'NetworkInterfaceId'],
  'launch-template': [ec2.EC2Client, ec2.DescribeLaunchTemplatesCommand, 'LaunchTemplates', 'LaunchTemplateId'],
  instance: [ec2.EC2Client, ec2.DescribeInstanceStatusCommand, 'InstanceStatuses', 'InstanceId'],
  'auto-scaling-group': [
    scaling.AutoScalingClient,
    scaling.DescribeAutoScalingGroupsCommand,
    'AutoScalingGroups',
    'AutoScalingGroupName',
  ],
  'task-definition': [ecs.ECSClient, ecs.ListTaskDefinitionsCommand, 'taskDefinitionArns'],
  role: [iam.IAMClient, iam.ListRolesCommand, 'Roles', 'RoleName'],
  'instance-profile': [iam.IAMClient, iam.ListInstanceProfilesCommand, 'InstanceProfiles', 'InstanceProfileName'],
  'log-group': [logs.CloudWatchLogsClient, logs.DescribeLogGroupsCommand, 'logGroups', 'logGroupName'],
  namespace: [cloudMap.ServiceDiscoveryClient, cloudMap.ListNamespacesCommand, 'Namespaces', 'Id'],
  'cloud-map-service': [cloudMap.ServiceDiscoveryClient, cloudMap.ListServicesCommand, 'Services', 'Id'],
  'load-balancer': [
    elb.ElasticLoadBalancingV2Client,
    elb.DescribeLoadBalancersCommand,
    'LoadBalancers',
    'LoadBalancerArn',
  ],
  'target-group': [elb.ElasticLoadBalancingV2Client, elb.DescribeTargetGroupsCommand, 'TargetGroups', 'TargetGroupArn'],
  'vpc-link': [gateway.ApiGatewayV2Client, gateway.GetVpcLinksCommand, 'Items', 'VpcLinkId'],
  api: [gateway.ApiGatewayV2Client, gateway.GetApisCommand, 'Items', 'ApiId'],
};
/** Made by AWS and by moto for something else, so `up` does not count it. */
export const notOfSteps = new Set(['network-interface', 'instance']);
export const listedTypes = [...Object.keys(lists), 'cluster', 'ecs-service', 'capacity-provider'];

/** What is shown for a while, or for ever, after it was deleted. */
const isGone = ({ State, Status, status }) =>
  [State, Status, status].some((it) => /^(deleted|inactive)$/i.test(String(it)));
/** EC2 makes these with each VPC. */
const isOfVpc = ({ GroupName, Associations }) =>
  GroupName === 'default' || (Array.isArray(Associations) && Associations.some(({ Main }) => Main));

/**
 * Lists what exists at an endpoint, by the type of its record. It asks the API, and not the program that is proven.
 * @param endpoint URL
 * @param capacityProviders the ARNs of those that may be there: moto does not list them, and tells them by name only
 * @returns for each type, the ids
 */
export async function listing(endpoint, region, capacityProviders = []) {
  const client = (Client) => clientFor(Client, endpoint, region);
  const found = await Promise.all(
    Object.entries(lists).map(async ([type, [Client, Command, member, id]]) => {
      const items = await all(client(Client), Command, {}, member);
      const ours = items.filter((it) => !isGone(it) && !isOfVpc(it));
      return [type, ours.map((it) => (id === undefined ? it : it[id]))];
    }),
  );
  return { ...Object.fromEntries(found), ...(await inEcs(client(ecs.ECSClient), capacityProviders)) };
}

/** A cluster is shown after it was deleted, as an inactive one. */
async function inEcs(client, capacityProviders) {
  const arns = await all(client, ecs.ListClustersCommand, {}, 'clusterArns');
  const { clusters = [] } =
    arns.length > 0 ? await client.send(new ecs.DescribeClustersCommand({ clusters: arns })) : {};
  const active = clusters.filter((it) => !isGone(it)).map(({ clusterArn }) => clusterArn);
  const services = active.map((cluster) => all(client, ecs.ListServicesCommand, { cluster }, 'serviceArns'));
  const asked = capacityProviders.length > 0 && new ecs.DescribeCapacityProvidersCommand({ capacityProviders });
  const { capacityProviders: providers = [] } = asked ? await client.send(asked) : {};
  return {
    cluster: active,
    'ecs-service': (await Promise.all(services)).flat(),
    'capacity-provider': providers.filter((it) => !isGone(it)).map(({ capacityProviderArn }) => capacityProviderArn),
  };
}

const clientFor = (Client, endpoint, region) =>
  new Client({
    ...{ endpoint, region, disableHostPrefix: true },
    credentials: { accessKeyId: 'look', secretAccessKey: 'look' },
  });

/** Days that each log group at an endpoint is kept. */
export async function retentions(endpoint, region) {
  const client = clientFor(logs.CloudWatchLogsClient, endpoint, region);
  return (await all(client, logs.DescribeLogGroupsCommand, {}, 'logGroups')).map((it) => it.retentionInDays);
}

/** Deletes network interfaces. */
export async function deleteInterfaces(endpoint, region, ids) {
  const client = clientFor(ec2.EC2Client, endpoint, region);
  for (const NetworkInterfaceId of ids)
    await client.send(new ec2.DeleteNetworkInterfaceCommand({ NetworkInterfaceId }));
}
