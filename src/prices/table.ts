import type { PriceKey, Prices } from './price.js';

/**
 * The price table: on-demand, USD, Linux, the first tier, without tax and free tier. Each row says where AWS publishes
 * these figures, and how and when they were seen, which was not always there. What could not be sourced is not in it:
 * then there is no price known.
 */

interface Row {
  /** Undefined: one price for all regions. */
  readonly region?: string;
  readonly url: string;
  /** When they were seen, as far as that is known. */
  readonly date: string;
  /** Where: the page itself, or somebody's copy of what AWS says. */
  readonly seen: string;
  readonly usd: { readonly [key in PriceKey]?: number };
}

const pages = {
  vpc: 'https://aws.amazon.com/vpc/pricing/',
  privateLink: 'https://aws.amazon.com/privatelink/pricing/',
  elb: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
  fargate: 'https://aws.amazon.com/fargate/pricing/',
  ec2: 'https://aws.amazon.com/ec2/pricing/on-demand/',
  ebs: 'https://aws.amazon.com/ebs/pricing/',
  api: 'https://aws.amazon.com/api-gateway/pricing/',
  cloudWatch: 'https://aws.amazon.com/cloudwatch/pricing/',
  ecr: 'https://aws.amazon.com/ecr/pricing/',
  route53: 'https://aws.amazon.com/route53/pricing/',
  cloudMap: 'https://aws.amazon.com/cloud-map/pricing/',
  ipv4: 'https://aws.amazon.com/blogs/aws/new-aws-public-ipv4-address-charge-public-ip-insights/',
} as const;

const offer = 'AWS Price List';
/** Catalogues that are generated from the Price List API. */
const karpenter = 'Price List, as generated into github.com/aws/karpenter-provider-aws at 031e72b';
const skyPilot =
  'Price List, as generated into github.com/skypilot-org/skypilot-catalog at 001367d; its date is not known';

const everywhere: readonly Row[] = [
  { url: pages.ipv4, date: '2024-02-01', seen: 'the announcement: all regions', usd: { 'public-ipv4-hour': 0.005 } },
  { url: pages.route53, date: '2026-09-19', seen: 'the page', usd: { 'hosted-zone-month': 0.5 } },
];

const northVirginia = (url: string, date: string, seen: string, usd: Row['usd']): Row => ({
  region: 'us-east-1',
  url,
  date,
  seen,
  usd,
});
const oregon = (url: string, date: string, seen: string, usd: Row['usd']): Row => ({
  region: 'us-west-2',
  url,
  date,
  seen,
  usd,
});
const ireland = (url: string, date: string, seen: string, usd: Row['usd']): Row => ({
  region: 'eu-west-1',
  url,
  date,
  seen,
  usd,
});
const frankfurt = (url: string, date: string, seen: string, usd: Row['usd']): Row => ({
  region: 'eu-central-1',
  url,
  date,
  seen,
  usd,
});
const sydney = (url: string, date: string, seen: string, usd: Row['usd']): Row => ({
  region: 'ap-southeast-2',
  url,
  date,
  seen,
  usd,
});

const rows: readonly Row[] = [
  ...everywhere,

  northVirginia(pages.vpc, '2026-09-30', offer, {
    'nat-gateway-hour': 0.045,
    'nat-gateway-gb': 0.045,
    'public-ipv4-hour': 0.005,
  }),
  northVirginia(pages.privateLink, '2026-09-30', offer, {
    'interface-endpoint-hour': 0.01,
    'interface-endpoint-gb': 0.01,
  }),
  northVirginia(pages.elb, '2026-09-30', offer, { 'alb-hour': 0.0225, 'alb-lcu-hour': 0.008 }),
  northVirginia(pages.fargate, '2026-09-30', offer, {
    'fargate-x86_64-vcpu-hour': 0.04048,
    'fargate-x86_64-gb-hour': 0.004445,
  }),
  northVirginia(pages.fargate, '2026-07-31', offer, {
    'fargate-arm64-vcpu-hour': 0.03238,
    'fargate-arm64-gb-hour': 0.00356,
  }),
  northVirginia(pages.fargate, '2024', 'the example on the page', { 'fargate-disk-gb-hour': 0.000111 }),
  northVirginia(pages.ebs, '2026-09-30', `${offer}, SKU JG3KUJMBRGHV3N8G`, { 'gp3-gb-month': 0.08 }),
  northVirginia(pages.api, '2025-11-20', `${offer}, SKU FC2TWT2UEPTBKVBX`, { 'http-api-million': 1 }),
  northVirginia(pages.cloudWatch, '2026-01-05', 'the page', { 'logs-ingest-gb': 0.5, 'metric-month': 0.3 }),
  northVirginia(pages.cloudWatch, '2026-10', 'the page: standard resolution', { 'alarm-month': 0.1 }),
  northVirginia(pages.cloudWatch, '2026-03-26', 'a price book of CloudHealth', { 'logs-storage-gb-month': 0.03 }),
  northVirginia(pages.ecr, '2026-03', 'the page', { 'ecr-gb-month': 0.1 }),
  northVirginia(pages.cloudMap, '2026-10', 'a comparison of discovery services', { 'discovery-million': 1 }),
  northVirginia(pages.ec2, '2026-01-19', karpenter, {
    ...{
      'ec2:t3.nano': 0.0052,
      'ec2:t3.micro': 0.0104,
      'ec2:t3.small': 0.0208,
      'ec2:t3.medium': 0.0416,
      'ec2:t3.large': 0.0832,
    },
    ...{
      'ec2:t4g.nano': 0.0042,
      'ec2:t4g.micro': 0.0084,
      'ec2:t4g.small': 0.0168,
      'ec2:t4g.medium': 0.0336,
      'ec2:t4g.large': 0.0672,
    },
    ...{
      'ec2:c5.large': 0.085,
      'ec2:c5.xlarge': 0.17,
      'ec2:c5.2xlarge': 0.34,
      'ec2:c6g.large': 0.068,
      'ec2:c6g.xlarge': 0.136,
    },
    ...{ 'ec2:m5.large': 0.096, 'ec2:m5.xlarge': 0.192, 'ec2:m6g.large': 0.077, 'ec2:m6g.xlarge': 0.154 },
  }),

  oregon(pages.vpc, '2026', `${offer}; the day is not known`, { 'nat-gateway-hour': 0.045, 'nat-gateway-gb': 0.045 }),
  oregon(pages.privateLink, '2026-09-19', offer, { 'interface-endpoint-hour': 0.01, 'interface-endpoint-gb': 0.01 }),
  oregon(pages.vpc, '2026-09-19', offer, { 'public-ipv4-hour': 0.005 }),
  oregon(pages.elb, '2026-10-01', 'the page', { 'alb-hour': 0.0225 }),
  oregon(pages.fargate, '2022', 'an estimate by Defang: 730 vCPU-hours for 29.55, 365 GB-hours for 1.63', {
    ...{ 'fargate-x86_64-vcpu-hour': 0.04048, 'fargate-x86_64-gb-hour': 0.004445 },
  }),
  oregon(pages.ebs, '2026-09-19', offer, { 'gp3-gb-month': 0.08 }),
  oregon(pages.api, '2026-09-19', 'the page', { 'http-api-million': 1 }),
  oregon(pages.cloudWatch, '2026-09-19', 'the page', {
    'logs-ingest-gb': 0.5,
    'logs-storage-gb-month': 0.03,
    'metric-month': 0.3,
  }),
  oregon(pages.cloudWatch, '2024', 'a bill: 0.10 per alarm-month; the day is not known', { 'alarm-month': 0.1 }),
  oregon(pages.ec2, '2025', skyPilot, {
    ...{
      'ec2:t3.nano': 0.0052,
      'ec2:t3.micro': 0.0104,
      'ec2:t3.small': 0.0208,
      'ec2:t3.medium': 0.0416,
      'ec2:t3.large': 0.0832,
    },
    ...{ 'ec2:t4g.micro': 0.0084, 'ec2:t4g.medium': 0.0336, 'ec2:t4g.large': 0.0672 },
    ...{ 'ec2:c5.xlarge': 0.17, 'ec2:m5.large': 0.096, 'ec2:m5.xlarge': 0.192 },
  }),

  ireland(pages.vpc, '2026-09-25', offer, { 'nat-gateway-hour': 0.048, 'nat-gateway-gb': 0.048 }),
  ireland(pages.privateLink, '2026', 'a bill: 10 endpoint-zones for 384 hours are 42.24', {
    'interface-endpoint-hour': 0.011,
  }),
  ireland(pages.vpc, '2026-07-31', 'a bill: 1,783 hours are 8.91', { 'public-ipv4-hour': 0.005 }),
  ireland(pages.elb, '2026-07-31', 'a bill: 595 hours are 15.00', { 'alb-hour': 0.0252 }),
  ireland(pages.elb, '2026-09-11', offer, { 'alb-lcu-hour': 0.008 }),
  ireland(pages.fargate, '2026-05-01', offer, {
    ...{ 'fargate-x86_64-vcpu-hour': 0.04048, 'fargate-x86_64-gb-hour': 0.004445 },
    ...{ 'fargate-arm64-vcpu-hour': 0.03238, 'fargate-arm64-gb-hour': 0.00356 },
  }),
  ireland(pages.cloudWatch, '2022-04-30', 'a bill: two alarms are 0.20', { 'alarm-month': 0.1 }),
  ireland(pages.ecr, '2026-05-01', offer, { 'ecr-gb-month': 0.1 }),
  ireland(pages.ec2, '2025', skyPilot, {
    ...{
      'ec2:t3.nano': 0.0057,
      'ec2:t3.micro': 0.0114,
      'ec2:t3.small': 0.0228,
      'ec2:t3.medium': 0.0456,
      'ec2:t3.large': 0.0912,
    },
    ...{ 'ec2:t4g.nano': 0.0046, 'ec2:t4g.micro': 0.0092, 'ec2:t4g.medium': 0.0368, 'ec2:t4g.large': 0.0736 },
    ...{ 'ec2:c5.xlarge': 0.192, 'ec2:m5.large': 0.107, 'ec2:m5.xlarge': 0.214 },
  }),

  frankfurt(pages.vpc, '2026-09', 'a budget: two gateways more are 75.92 a month', { 'nat-gateway-hour': 0.052 }),
  frankfurt(pages.privateLink, '2026-09-22', offer, {
    'interface-endpoint-hour': 0.012,
    'interface-endpoint-gb': 0.01,
  }),
  frankfurt(pages.vpc, '2026-08-26', offer, { 'public-ipv4-hour': 0.005 }),
  frankfurt(pages.elb, '2024-09-17', 'a bill in FOCUS form', { 'alb-hour': 0.027 }),
  frankfurt(pages.fargate, '2026-09-09', offer, {
    'fargate-x86_64-vcpu-hour': 0.04656,
    'fargate-x86_64-gb-hour': 0.00511,
  }),
  frankfurt(pages.ebs, '2026-08-26', offer, { 'gp3-gb-month': 0.0952 }),
  frankfurt(pages.cloudWatch, '2026-03-26', 'a price book of CloudHealth', { 'logs-ingest-gb': 0.63 }),
  frankfurt(pages.ec2, '2026-08-26', offer, { 'ec2:t4g.small': 0.0192 }),
  frankfurt(pages.ec2, '2025', skyPilot, {
    ...{
      'ec2:t3.nano': 0.006,
      'ec2:t3.micro': 0.012,
      'ec2:t3.small': 0.024,
      'ec2:t3.medium': 0.048,
      'ec2:t3.large': 0.096,
    },
    ...{ 'ec2:t4g.nano': 0.0048, 'ec2:t4g.micro': 0.0096, 'ec2:t4g.medium': 0.0384, 'ec2:t4g.large': 0.0768 },
    ...{ 'ec2:c5.xlarge': 0.194, 'ec2:m5.large': 0.115, 'ec2:m5.xlarge': 0.23 },
  }),

  sydney(pages.vpc, '2026-03', 'a bill: five gateways for a month of 744 hours are 219.48', {
    'nat-gateway-hour': 0.059,
  }),
  sydney(pages.elb, '2017-12-18', 'the page', { 'alb-hour': 0.0252 }),
  sydney(pages.fargate, '2021-11', 'the page; not before arm64 came, the day is not known', {
    ...{ 'fargate-x86_64-vcpu-hour': 0.04856, 'fargate-x86_64-gb-hour': 0.00532 },
    ...{ 'fargate-arm64-vcpu-hour': 0.03885, 'fargate-arm64-gb-hour': 0.00426 },
  }),
  sydney(pages.ec2, '2025', skyPilot, {
    ...{
      'ec2:t3.nano': 0.0066,
      'ec2:t3.micro': 0.0132,
      'ec2:t3.small': 0.0264,
      'ec2:t3.medium': 0.0528,
      'ec2:t3.large': 0.1056,
    },
    ...{ 'ec2:t4g.nano': 0.0053, 'ec2:t4g.micro': 0.0106, 'ec2:t4g.medium': 0.0424, 'ec2:t4g.large': 0.0848 },
    ...{ 'ec2:c5.xlarge': 0.222, 'ec2:m5.large': 0.12, 'ec2:m5.xlarge': 0.24 },
  }),
];

/** The regions that the table knows. */
export const pricedRegions: readonly string[] = [...new Set(rows.flatMap(({ region }) => region ?? []))];

/** The table's prices of a region; of a region that it does not know, not even those that are one everywhere. */
export const pricesIn =
  (region: string): Prices =>
  (key) => {
    if (!pricedRegions.includes(region)) return undefined;
    const row = rows.findLast((it) => (it.region ?? region) === region && it.usd[key] !== undefined);
    const usd = row?.usd[key];
    return row && usd !== undefined ? { usd, url: row.url, date: row.date } : undefined;
  };
