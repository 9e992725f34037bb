import { initialCount } from '../config/initial-count.js';
import { configSchema, type Config } from '../config/schema.js';
import { existingBalancerOf } from '../config/placement.js';
import { conditionsOf, isForTheRest } from '../config/rule-conditions.js';
import type { TaskSettings } from '../config/tasks.js';
import type { Estimate } from './estimate.js';

/** The same stack with a change that makes it cheaper. */
export interface Alternative {
  /** What would be different, as an offer. */
  readonly title: string;
  /** The members of the config to change, and what to. */
  readonly change: string;
  readonly givesUp: string;
  /** USD less than the stack as it is. */
  readonly perHour: number;
  readonly perMonth: number;
}

interface Idea extends Pick<Alternative, 'title' | 'givesUp'> {
  /** The members to change, of any config or of this one. */
  readonly change: string | ((config: Config) => string);
  /** @returns undefined where there is nothing to change */
  of(config: Config): object | undefined;
}

/**
 * What of a list of ideas really makes a stack cheaper, the cheapest first: each changed config is estimated as a stack
 * of its own. One that the config's rules refuse is none, and neither is one with a price that is not known.
 * @param estimate of any config
 */
export function alternativesTo(config: Config, estimate: (config: Config) => Estimate): Alternative[] {
  const now = estimate(config);
  return ideas
    .flatMap(({ of, change, ...description }): Alternative[] => {
      const changed = validConfig(of(config), config);
      const then = changed && estimate(changed);
      if (!then || then.unknown.some(({ isFixed }) => isFixed) || then.perMonth > now.perMonth - leastSaving) return [];
      const members = typeof change === 'string' ? change : change(config);
      return [
        {
          ...description,
          change: members,
          perHour: now.perHour - then.perHour,
          perMonth: now.perMonth - then.perMonth,
        },
      ];
    })
    .toSorted((a, b) => b.perMonth - a.perMonth);
}

/** USD a month: less is not worth a line. */
const leastSaving = 0.5;

/** Undefined where no user could write it. */
function validConfig(changed: object | undefined, { name }: Config): Config | undefined {
  const parsed = changed && configSchema.safeParse(changed);
  return parsed?.success ? { ...parsed.data, name } : undefined;
}

const nats = ['nat', 'nat-per-zone'];

const ideas: readonly Idea[] = [
  {
    title: 'one NAT gateway for all zones',
    change: 'network.egress: nat',
    givesUp: 'when its zone fails, no private task gets out; traffic from the other zones is billed between zones',
    of: (config) => (config.network.egress === 'nat-per-zone' ? withEgress(config, 'nat') : undefined),
  },
  {
    title: 'VPC endpoints in place of NAT',
    change: 'network.egress: endpoints',
    givesUp: 'private tasks reach the services of AWS that have an endpoint, and nothing else on the internet',
    of: (config) => (nats.includes(config.network.egress) ? withEgress(config, 'endpoints') : undefined),
  },
  {
    title: 'one NAT gateway in place of VPC endpoints',
    change: 'network.egress: nat',
    givesUp: 'private tasks can reach all of the internet, and lose their way out when the zone of the gateway fails',
    of: (config) => (config.network.egress === 'endpoints' ? withEgress(config, 'nat') : undefined),
  },
  {
    title: 'tasks in public subnets',
    change: 'network.egress: public',
    givesUp: 'each task has an address on the internet, and only its security group keeps strangers out',
    of: (config) => (config.network.egress === 'public' ? undefined : inPublic(config)),
  },
  {
    title: 'an HTTP API that finds tasks through Cloud Map, in place of the load balancer',
    change: 'ingress: { type: http-api, via: cloud-map }, and routes in place of rules',
    givesUp:
      "the load balancer's health checks and its even spread of requests; other tasks find SRV records, not addresses",
    of: withoutBalancer,
  },
  {
    title: 'arm64 processors',
    change: 'architecture: arm64',
    givesUp: 'images must be built for arm64',
    of: (config) =>
      config.cluster.capacity === 'fargate' ? eachTask(config, (it) => ({ ...it, architecture: 'arm64' })) : undefined,
  },
  {
    title: 'one task of each service',
    change: ({ services }) => {
      const isScaled = Object.values(services).map(({ scaling }) => scaling !== undefined);
      return [isScaled.includes(false) && 'count: 1', isScaled.includes(true) && 'scaling.minimum: 1']
        .filter((it) => it !== false)
        .join(', ');
    },
    givesUp: 'when a task or its zone fails, its service is gone until another one has started',
    of: (config) => eachService(config, withOneTask),
  },
];

type Service = Config['services'][string];

const withOneTask = ({ scaling, ...it }: Service): Service => ({
  ...it,
  count: Math.min(initialCount({ ...it, scaling }), 1),
  ...(scaling && { scaling: { ...scaling, minimum: Math.min(scaling.minimum, 1) } }),
});

const eachService = (config: Config, change: (service: Service) => object) => ({
  ...config,
  services: changed(config.services, change),
});

/** The services and the jobs. */
const eachTask = (config: Config, change: (task: TaskSettings) => object) => ({
  ...eachService(config, change),
  jobs: changed(config.jobs, change),
});

const changed = <Task>(tasks: { readonly [name: string]: Task }, change: (task: Task) => object) =>
  Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, change(task)]));

/** A network of somebody else's is as it is. */
const withEgress = (config: Config, egress: string) =>
  config.network.existing ? undefined : { ...config, network: { ...config.network, egress } };

/** Without private subnets, no addresses for them, and no service that asks for one. */
function inPublic(config: Config) {
  const { existing, subnets, ...network } = config.network;
  if (existing) return undefined;
  const ranges = subnets?.public ? { subnets: { public: subnets.public } } : {};
  const { services, jobs } = eachTask(config, ({ subnets: _, ...it }) => it);
  return { ...config, services, jobs, network: { ...network, ...ranges, endpoints: [], egress: 'public' } };
}

/** Each rule becomes routes; undefined where none can say the same, as for a star in the middle of a path. */
function withoutBalancer(config: Config): object | undefined {
  const { loadBalancer: _loadBalancer, routes: _routes, ...ingress } = config.ingress;
  // One that exists already is its owner's to pay.
  if (existingBalancerOf(config)) return undefined;
  if (ingress.type === 'none' || (ingress.type === 'http-api' && ingress.via !== 'alb')) return undefined;
  const routes = Object.values(config.services).map(({ rules }) =>
    rules.flatMap((rule) => routesFor(rule) ?? [undefined]),
  );
  if (routes.some((those) => those.includes(undefined))) return undefined;
  // API Gateway needs the port, which only SRV records have, and finds tasks in the VPC that it is linked to.
  const { services } = eachService(config, ({ rules, target: _target, ...service }) => {
    if (rules.length === 0) return service;
    const discovery = { ...service.discovery, type: 'srv' };
    return { ...service, discovery, routes: rules.flatMap((rule) => routesFor(rule) ?? []) };
  });
  return {
    ...config,
    services,
    namespace: config.namespace ?? 'internal',
    ingress: { ...ingress, type: 'http-api', via: 'cloud-map' },
  };
}

type RuleOfService = Config['services'][string]['rules'][number];

/** An HTTP API chooses by method and path alone, and shares nothing out. */
function routesFor(rule: RuleOfService): string[] | undefined {
  if (isForTheRest(rule)) return ['$default'];
  if (rule.weights) return undefined;
  const conditions = conditionsOf(rule);
  const valuesOf = (field: string) => conditions.find((it) => it.field === field)?.values;
  if (conditions.some(({ field }) => field !== 'path' && field !== 'methods')) return undefined;
  const made = (valuesOf('path') ?? []).flatMap((path) => pathsFor(path) ?? [undefined]);
  if (made.length === 0 || made.includes(undefined)) return undefined;
  return (valuesOf('methods') ?? ['ANY']).flatMap((method) => made.map((path) => `${method} ${path}`));
}

function pathsFor(path: string): string[] | undefined {
  const [, exact = '', star = ''] = /^(\/[^*?]*?)\/?(\*?)$/.exec(path) ?? [];
  if (exact === '' || (star === '' && exact !== path)) return undefined;
  return star ? [exact, `${exact}/{proxy+}`] : [exact];
}
