import { DescribeVpcEndpointServicesCommand, type ServiceDetail, type VpcEndpointType } from '@aws-sdk/client-ec2';
import { endpointServiceName, gatewayServiceName } from '../../../../facts/endpoint-service-names.js';
import { dnsSuffixOf } from '../../../../facts/partitions.js';
import { AwsError, on, type Context, type Operation } from '../../../service.js';
import { zonesOfRegion } from '../vpc/availability-zones.js';
import { filtered, type FilterValues } from '../filters.js';
import { endpointPages, page } from '../pages.js';
import { gatewayServices } from './prefix-lists.js';
import { refuseOtherMembers } from '../refusals.js';

/** A service of AWS's that endpoints lead to, in one of the ways that it can be led to. */
export interface EndpointService {
  /** As in `com.amazonaws.us-east-1.ecr.api`. */
  readonly name: string;
  readonly ServiceName: string;
  readonly type: Extract<VpcEndpointType, 'Interface' | 'Gateway'>;
  /** What the names of its endpoints end in: `api.ecr.us-east-1.vpce.amazonaws.com`. */
  readonly base: string;
  /** The public name that private DNS leads to the endpoint instead: `api.ecr.us-east-1.amazonaws.com`. */
  readonly privateName: string;
}

/**
 * The interface services, each with the host name of its API. All are in every zone of their region.
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
const hosts: Readonly<Record<string, string>> = {
  'ecr.api': 'api.ecr',
  'ecr.dkr': '*.dkr.ecr',
  logs: 'logs',
  s3: '*.s3',
  secretsmanager: 'secretsmanager',
  ssm: 'ssm',
  ssmmessages: 'ssmmessages',
  ec2messages: 'ec2messages',
  kms: 'kms',
  sts: 'sts',
  ecs: 'ecs',
  'ecs-agent': 'ecs-a',
  'ecs-telemetry': 'ecs-t',
  'guardduty-data': 'guardduty-data',
};

/** A gateway service and an interface service may have the same name: S3's have. */
const endpointServices = (context: Context): readonly EndpointService[] => [
  ...gatewayServices.map((name) => service(context, name, 'Gateway', name)),
  ...Object.entries(hosts).map(([name, host]) => service(context, name, 'Interface', host)),
];

function service({ region }: Context, name: string, type: EndpointService['type'], host: string): EndpointService {
  const suffix = dnsSuffixOf(region);
  const base = `${host.replace('*.', '')}.${region}.${type === 'Interface' ? 'vpce.' : ''}${suffix}`;
  const ServiceName = (type === 'Gateway' ? gatewayServiceName : endpointServiceName)(region, name);
  const privateName = `${host}.${region}.${suffix}`;
  return { name, ServiceName, type, base, privateName };
}

/** @throws AwsError InvalidServiceName; InvalidParameter where its endpoints are of the other type */
export function endpointServiceByName(context: Context, ServiceName: string, type: string): EndpointService {
  const namesakes = endpointServices(context).filter((it) => it.ServiceName === ServiceName);
  if (!namesakes.length) throw unknown(ServiceName);
  const found = namesakes.find((it) => it.type === type);
  if (found) return found;
  const types = namesakes.map((it) => it.type).join(', ');
  throw new AwsError(
    'InvalidParameter',
    `Endpoint type (${type}) does not match available service types ([${types}]).`,
  );
}

export const endpointServiceOperations: readonly Operation[] = [
  on(DescribeVpcEndpointServicesCommand, (question, context) => {
    refuseOtherMembers(question, ['ServiceNames', 'Filters', 'MaxResults', 'NextToken']);
    const all = endpointServices(context);
    const asked = question.ServiceNames ?? all.map(({ ServiceName }) => ServiceName);
    const stranger = asked.find((name) => !all.some(({ ServiceName }) => ServiceName === name));
    if (stranger !== undefined) throw unknown(stranger);
    const details = all.filter((it) => asked.includes(it.ServiceName)).map((it) => detail(context, it));
    const { rows, ...more } = page(filtered(details, question.Filters, filters), question, endpointPages);
    return {
      ServiceNames: [...new Set(rows.map(({ ServiceName }) => ServiceName))],
      ServiceDetails: rows,
      ...more,
    };
  }),
];

const unknown = (name: string) =>
  new AwsError('InvalidServiceName', `The Vpc Endpoint Service '${name}' does not exist`);

function detail(context: Context, { ServiceName, type, base, privateName }: EndpointService) {
  const zones = zonesOfRegion(context);
  return {
    ServiceName,
    ServiceType: [{ ServiceType: type }],
    ServiceRegion: context.region,
    AvailabilityZones: zones.map(({ ZoneName }) => ZoneName),
    AvailabilityZoneIds: zones.map(({ ZoneId }) => ZoneId),
    Owner: 'amazon',
    BaseEndpointDnsNames: [base],
    ...(type === 'Interface' && { PrivateDnsName: privateName, PrivateDnsNames: [{ PrivateDnsName: privateName }] }),
    VpcEndpointPolicySupported: true,
    AcceptanceRequired: false,
    ManagesVpcEndpoints: false,
    Tags: [],
    SupportedIpAddressTypes: ['ipv4' as const],
  } satisfies ServiceDetail;
}

const filters: FilterValues<ReturnType<typeof detail>> = {
  owner: ({ Owner }) => Owner,
  'service-name': ({ ServiceName }) => ServiceName,
  'service-region': ({ ServiceRegion }) => ServiceRegion,
  'service-type': ({ ServiceType }) => ServiceType.map((it) => it.ServiceType),
  'supported-ip-address-types': ({ SupportedIpAddressTypes }) => SupportedIpAddressTypes,
  'tag-key': () => [],
};
