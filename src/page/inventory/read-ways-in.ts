import { GetApisCommand, GetVpcLinksCommand } from '@aws-sdk/client-apigatewayv2';
import { DescribeLoadBalancersCommand, DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  DiscoverInstancesCommand,
  ListNamespacesCommand,
  ListServicesCommand,
  type NamespaceSummary,
} from '@aws-sdk/client-servicediscovery';
import type { Senders } from '../../aws/services.js';
import { all } from '../../all.js';
import { pages } from '../../pages.js';
import { readApi, readLoadBalancer, readTargetGroup } from '../../path-facts/read-ways-in.js';
import type { Inventory, NamedService } from './inventory.js';

type WaysIn = Pick<Inventory, 'apis' | 'vpcLinks' | 'loadBalancers' | 'targetGroups' | 'cloudMapServices'>;

/** What takes requests, and where it sends them. */
export async function readWaysIn(senders: Senders): Promise<WaysIn> {
  const { apigatewayv2, elbv2 } = senders;
  const [apis, links, balancers, groups, cloudMapServices] = await all([
    pages(async (NextToken) => {
      const answer = await apigatewayv2.send(new GetApisCommand({ NextToken }));
      return { items: answer.Items, next: answer.NextToken };
    }),
    pages(async (NextToken) => {
      const answer = await apigatewayv2.send(new GetVpcLinksCommand({ NextToken }));
      return { items: answer.Items, next: answer.NextToken };
    }),
    pages(async (Marker) => {
      const answer = await elbv2.send(new DescribeLoadBalancersCommand({ Marker }));
      return { items: answer.LoadBalancers, next: answer.NextMarker };
    }),
    pages(async (Marker) => {
      const answer = await elbv2.send(new DescribeTargetGroupsCommand({ Marker }));
      return { items: answer.TargetGroups, next: answer.NextMarker };
    }),
    readCloudMap(senders),
  ]);
  return {
    apis: await all(apis.map(async ({ ApiId = '', Name = '' }) => ({ ...(await readApi(senders, ApiId)), Name }))),
    vpcLinks: links.map(({ VpcLinkId = '', Name = '', VpcLinkStatus = '', ...it }) => ({
      ...{ VpcLinkId, Name, VpcLinkStatus },
      ...{ SubnetIds: it.SubnetIds ?? [], SecurityGroupIds: it.SecurityGroupIds ?? [] },
    })),
    loadBalancers: await all(
      balancers.map(async ({ LoadBalancerArn = '', VpcId = '' }) => ({
        ...(await readLoadBalancer(senders, LoadBalancerArn)),
        VpcId,
      })),
    ),
    targetGroups: await all(groups.map(({ TargetGroupArn = '' }) => readTargetGroup(senders, TargetGroupArn))),
    cloudMapServices,
  };
}

async function readCloudMap(senders: Senders): Promise<NamedService[]> {
  const { servicediscovery } = senders;
  const namespaces = await pages(async (NextToken) => {
    const answer = await servicediscovery.send(new ListNamespacesCommand({ NextToken }));
    return { items: answer.Namespaces, next: answer.NextToken };
  });
  return (await all(namespaces.map((it) => readNamespace(senders, it)))).flat();
}

async function readNamespace(
  { servicediscovery }: Senders,
  { Id = '', Name: namespace = '' }: NamespaceSummary,
): Promise<NamedService[]> {
  const services = await pages(async (NextToken) => {
    const Filters = [{ Name: 'NAMESPACE_ID' as const, Values: [Id] }];
    const answer = await servicediscovery.send(new ListServicesCommand({ Filters, NextToken }));
    return { items: answer.Services, next: answer.NextToken };
  });
  return all(
    services.map(async ({ Arn = '', Name = '' }) => {
      const asked = { NamespaceName: namespace, ServiceName: Name, HealthStatus: 'ALL' as const, MaxResults: 1000 };
      const { Instances = [] } = await servicediscovery.send(new DiscoverInstancesCommand(asked));
      const instances = Instances.map(({ InstanceId = '', HealthStatus = 'UNKNOWN', Attributes = {} }) => ({
        ...{ InstanceId, HealthStatus, AWS_INSTANCE_IPV4: Attributes['AWS_INSTANCE_IPV4'] },
      }));
      return { Arn, Name, FullName: `${Name}.${namespace}`, instances };
    }),
  );
}
