import type * as z from 'zod';
import { architectureOf } from '../../src/facts/instance-architecture.js';
import type { configSchema } from '../../src/config/schema.js';
import type { Draft } from './any-config.js';
import { existingIds } from './existing-ids.js';
import { buildDirectory, type AnyPort, type AnyRule, type AnyService, type AnySidecar } from './any-service.js';

/** The services of a config, of choices that fit to the rest of it and to each other. */

type WrittenService = NonNullable<z.input<typeof configSchema>['services']>[string];
type WrittenJob = NonNullable<z.input<typeof configSchema>['jobs']>[string];
type Rules = NonNullable<WrittenService['rules']>;
export type Placed = AnyService & { readonly where: 'public' | 'private' };
/** Of a service or of a job. */
type PlacedTask = Omit<Placed, 'name'> & { readonly name: string };

export function possibleServices(draft: Draft) {
  const placed = draft.services.map((it) => ({ ...it, where: placeOf(it, draft) }));
  const routes = draft.ingress === 'api-cloud-map' ? routesOf(placed) : new Map<string, string[]>();
  const rules = draft.ingress.endsWith('alb') ? rulesOf(placed, draft) : new Map<string, Rules>();
  const services = placed.map((it): [string, WrittenService] => [
    it.name,
    written(it, {
      ...{ draft, routes: routes.get(it.name) ?? [], rules: rules.get(it.name) ?? [] },
      hasShare: [...rules.values()].flat().some(({ weights = {} }) => it.name in weights),
    }),
  ]);
  return { placed, services: Object.fromEntries(services) };
}

/** The jobs of a config. One runs the image of the first service, where its own processors and subnets allow that. */
export function possibleJobs(draft: Draft, [first]: readonly Placed[]) {
  const placed = draft.jobs.map(({ name, task, isOfService, before, timed }) => {
    const where = placeOf(task, draft);
    const isReached = draft.egress !== 'endpoints' || first?.where === 'private' || where === 'public';
    return { ...task, name, where, before, timed, imageOf: isOfService && isReached ? first : undefined };
  });
  const jobs = placed.map(({ imageOf: owner, before, timed, ...task }): [string, WrittenJob] => {
    const written = {
      ...endingOnce(taskOf(task, draft)),
      ...(before && first && whenOf(before, first)),
      ...(timed && timeOf(timed)),
    };
    if (!owner) return [task.name, written];
    const others = Object.fromEntries(Object.entries(written).filter(([member]) => !ofImage.includes(member)));
    return [task.name, { ...others, architecture: sizeOf(owner, draft).architecture, imageOf: owner.name }];
  });
  return { placed, jobs: Object.fromEntries(jobs) };
}
type Before = NonNullable<Draft['jobs'][number]['before']>;
const whenOf = ({ isForOne, timeout }: Before, first: Placed): Partial<WrittenJob> => ({
  before: 'deploy',
  ...(isForOne && { services: [first.name] }),
  ...(timeout !== undefined && { timeout }),
});

type Timed = NonNullable<Draft['jobs'][number]['timed']>;
const timeOf = ({ schedule, timezone, startWithin }: Timed): Partial<WrittenJob> => ({
  schedule,
  ...(timezone !== undefined && { timezone }),
  ...(startWithin !== undefined && { startWithin }),
});

/** Not started again after it has ended well. */
const endingOnce = <Task extends { restart?: { ignoredExitCodes?: number[] } | undefined }>(task: Task): Task =>
  task.restart ? { ...task, restart: { ...task.restart, ignoredExitCodes: [0] } } : task;

const ofImage = ['image', 'repository', 'build', 'tag'];

/** Where it asks to be, as far as there are such subnets; instances have no public addresses for their tasks. */
function placeOf({ subnets }: AnyService, { capacity, egress, existing }: Draft): Placed['where'] {
  const there = existing
    ? (['private', 'public'] as const).filter((kind) => existing[kind] > 0)
    : egress === 'public'
      ? (['public'] as const)
      : (['private', 'public'] as const);
  if (capacity === 'ec2') return 'private';
  return there.find((kind) => kind === subnets) ?? there[0] ?? 'public';
}

/** A route leads to one service, and to one at least. */
function routesOf(services: readonly AnyService[]): Map<string, string[]> {
  const taken = new Set<string>();
  const free = (key: string) => !taken.has(key) && taken.add(key);
  const routes = new Map(services.map(({ name, routes }) => [name, routes.filter(free)]));
  const [first] = services;
  if (taken.size === 0 && first) routes.set(first.name, ['$default']);
  return routes;
}

/** Its listener has a certificate for the names of the zone, and a domain keeps what the stack takes apart from what others do. */
export const isBehindShared = ({ isBehindShared: wish, existing, ingress }: Draft): boolean =>
  wish === true && existing !== undefined && ingress === 'alb';

/** Each path leads to one service, and some rules have a priority. A rule has five values at most. */
function rulesOf(services: readonly AnyService[], draft: Draft): Map<string, Rules> {
  const { ingress } = draft;
  let priority = 0;
  const taken = new Set<string>();
  const ruleOf = (own: string, { path, isNumbered, share, more }: AnyRule): Rules => {
    if (taken.has(path)) return [];
    taken.add(path);
    if (path === '$default') return [{ path }];
    // The name of the stack is one of the values of a rule at a listener of somebody else.
    const { sourceIps, headers, query, ...others } = chosen(
      isBehindShared(draft) ? { ...more, query: undefined } : more,
    );
    const conditions = {
      ...others,
      ...(others.host === undefined && { ...(headers && { headers }), ...(query && { query }) }),
      ...(ingress === 'alb' && sourceIps !== undefined && query === undefined && { sourceIps }),
    };
    const other = services.find(({ name }) => name !== own)?.name;
    const weights = other !== undefined && share !== undefined ? { [own]: 90, [other]: share } : undefined;
    return [{ path, ...conditions, ...(weights && { weights }), ...(isNumbered && { priority: ++priority }) }];
  };
  const rules = new Map(services.map(({ name, rules }) => [name, rules.flatMap((it) => ruleOf(name, it))]));
  const [first] = services;
  if (taken.size === 0 && first) rules.set(first.name, [{ path: '$default' }]);
  return rules;
}

interface Around {
  readonly draft: Draft;
  readonly routes: string[];
  readonly rules: Rules;
  /** Whether it has a share of a rule. */
  readonly hasShare: boolean;
}

function written(it: Placed, { draft, routes, rules, hasShare }: Around): WrittenService {
  const { name, port, allow } = it;
  const callers = it.calledBy.filter(
    (caller) => caller !== name && draft.services.some((other) => other.name === caller),
  );
  const ports = portsOf(it, draft);
  const discovery = discoveryOf(it, routes, ports);
  const isWorker =
    it.isWorker &&
    !hasShare &&
    routes.length + rules.length + allow.length + callers.length === 0 &&
    discovery?.type !== 'srv';
  return {
    ...taskOf(it, draft),
    ...(!isWorker && { port }),
    ...(Object.keys(ports).length > 0 && { ports }),
    ...{ ...countOf(it, rules), allow, calledBy: callers },
    ...rolloutOf(it),
    ...(it.keep !== undefined && { keep: it.keep }),
    ...(draft.capacity === 'fargate' && it.capacity && { capacity: it.capacity }),
    ...(discovery && { discovery }),
    ...(routes.length > 0 && { routes }),
    ...(rules.length > 0 && { rules }),
    ...((rules.length > 0 || hasShare) && { target: targetOf(it, draft) }),
  };
}

/** How many tasks it has: so many, or as many as what scales it says, and then something does. */
function countOf({ count, scaling }: Placed, rules: Rules): Pick<WrittenService, 'count' | 'scaling'> {
  if (!scaling) return { count };
  const { minimum, more, cpu = 50, memory, requestsPerTarget, cooldown, schedules } = scaling;
  const maximum = minimum + more;
  const hasRequests = requestsPerTarget !== undefined && rules.length > 0;
  return {
    ...(count >= minimum && count <= maximum && { count }),
    scaling: {
      ...{ minimum, maximum },
      // Without anything else, CPU does.
      ...((scaling.cpu !== undefined || (memory === undefined && !hasRequests && schedules.length === 0)) && { cpu }),
      ...(memory !== undefined && { memory }),
      ...(hasRequests && { requestsPerTarget }),
      ...(cooldown && { cooldown }),
      ...(schedules.length > 0 && {
        schedules: schedules.map(({ bounds, timezone, ...it }) => ({
          ...it,
          ...(timezone !== undefined && { timezone }),
          ...(bounds !== 'maximum' && { minimum: minimum + 1 }),
          ...(bounds !== 'minimum' && { maximum }),
        })),
      }),
    },
  };
}

/** One by which a task can be replaced. */
const rolloutOf = ({ rollout }: Placed): Partial<WrittenService> =>
  rollout && (rollout.minimumPercent < 100 || rollout.maximumPercent > 100)
    ? { rollout: { ...rollout, maximumPercent: rollout.minimumPercent === 0 ? rollout.maximumPercent : 200 } }
    : {};

/** The members that a service and a job have alike. */
function taskOf(it: PlacedTask, draft: Draft) {
  const { own, healthCheck, logRetentionDays } = it;
  return {
    ...imageOf(it, draft),
    ...sizeOf(it, draft),
    ...withLogin(possibleFiles(chosen(own), draft), imageOf(it, draft)),
    ...(it.memoryLimit !== undefined &&
      (own.memoryReservation ?? 0) < it.memoryLimit && { memoryLimit: it.memoryLimit }),
    volumes: { data: possibleVolume(it.volumes.data, draft), Cache_1: possibleVolume(it.volumes.Cache_1, draft) },
    ...(draft.capacity === 'fargate' && it.ephemeralStorage !== undefined && { ephemeralStorage: it.ephemeralStorage }),
    ...(it.permissions && { permissions: it.permissions }),
    ...(draft.existing && it.securityGroups > 0 && { securityGroups: existingIds.groups.slice(0, it.securityGroups) }),
    ...(it.executionRole !== undefined && { executionRole: it.executionRole }),
    ...(it.exec !== undefined && { exec: it.exec }),
    ...containersOf(it, draft),
    logRetentionDays,
    ...(healthCheck && { healthCheck }),
    ...(it.logs && { logs: it.logs }),
    ...(it.subnets === it.where && { subnets: it.where }),
    ...(it.hasLogGroup && { logGroup: `/own/${it.name}` }),
  };
}

/** A file system that is there is in a network that is; instances have what is on them. */
const possibleVolume = (volume: PlacedTask['volumes']['data'], { capacity, existing }: Draft) =>
  (volume.efs ? existing !== undefined : capacity === 'ec2') ? volume : {};

/** Fargate has no shared memory of another size, and no privileged containers. */
function possibleFiles<Members extends { sharedMemory?: number; privileged?: boolean }>(
  members: Members,
  { capacity }: Draft,
): Members {
  const { sharedMemory: _, privileged: _rights, ...others } = members;
  return capacity === 'ec2' ? members : (others as Members);
}

/** ECR takes no login. */
function withLogin<Members extends { repositoryCredentials?: string }>(
  members: Members,
  from: { image?: string },
): Members {
  const { repositoryCredentials: _, ...others } = members;
  return from.image === undefined || from.image === privateImage ? (others as Members) : members;
}

/** The members that something was chosen for: a file has no others. */
const chosen = <T extends object>(members: T) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Member in keyof T as undefined extends T[Member] ? never : Member]: T[Member];
  } & { [Member in keyof T as undefined extends T[Member] ? Member : never]?: Exclude<T[Member], undefined> };

/** The containers beside its own; each waits for one before it, as far as that can be waited for. */
function containersOf({ name, port, sidecars, waits, where, logs }: PlacedTask, draft: Draft): Partial<WrittenService> {
  const { egress } = draft;
  const isRouted = logs?.driver === 'awsfirelens';
  if (sidecars.length === 0 && !isRouted) return {};
  const image = egress === 'endpoints' && where === 'private' ? privateImage : 'nginx';
  const containers = sidecars.map(({ hasPort, hasItsVolumes, waits: wait, ...it }, i) => {
    const before = sidecars[i - 1];
    const condition = before && wait ? possibleWait(before, wait) : undefined;
    return {
      ...withLogin(possibleFiles(chosen(it), draft), { image }),
      ...(hasItsVolumes && { volumesFrom: { [name]: { readOnly: hasPort } } }),
      image,
      ...(hasPort && { port: ((port + i) % 65535) + 1 }),
      ...(condition && { dependsOn: { [`side-${i - 1}`]: condition } }),
    };
  });
  return {
    containers: {
      ...Object.fromEntries(containers.map((it, i) => [`side-${i}`, it])),
      ...(isRouted && { router: { image, firelens: { type: 'fluentbit' as const } } }),
    },
    ...(waits && sidecars.length > 0 && { dependsOn: { [`side-${sidecars.length - 1}`]: 'START' as const } }),
  };
}
const privateImage = '123456789012.dkr.ecr.us-east-1.amazonaws.com/side:1';

const possibleWait = ({ essential, healthCheck }: AnySidecar, wait: NonNullable<AnySidecar['waits']>) =>
  (wait === 'HEALTHY' && !healthCheck) || (['COMPLETE', 'SUCCESS'].includes(wait) && essential) ? 'START' : wait;

/** What cannot get out to a public image has one that is built. */
function imageOf({ name, source, image, building, tag, where }: PlacedTask, { egress }: Draft) {
  if (source === 'image' && (egress !== 'endpoints' || where === 'public')) return { image };
  const build = building ? { context: buildDirectory, ...building } : buildDirectory;
  return { repository: `own/${name}`, build, ...(source === 'tagged' && { tag }) };
}

/** Fargate has certain sizes, written in any of their forms; on instances any will do that fits on one. */
const sizeOf = ({ size, architecture }: Pick<AnyService, 'size' | 'architecture'>, { capacity, instances }: Draft) =>
  capacity === 'fargate'
    ? { ...inUnits(size), architecture }
    : {
        cpu: size.cpu > 256 ? 512 : 300,
        memory: size.memory > 512 ? 1000 : 300,
        architecture: architectureOf(instances.type),
      };

/** Whole gigabytes and vCPUs as people write them, and the others as numbers. */
const inUnits = ({ cpu, memory }: AnyService['size']) => ({
  cpu: cpu % 1024 === 0 ? `${cpu / 1024} vCPU` : cpu,
  memory: memory % 1024 === 0 ? `${memory / 1024}GB` : memory,
});

/** What API Gateway finds by its port has SRV records. */
function discoveryOf(
  { name, discovery, ports: asked }: AnyService,
  routes: readonly string[],
  ports: Ports,
): WrittenService['discovery'] {
  if (!discovery) return routes.length > 0 ? { type: 'srv' } : undefined;
  const { isNamed, ...rest } = discovery;
  const type = routes.length > 0 ? 'srv' : rest.type;
  const port = asked.find(({ key, isDiscovered }) => isDiscovered && ports[key]?.protocol !== 'udp')?.key;
  return {
    ...rest,
    ...(isNamed && { name: `X-${name}` }),
    type,
    ...(type === 'srv' && port !== undefined && { port }),
  };
}

type Ports = NonNullable<WrittenService['ports']>;
/** Their numbers are none that a container has. One of udp has no rules, and each rule a path of its own. */
function portsOf({ name, port, ports, sidecars }: Placed, draft: Draft): Ports {
  const isBalanced = draft.ingress.endsWith('alb');
  const known = (callers: readonly string[]) =>
    callers.filter((it) => it !== name && draft.services.some((other) => other.name === it));
  const written = ({ key, isBeside, protocol, hasRule, hasChecks, drain, allow, calledBy }: AnyPort, i: number) => ({
    port: ((port + 20 + i) % 65535) + 1,
    ...(isBeside && sidecars.length > 0 && { container: 'side-0' }),
    ...(protocol === 'udp' && { protocol }),
    ...(isBalanced && protocol === 'tcp' && hasRule && { rules: [{ path: `/of-${name}/${key}/*` }] }),
    target: {
      ...{ name: `${name.slice(0, 20)}-${key}-tg`, ...(hasChecks && { health: { path: '/ready', port } }) },
      ...(drain !== undefined && { drain }),
    },
    ...{ allow, calledBy: known(calledBy) },
  });
  return Object.fromEntries(ports.map((it, i) => [it.key, written(it, i)]));
}

/** ELB's names are the shortest. What is checked is what is spoken. */
function targetOf(
  { name, target: { isNamed, health, stickiness, slowStart, version: asked, ...rest } }: AnyService,
  draft: Draft,
): WrittenService['target'] {
  const { name: stack, ingress, domain } = draft;
  const version = ingress === 'alb' && domain ? asked : 'http1';
  const isTooLong = `${stack}-${name}-${version}-tls${isBehindShared(draft) ? '-0000' : ''}`.length > 32;
  const { path, codes, ...others } = chosen(health);
  const isGrpc = version === 'grpc';
  return {
    ...{ ...rest, version, ...(rest.algorithm === 'round_robin' && slowStart !== undefined && { slowStart }) },
    ...(stickiness && { stickiness: chosen(stickiness) }),
    health: isGrpc
      ? { ...others, path: '/health.Health/Check', codes: '0,12' }
      : { ...others, path, ...(codes && { codes }) },
    ...((isNamed || isTooLong) && { name: `${name.slice(0, 20)}-tg${version === 'http1' ? '' : `-${version}`}` }),
  };
}
