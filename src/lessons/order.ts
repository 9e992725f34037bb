/** They belong to no noun of a stack: whose credentials these are, and what all nouns have in common. */
export const general: readonly string[] = ['identity', 'tags'];

/** What people ask about that is no noun, and that several nouns have a part in. */
export const topics: readonly string[] = [
  'what-provision-adds',
  'costs',
  'propagation',
  'throttling',
  'quotas',
  'service-linked-roles',
  'cidr',
  'dns',
  'network-acl',
  'srv-records',
  'fargate',
  'spot',
  'deployments',
  'circuit-breaker',
  'health-checks',
  'draining',
  'exec',
  'network-load-balancer',
  'tls',
  'cors',
];

/** Whether something is explained that is no resource, and has no price of its own. */
export const isTopic = (noun: string): boolean => topics.includes(noun);

/** These are nouns of four services, and are taught together: from the image of a machine to the machine. */
const machines: readonly string[] = [
  'ami',
  'instance-profile',
  'launch-template',
  'auto-scaling-group',
  'capacity-provider',
  'cluster-capacity-providers',
  'auto-scaling-minimum',
  'key-pair',
  'instance',
];

/**
 * The order in which a learner meets the nouns: network, rights, containers, machines, endpoints.
 * @param nouns in the order of the services' indexes, which is the same but for the machines
 */
export function inTeachingOrder(nouns: readonly string[]): string[] {
  const others = nouns.filter((noun) => !machines.includes(noun));
  const at = nouns.findIndex((noun) => noun === machines[0]);
  const before = nouns.slice(0, Math.max(at, 0)).filter((noun) => others.includes(noun)).length;
  return [...others.slice(0, before), ...machines.filter((noun) => nouns.includes(noun)), ...others.slice(before)];
}

/** Whether a noun is an instance, or what instances are made of or used by. */
export const isMachine = (noun: string): boolean => machines.includes(noun);
