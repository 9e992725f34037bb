import type * as z from 'zod';
import type { configSchema } from '../../src/config/schema.js';
import { subnetCidr } from '../../src/address-range.js';
import type { Draft } from './any-config.js';
import { existingIds } from './existing-ids.js';
import { isBehindShared, possibleJobs, possibleServices, type Placed } from './possible-service.js';

/** As a user writes it. */
type Input = z.input<typeof configSchema>;
export type Written = Input & { name: string } & Required<Pick<Input, 'services'>>;
type Part<Name extends keyof Written> = NonNullable<Written[Name]>;

/**
 * A config of these choices in which everything fits together: what cannot be with what was chosen before it is
 * changed, or left out. Ids of an existing network are those of `existingIds`, which stand for real ones.
 */
export function possible(given: Draft): Written {
  const draft = consistent(given);
  const { name, tags, tagCreator, cluster, isShared, executionRole, capacity, containerInsights, instances, consumer } =
    draft;
  const { placed, services } = possibleServices(draft);
  const { placed: ofJobs, jobs } = possibleJobs(draft, placed);
  const isDiscovered = Object.values(services).some(({ discovery }) => discovery);
  const namespace = draft.namespace ?? (isDiscovered ? 'internal' : undefined);
  return {
    name,
    tags,
    tagCreator,
    network: network(draft, [...placed, ...ofJobs]),
    ...(namespace !== undefined && { namespace }),
    cluster: {
      ...(isShared === true && capacity === 'fargate'
        ? { arn: existingIds.cluster }
        : cluster !== undefined && { name: cluster }),
      ...(executionRole !== undefined && { executionRole }),
      ...{ capacity, containerInsights },
      ...(capacity === 'ec2' && { instances: { ...instances, max: 20 } }),
    },
    services,
    jobs,
    ingress: ingress(draft),
    ...(consumer && { consumer: bastion(consumer) }),
  };
}

/** A text with the real ids in the place of these. */
export const withRealIds = (text: string, real: ReadonlyMap<string, string>): string =>
  [...real].reduce((it, [id, its]) => it.replaceAll(id, its), text);

/**
 * Tasks on instances need private subnets, and load balancers two of a kind: in all zones of the tasks, if both sides
 * have subnets.
 */
function consistent({ egress, existing: given, zones: some, ...others }: Draft): Draft {
  const draft = { ...others, zones: others.ingress.endsWith('alb') && some === 1 ? (2 as const) : some };
  const needsNat = draft.capacity === 'ec2' && egress === 'public';
  if (!given) return { ...draft, existing: given, egress: needsNat ? 'nat' : egress };
  const inside = draft.capacity === 'ec2' ? Math.max(given.private, 1) : given.private;
  const closed = draft.ingress === 'api-alb' && inside > 0 ? Math.max(inside, 2) : inside;
  const isOutside = draft.ingress === 'alb' || (draft.ingress === 'api-alb' && closed === 0);
  const open = Math.max(given.public, isOutside ? 2 : closed === 0 ? 1 : 0);
  const both = Math.max(open, closed);
  const existing =
    draft.ingress.endsWith('alb') && open > 0 && closed > 0
      ? { public: both, private: both }
      : { public: open, private: closed };
  return { ...draft, egress, existing };
}

function network(
  { cidr, zones, egress, endpoints, hasRanges, existing, ingress }: Draft,
  placed: readonly Pick<Placed, 'where'>[],
): Part<'network'> {
  if (existing) {
    const { vpc, public: open, private: closed } = existingIds;
    return {
      egress,
      existing: { vpc, public: open.slice(0, existing.public), private: closed.slice(0, existing.private) },
    };
  }
  const isOpen = egress !== 'endpoints' || ingress === 'alb' || placed.some(({ where }) => where === 'public');
  // Not where they would be by themselves.
  const ranges = (from: number) => Array.from({ length: zones }, (_, i) => subnetCidr(cidr, from - i));
  const subnets = { ...(isOpen && { public: ranges(15) }), ...(egress !== 'public' && { private: ranges(7) }) };
  return { cidr, zones, egress, endpoints, ...(hasRanges && { subnets }) };
}

/** Where the stack's name cannot be the load balancer's, that has one of its own. */
function ingress(draft: Draft): Part<'ingress'> {
  const { ingress: kind, cors, apiRoutes, loadBalancer, logRetentionDays, name, domain } = draft;
  const isApi = kind === 'api-cloud-map' || kind === 'api-alb';
  if (isBehindShared(draft))
    return {
      type: 'alb',
      loadBalancer: { arn: existingIds.balancer },
      domain: {
        name: domain?.name ?? 'api.example.com',
        ...(domain?.given.startsWith('zone') && { zone: domainOf(domain).zone }),
      },
    };
  const balancerName = loadBalancer.name ?? (name.length > 32 || name.startsWith('internal-') ? 'front' : undefined);
  const { name: _, ...options } = loadBalancer;
  const { allowCredentials = false, allowOrigins = [] } = cors ?? {};
  return {
    type: isApi ? 'http-api' : kind === 'alb' ? 'alb' : 'none',
    ...(isApi && { via: kind === 'api-alb' ? 'alb' : 'cloud-map', logRetentionDays }),
    ...(kind === 'api-alb' && apiRoutes && { routes: apiRoutes }),
    ...(isApi && cors && { cors: { ...cors, allowCredentials: allowCredentials && !allowOrigins.includes('*') } }),
    ...(kind.endsWith('alb') && {
      loadBalancer: { ...options, ...(balancerName !== undefined && { name: balancerName }) },
    }),
    ...(kind !== 'none' && domain && { domain: domainOf(domain) }),
  };
}

const domainOf = ({ given, ...names }: NonNullable<Draft['domain']>): NonNullable<Part<'ingress'>['domain']> => ({
  ...names,
  ...(given.startsWith('zone') && { zone: given === 'zone by its id' ? existingIds.zone : 'example.com' }),
  ...(given.endsWith('certificate') && { certificate: existingIds.certificate }),
});

const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f me';

const bastion = ({ hasSsh, ...it }: NonNullable<Draft['consumer']>): Part<'consumer'> => ({
  ...it,
  ...(hasSsh && { ssh: { publicKey, cidr: '203.0.113.7/32' } }),
});
