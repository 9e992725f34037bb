import {
  GetApisCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  GetVpcLinksCommand,
} from '@aws-sdk/client-apigatewayv2';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeInternetGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import {
  DescribeServicesCommand,
  ListClustersCommand,
  ListServicesCommand,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { ListAttachedRolePoliciesCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import {
  ListInstancesCommand,
  ListNamespacesCommand,
  ListServicesCommand as ListDiscoveriesCommand,
} from '@aws-sdk/client-servicediscovery';
import type { Rig } from './rig.js';

type Clients = Rig['clients'];
/** All that there is in the account, by what one would recognise it by; ids are left out, they differ. */
export type Census = { readonly [kind: string]: readonly string[] };

/** Asks AWS, not our state, for everything that a stack can leave behind. */
export async function census({ clients }: Rig): Promise<Census> {
  const parts = await Promise.all([network, discovery, containers, permissions, logs, apis].map((ask) => ask(clients)));
  const all = Object.assign({}, ...parts) as { [kind: string]: string[] };
  return Object.fromEntries(Object.entries(all).map(([kind, names]) => [kind, names.sort()]));
}

/** The kinds of which there is anything. */
export const left = (it: Census): Census =>
  Object.fromEntries(Object.entries(it).filter(([, names]) => names.length > 0));

async function network({ ec2 }: Clients) {
  const [{ Vpcs = [] }, { Subnets = [] }, { InternetGateways = [] }, { RouteTables = [] }] = await Promise.all([
    ec2.send(new DescribeVpcsCommand({})),
    ec2.send(new DescribeSubnetsCommand({})),
    ec2.send(new DescribeInternetGatewaysCommand({})),
    ec2.send(new DescribeRouteTablesCommand({})),
  ]);
  const [{ SecurityGroups = [] }, { SecurityGroupRules = [] }, { NetworkInterfaces = [] }] = await Promise.all([
    ec2.send(new DescribeSecurityGroupsCommand({})),
    ec2.send(new DescribeSecurityGroupRulesCommand({})),
    ec2.send(new DescribeNetworkInterfacesCommand({})),
  ]);
  // The default group and the main table of a VPC come and go with it.
  const groups = SecurityGroups.filter(({ GroupName }) => GroupName !== 'default');
  const nameOf = new Map(groups.map(({ GroupId, GroupName = '?' }) => [GroupId, GroupName]));
  const tables = RouteTables.filter(({ Associations = [] }) => !Associations.some(({ Main }) => Main));
  return {
    vpcs: Vpcs.map(({ CidrBlock }) => `${CidrBlock}`),
    subnets: Subnets.map(({ CidrBlock, MapPublicIpOnLaunch }) => `${CidrBlock} ${MapPublicIpOnLaunch}`),
    internetGateways: InternetGateways.map(({ Attachments = [] }) => `attached ${Attachments.length}`),
    routeTables: tables.map(({ Associations = [] }) => `associated ${Associations.length}`),
    routes: tables.flatMap(({ Routes = [] }) => Routes.map((it) => `${it.DestinationCidrBlock} ${it.State}`)),
    securityGroups: [...nameOf.values()],
    securityGroupRules: SecurityGroupRules.filter(({ GroupId }) => nameOf.has(GroupId)).map(
      (it) =>
        `${nameOf.get(it.GroupId)} ${it.IsEgress ? 'to' : 'from'} ` +
        `${it.CidrIpv4 ?? nameOf.get(it.ReferencedGroupInfo?.GroupId)} ${it.IpProtocol} ${it.FromPort}-${it.ToPort}`,
    ),
    interfaces: NetworkInterfaces.map(({ InterfaceType, Status }) => `${InterfaceType} ${Status}`),
  };
}

async function discovery({ servicediscovery }: Clients) {
  const { Namespaces = [] } = await servicediscovery.send(new ListNamespacesCommand({}));
  const { Services = [] } = await servicediscovery.send(new ListDiscoveriesCommand({}));
  const instances = await Promise.all(
    Services.map(async ({ Id, Name }) => {
      const { Instances = [] } = await servicediscovery.send(new ListInstancesCommand({ ServiceId: Id }));
      return Instances.map(() => `${Name}`);
    }),
  );
  return {
    namespaces: Namespaces.map(({ Name }) => `${Name}`),
    discoveries: Services.map(({ Name, DnsConfig }) => `${Name} ${DnsConfig?.DnsRecords?.map(recordText)}`),
    instances: instances.flat(),
  };
}

const recordText = ({ Type, TTL }: { Type?: string | undefined; TTL?: number | undefined }) => `${Type} ${TTL}`;

async function containers({ ecs }: Clients) {
  const { clusterArns = [] } = await ecs.send(new ListClustersCommand({}));
  const { taskDefinitionArns = [] } = await ecs.send(new ListTaskDefinitionsCommand({ status: 'ACTIVE' }));
  const { taskDefinitionArns: inactive = [] } = await ecs.send(new ListTaskDefinitionsCommand({ status: 'INACTIVE' }));
  const inClusters = await Promise.all(
    clusterArns.map(async (cluster) => {
      const { serviceArns = [] } = await ecs.send(new ListServicesCommand({ cluster }));
      const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster }));
      if (serviceArns.length === 0) return { services: [], tasks: taskArns };
      const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: serviceArns }));
      return { services, tasks: taskArns };
    }),
  );
  const services = inClusters.flatMap((it) => it.services);
  return {
    clusters: clusterArns.map(lastPart),
    services: services.map((it) => `${it.serviceName} ${it.status} ${it.runningCount}/${it.desiredCount}`),
    deployments: services.flatMap((it) => (it.deployments ?? []).map(({ status }) => `${it.serviceName} ${status}`)),
    tasks: inClusters.flatMap((it) => it.tasks.map(() => 'task')),
    taskDefinitions: taskDefinitionArns.map((arn) => lastPart(arn).replace(/:\d+$/, '')),
    inactiveTaskDefinitions: inactive.map(lastPart),
  };
}

async function permissions({ iam }: Clients) {
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  // Service-linked roles are the account's, not a stack's: AWS makes them, and nobody deletes them.
  const own = Roles.filter(({ Path }) => !Path?.startsWith('/aws-service-role/'));
  const attached = await Promise.all(
    own.map(async ({ RoleName }) => {
      const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
      return AttachedPolicies.map(({ PolicyName }) => `${RoleName} ${PolicyName}`);
    }),
  );
  return { roles: own.map(({ RoleName }) => `${RoleName}`), attachedPolicies: attached.flat() };
}

async function logs({ logs }: Clients) {
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  return { logGroups: logGroups.map(({ logGroupName, retentionInDays }) => `${logGroupName} ${retentionInDays}`) };
}

async function apis({ apigatewayv2 }: Clients) {
  const { Items: apis = [] } = await apigatewayv2.send(new GetApisCommand({}));
  const { Items: links = [] } = await apigatewayv2.send(new GetVpcLinksCommand({}));
  const parts = await Promise.all(
    apis.map(async ({ ApiId }) => {
      const { Items: routes = [] } = await apigatewayv2.send(new GetRoutesCommand({ ApiId }));
      const { Items: integrations = [] } = await apigatewayv2.send(new GetIntegrationsCommand({ ApiId }));
      const { Items: stages = [] } = await apigatewayv2.send(new GetStagesCommand({ ApiId }));
      return { routes, integrations, stages };
    }),
  );
  return {
    apis: apis.map(({ Name }) => `${Name}`),
    vpcLinks: links.map(({ Name, VpcLinkStatus }) => `${Name} ${VpcLinkStatus}`),
    apiRoutes: parts.flatMap((it) => it.routes.map(({ RouteKey }) => `${RouteKey}`)),
    apiIntegrations: parts.flatMap((it) => it.integrations.map(({ ConnectionType }) => `${ConnectionType}`)),
    apiStages: parts.flatMap((it) => it.stages.map(({ StageName }) => `${StageName}`)),
  };
}

const lastPart = (arn: string) => arn.split('/').at(-1) ?? arn;
