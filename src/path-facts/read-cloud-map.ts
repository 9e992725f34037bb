import { GetHostedZoneCommand } from '@aws-sdk/client-route-53';
import {
  DiscoverInstancesCommand,
  GetNamespaceCommand,
  GetServiceCommand,
  type Namespace,
  type Service,
} from '@aws-sdk/client-servicediscovery';
import { all } from '../all.js';
import type { Senders } from '../aws/services.js';
import type { CloudMapService } from '../path/facts.js';

/** What Cloud Map answers to those who ask for instances, as a VPC link does: the healthy ones, or all where none is. */
export const readCloudMapService = async (cloud: Senders, Arn: string): Promise<CloudMapService> =>
  instancesOf(cloud, Arn, await itself(cloud, Arn));

/** The same, with the name that DNS has of it, and where that name can be resolved. */
export async function readNamedService(cloud: Senders, Arn: string): Promise<CloudMapService> {
  const found = await itself(cloud, Arn);
  const [service, VpcIds] = await all([instancesOf(cloud, Arn, found), vpcsOf(cloud, found.namespace)]);
  const { DnsConfig, Name } = found.service ?? {};
  const hasDns = found.namespace?.Type !== 'HTTP';
  return {
    ...service,
    ...(hasDns && { DnsName: `${Name}.${found.namespace?.Name}`, VpcIds }),
    RecordTypes: (DnsConfig?.DnsRecords ?? []).flatMap(({ Type }) => Type ?? []),
  };
}

interface Found {
  readonly service: Service | undefined;
  readonly namespace: Namespace | undefined;
}

async function itself({ servicediscovery }: Senders, Arn: string): Promise<Found> {
  const { Service } = await servicediscovery.send(new GetServiceCommand({ Id: Arn.split('/').at(-1) }));
  const { Namespace } = await servicediscovery.send(new GetNamespaceCommand({ Id: Service?.NamespaceId }));
  return { service: Service, namespace: Namespace };
}

async function instancesOf(
  { servicediscovery }: Senders,
  Arn: string,
  { service, namespace }: Found,
): Promise<CloudMapService> {
  const asked = { NamespaceName: namespace?.Name, ServiceName: service?.Name, MaxResults: 1000 };
  const { Instances = [] } = await servicediscovery.send(new DiscoverInstancesCommand(asked));
  return {
    ...{ Arn, Name: service?.Name ?? '' },
    instances: Instances.map(({ InstanceId = '', HealthStatus = 'HEALTHY', Attributes = {} }) => ({
      ...{ InstanceId, HealthStatus, AWS_INSTANCE_IPV4: Attributes['AWS_INSTANCE_IPV4'] },
      ...(Attributes['AWS_INSTANCE_PORT'] !== undefined && {
        AWS_INSTANCE_PORT: Number(Attributes['AWS_INSTANCE_PORT']),
      }),
    })),
  };
}

/** A private namespace is a hosted zone, and DNS of the zone's VPCs alone knows its names. */
async function vpcsOf({ route53 }: Senders, namespace: Namespace | undefined): Promise<string[]> {
  const Id = namespace?.Properties?.DnsProperties?.HostedZoneId;
  if (Id === undefined) return [];
  const { VPCs = [] } = await route53.send(new GetHostedZoneCommand({ Id }));
  return VPCs.flatMap(({ VPCId }) => VPCId ?? []);
}
