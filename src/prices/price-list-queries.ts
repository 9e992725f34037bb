import type { Filter } from '@aws-sdk/client-pricing';
import type { PriceKey } from './price.js';

/** How a price is asked for: which products, and which of them is meant. */
export interface Query {
  readonly serviceCode: string;
  /** Attributes that products must have, beside the region. */
  readonly attributes: { readonly [field: string]: string };
  /** Of one price for all regions, products have no region. */
  readonly isGlobal?: true;
}
export interface PriceQuery {
  readonly query: Query;
  /** The usage type without its region's prefix: `EUC1-NatGateway-Hours` is `NatGateway-Hours`. */
  readonly usageType: string;
  /** How many of AWS's unit are one of ours: it prices one request, we a million. */
  readonly times?: number;
}

const query = (serviceCode: string, attributes: Query['attributes'] = {}): Query => ({ serviceCode, attributes });
const nat = query('AmazonEC2', { productFamily: 'NAT Gateway' });
const vpc = query('AmazonVPC');
const elb = query('AWSELB', { productFamily: 'Load Balancer-Application' });
const ecs = query('AmazonECS');
const cloudWatch = query('AmazonCloudWatch');

/**
 * Enhanced metrics and Cloud Map's calls are not asked for: how the Price List names them could not be sourced. Nor is Fargate
 * Spot, which is not in it: AWS changes these prices with what room it has, and shows them on its page alone. The usage type of
 * disks is believed, after those of the bill.
 */
const priceQueries: { readonly [key in PriceKey]?: PriceQuery } = {
  'nat-gateway-hour': { query: nat, usageType: 'NatGateway-Hours' },
  'nat-gateway-gb': { query: nat, usageType: 'NatGateway-Bytes' },
  'interface-endpoint-hour': { query: vpc, usageType: 'VpcEndpoint-Hours' },
  'interface-endpoint-gb': { query: vpc, usageType: 'VpcEndpoint-Bytes' },
  'public-ipv4-hour': { query: vpc, usageType: 'PublicIPv4:InUseAddress' },
  'alb-hour': { query: elb, usageType: 'LoadBalancerUsage' },
  'alb-lcu-hour': { query: elb, usageType: 'LCUUsage' },
  'fargate-x86_64-vcpu-hour': { query: ecs, usageType: 'Fargate-vCPU-Hours:perCPU' },
  'fargate-x86_64-gb-hour': { query: ecs, usageType: 'Fargate-GB-Hours' },
  'fargate-arm64-vcpu-hour': { query: ecs, usageType: 'Fargate-ARM-vCPU-Hours:perCPU' },
  'fargate-arm64-gb-hour': { query: ecs, usageType: 'Fargate-ARM-GB-Hours' },
  'fargate-disk-gb-hour': { query: ecs, usageType: 'Fargate-EphemeralStorage-GB-Hours' },
  'gp3-gb-month': { query: query('AmazonEC2', { volumeApiName: 'gp3' }), usageType: 'EBS:VolumeUsage.gp3' },
  'hosted-zone-month': { query: { ...query('AmazonRoute53'), isGlobal: true }, usageType: 'HostedZone' },
  'http-api-million': { query: query('AmazonApiGateway'), usageType: 'ApiGatewayHttpRequest', times: 1_000_000 },
  'logs-ingest-gb': { query: cloudWatch, usageType: 'DataProcessing-Bytes' },
  'logs-storage-gb-month': { query: cloudWatch, usageType: 'TimedStorage-ByteHrs' },
  'metric-month': { query: cloudWatch, usageType: 'CW:MetricMonitorUsage' },
  'alarm-month': { query: cloudWatch, usageType: 'CW:AlarmMonitorUsage' },
  'ecr-gb-month': { query: query('AmazonECR'), usageType: 'TimedStorage-ByteHrs' },
};

/** Undefined for what is not asked for. */
export function priceQueryFor(key: PriceKey): PriceQuery | undefined {
  if (!key.startsWith('ec2:')) return priceQueries[key];
  const instanceType = key.slice('ec2:'.length);
  const attributes = {
    instanceType,
    operatingSystem: 'Linux',
    tenancy: 'Shared',
    preInstalledSw: 'NA',
    capacitystatus: 'Used',
  };
  return { query: query('AmazonEC2', attributes), usageType: `BoxUsage:${instanceType}` };
}

/** As GetProducts takes it. Source: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_Filter.html */
export const filtersOf = ({ attributes, isGlobal }: Omit<Query, 'serviceCode'>, region: string): Filter[] =>
  Object.entries({ ...(isGlobal ? {} : { regionCode: region }), ...attributes }).map(([Field, Value]) => ({
    Type: 'TERM_MATCH',
    Field,
    Value,
  }));
