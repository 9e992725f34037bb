/**
 * How long AWS takes for what is not done at once, in seconds. The sandbox takes the usual time, and a rehearsal measures it; the
 * lesson of the noun says no other number (test/lessons/durations.test.ts). AWS publishes hardly any of these: they are medians and
 * ranges of public logs of Terraform, CloudFormation and others. What AWS says, and what rests on one log or on a guess, is marked.
 */
export interface Latency {
  /** Whose lesson tells it. */
  readonly noun: string;
  /** What is waited for. */
  readonly verb: 'create' | 'delete';
  readonly usual: number;
  /** The shortest and the longest that was seen, where several were. */
  readonly from?: number;
  readonly to?: number;
}

export const latencies = {
  'vpc available': { noun: 'vpc', verb: 'create', usual: 2 },
  'nat-gateway available': { noun: 'nat-gateway', verb: 'create', usual: 114, from: 84, to: 124 },
  'nat-gateway deleted': { noun: 'nat-gateway', verb: 'delete', usual: 56, from: 42, to: 61 },
  'interface-endpoint available': { noun: 'vpc-endpoint', verb: 'create', usual: 43, from: 43, to: 113 },
  'gateway-endpoint available': { noun: 'vpc-endpoint', verb: 'create', usual: 6, from: 6, to: 8 },
  /** Estimated: one log says that both ends together take 70 at most. */
  'interface-endpoint deleted': { noun: 'vpc-endpoint', verb: 'delete', usual: 40 },
  'load-balancer active': { noun: 'load-balancer', verb: 'create', usual: 172, from: 131, to: 190 },
  /** Its network interfaces go on holding subnets, groups and addresses. */
  'load-balancer interfaces gone': { noun: 'load-balancer', verb: 'delete', usual: 30, from: 25, to: 36 },
  'namespace created': { noun: 'namespace', verb: 'create', usual: 44, from: 44, to: 47 },
  /** Estimated. */
  'namespace deleted': { noun: 'namespace', verb: 'delete', usual: 30, from: 25, to: 45 },
  /** "A few minutes", says AWS; public logs show one to ten. */
  'vpc-link available': { noun: 'vpc-link', verb: 'create', usual: 120, from: 60, to: 600 },
  /** Estimated: as long as making it. */
  'vpc-link deleted': { noun: 'vpc-link', verb: 'delete', usual: 120, from: 60, to: 600 },
  'instance running': { noun: 'instance', verb: 'create', usual: 30, from: 25, to: 50 },
  /** EC2 knows its name. Source: benchmarks of CreateInstanceProfile and RunInstances. */
  'instance-profile visible': { noun: 'instance-profile', verb: 'create', usual: 8, from: 7, to: 9 },
  /** One log: CloudFormation's events for the deletion of a provider. */
  'capacity-provider deleted': { noun: 'capacity-provider', verb: 'delete', usual: 20 },
  /** "Generally within 60 seconds", says AWS: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html */
  'record-set in sync': { noun: 'record-set', verb: 'create', usual: 30, to: 60 },
} as const satisfies { readonly [what: string]: Latency };
