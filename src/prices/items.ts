import type { FixedKey, UsageKey } from '../billing.js';

/** What is billed for as long as it exists, in words, and how AWS counts it. */
export interface FixedItem {
  readonly item: string;
  /** In the singular. */
  readonly unit: string;
  readonly per: 'hour' | 'month';
  /** Each second; or every hour or month that has begun. */
  readonly billedBy: 'second' | 'hour' | 'month';
}

/**
 * Every hour of a NAT gateway, an endpoint or a load balancer that has begun counts whole, and so does a zone's month. Bills
 * have parts of an alarm's month; that these are hours is believed.
 * Sources: the pages in `table.ts`, https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/troubleshooting-billed-twice.html
 */
const items: { readonly [key in Exclude<FixedKey, `ec2:${string}`>]: FixedItem } = {
  'nat-gateway-hour': { item: 'NAT gateway', unit: 'gateway', per: 'hour', billedBy: 'hour' },
  'interface-endpoint-hour': { item: 'interface endpoint', unit: 'endpoint and zone', per: 'hour', billedBy: 'hour' },
  'public-ipv4-hour': { item: 'public IPv4 address', unit: 'address', per: 'hour', billedBy: 'second' },
  'alb-hour': { item: 'load balancer', unit: 'load balancer', per: 'hour', billedBy: 'hour' },
  'fargate-x86_64-vcpu-hour': { item: 'Fargate CPU', unit: 'vCPU', per: 'hour', billedBy: 'second' },
  'fargate-x86_64-gb-hour': { item: 'Fargate memory', unit: 'GB', per: 'hour', billedBy: 'second' },
  'fargate-arm64-vcpu-hour': { item: 'Fargate CPU (arm64)', unit: 'vCPU', per: 'hour', billedBy: 'second' },
  'fargate-arm64-gb-hour': { item: 'Fargate memory (arm64)', unit: 'GB', per: 'hour', billedBy: 'second' },
  'fargate-spot-x86_64-vcpu-hour': { item: 'Fargate Spot CPU', unit: 'vCPU', per: 'hour', billedBy: 'second' },
  'fargate-spot-x86_64-gb-hour': { item: 'Fargate Spot memory', unit: 'GB', per: 'hour', billedBy: 'second' },
  'fargate-spot-arm64-vcpu-hour': { item: 'Fargate Spot CPU (arm64)', unit: 'vCPU', per: 'hour', billedBy: 'second' },
  'fargate-spot-arm64-gb-hour': { item: 'Fargate Spot memory (arm64)', unit: 'GB', per: 'hour', billedBy: 'second' },
  'fargate-disk-gb-hour': { item: 'Fargate disk above 20 GB', unit: 'GB', per: 'hour', billedBy: 'second' },
  'gp3-gb-month': { item: 'root volume (gp3)', unit: 'GB', per: 'month', billedBy: 'second' },
  'hosted-zone-month': { item: 'private DNS zone', unit: 'zone', per: 'month', billedBy: 'month' },
  'alarm-month': { item: 'CloudWatch alarm', unit: 'alarm', per: 'month', billedBy: 'hour' },
};

/** What a fixed price is for. */
export const fixedItem = (key: FixedKey): FixedItem =>
  isInstance(key)
    ? { item: `EC2 ${key.slice('ec2:'.length)}`, unit: 'instance', per: 'hour', billedBy: 'second' }
    : items[key];

const isInstance = (key: FixedKey): key is `ec2:${string}` => key.startsWith('ec2:');

/** What is billed by use, in words, and how much of it is a small example. */
export const usageItem: {
  readonly [key in UsageKey]: { readonly item: string; readonly unit: string; readonly example: number };
} = {
  'fargate-x86_64-vcpu-hour': { item: 'Fargate CPU of jobs', unit: 'vCPU-hour', example: 1 },
  'fargate-x86_64-gb-hour': { item: 'Fargate memory of jobs', unit: 'GB-hour', example: 2 },
  'fargate-arm64-vcpu-hour': { item: 'Fargate CPU of jobs (arm64)', unit: 'vCPU-hour', example: 1 },
  'fargate-arm64-gb-hour': { item: 'Fargate memory of jobs (arm64)', unit: 'GB-hour', example: 2 },
  'nat-gateway-gb': { item: 'data through NAT gateways', unit: 'GB', example: 10 },
  'interface-endpoint-gb': { item: 'data through interface endpoints', unit: 'GB', example: 10 },
  'alb-lcu-hour': { item: 'load balancer capacity', unit: 'LCU-hour', example: 730 },
  'http-api-million': { item: 'HTTP API requests', unit: 'million', example: 1 },
  'logs-ingest-gb': { item: 'log lines written', unit: 'GB', example: 1 },
  'logs-storage-gb-month': { item: 'log lines kept', unit: 'GB and month', example: 1 },
  'metric-month': { item: 'Container Insights metrics', unit: 'metric and month', example: 10 },
  'enhanced-metric-month': { item: 'Container Insights metrics, enhanced', unit: 'metric and month', example: 10 },
  'discovery-million': { item: 'Cloud Map discovery', unit: 'million calls', example: 1 },
  'ecr-gb-month': { item: 'images kept in ECR', unit: 'GB and month', example: 1 },
};
