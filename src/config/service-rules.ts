import { architectureOf } from '../facts/instance-architecture.js';
import { fargateCpus, isFargateSize, nearestFargateSizes } from '../facts/fargate-sizes.js';
import { factsOf, instanceTypes, roomOf, type InstanceTypeFacts } from '../facts/instance-types.js';
import { instanceIdLength, maxDomainName } from '../facts/name-limits.js';
import { didYouMean, nearest } from '../nearest.js';
import type { Finding } from './finding.js';
import type { Shape } from './shape.js';
import type { Path } from './member-path.js';
import type { ValidPart } from './valid-part.js';
import { discoveryName } from './stack-names.js';

/** The rules within each service, and between its name and the namespace's. */

export function wrongFargateSizes({ services, cluster }: ValidPart<Shape>): Finding[] {
  if (cluster?.capacity !== 'fargate') return [];
  return Object.entries(services ?? {}).flatMap(([name, service]): Finding[] => {
    const { cpu, memory } = service ?? {};
    const members = { cpu: ['services', name, 'cpu'], memory: ['services', name, 'memory'] };
    if (cpu === undefined) return [];
    if (memory === undefined) return fargateCpus.includes(cpu) ? [] : [noSuchCpu(members.cpu, cpu)];
    if (isFargateSize({ cpu, memory })) return [];
    const near = nearestFargateSizes({ cpu, memory }).map((size) => `cpu ${size.cpu} with memory ${size.memory}`);
    return [
      {
        at: fargateCpus.includes(cpu) ? [members.memory, members.cpu] : [members.cpu, members.memory],
        message: `Fargate has no tasks with ${cpu} CPU units and ${memory} MiB`,
        hint: `nearest: ${near.join(', or ')}`,
      },
    ];
  });
}

const noSuchCpu = (at: Path, cpu: number): Finding => ({
  at: [at],
  message: `Fargate has no tasks with ${cpu} CPU units`,
  hint: `allowed: ${fargateCpus.join(', ')}`,
});

/** What is sent to a service arrives at a port; one without is a worker. */
export function trafficToNoPort({ services }: ValidPart<Shape>): Finding[] {
  return Object.entries(services ?? {}).flatMap(([name, service]): Finding[] => {
    if (!service || service.port !== undefined) return [];
    const at = ['services', name];
    const first = (['routes', 'rules', 'allow', 'calledBy'] as const).find((it) => (service[it] ?? []).length > 0);
    const member = first ? [first] : service.discovery?.type === 'srv' ? ['discovery', 'type'] : undefined;
    if (!member) return [];
    return [
      {
        at: [[...at, ...member], at],
        message: `${name} has no port that anything could be sent to`,
        hint: 'add `port: 80`, or the port that its container listens on',
        restsOn: [[...at, 'port']],
      },
    ];
  });
}

/** A service has either an image or a repository. */
export function imageOrRepository({ services }: ValidPart<Shape>): Finding[] {
  return Object.entries(services ?? {}).flatMap(([name, service]): Finding[] => {
    if (!service) return [];
    const at = ['services', name];
    const { image, repository } = service;
    const restsOn = [
      [...at, 'image'],
      [...at, 'repository'],
    ];
    if (image === undefined && repository === undefined)
      return [
        {
          at: [at],
          message: `${name} has no image`,
          hint: 'add `image: registry/repository:tag`, or `repository: NAME`',
          restsOn,
        },
      ];
    if (image !== undefined && repository !== undefined)
      return [
        {
          at: [[...at, 'repository']],
          message: '"image" and "repository" exclude each other',
          hint: 'leave out one of the two',
          other: [...at, 'image'],
        },
      ];
    if (repository !== undefined) return tagOrBuild(at, service);
    return (['tag', 'build'] as const)
      .filter((member) => service[member] !== undefined)
      .map((member) => ({
        at: [[...at, member]],
        message: `"${member}" is only for a service with a "repository"`,
        hint: 'write `repository: NAME` instead of `image`',
        restsOn,
      }));
  });
}

/** A repository needs `tag` or `build`: they say which image of it is run. */
function tagOrBuild(at: Path, { tag, build }: { tag?: string | undefined; build?: string | undefined }): Finding[] {
  if (tag !== undefined || build !== undefined) return [];
  const message = '"repository" needs a tag, or a directory to build the image from';
  return [
    {
      at: [[...at, 'repository']],
      message,
      hint: 'add `tag: "1.0"` or `build: DIR`',
      restsOn: [
        [...at, 'tag'],
        [...at, 'build'],
      ],
    },
  ];
}

/** An image that was built for one kind of processor does not start on the other. */
export function wrongArchitecture({ services, cluster }: ValidPart<Shape>): Finding[] {
  const type = cluster?.instances?.type;
  if (cluster?.capacity !== 'ec2' || type === undefined) return [];
  const processors = architectureOf(type);
  return Object.entries(services ?? {}).flatMap(([name, service]): Finding[] => {
    if (service?.architecture === undefined || service.architecture === processors) return [];
    const at = ['services', name, 'architecture'];
    const message = `the tasks of ${name} are for ${service.architecture}, and ${type} has ${processors} processors`;
    return [
      {
        at: [at, ['cluster', 'instances', 'type']],
        message,
        hint: `write \`architecture: ${processors}\`, or choose another instance type`,
      },
    ];
  });
}

/**
 * A task that needs more than an instance has would never be started. How much memory an instance leaves to tasks is
 * known only when it runs, so a task that is slightly too large is not found.
 */
export function tooLargeTasks({ services, cluster }: ValidPart<Shape>): Finding[] {
  const type = cluster?.instances?.type;
  const facts = type === undefined ? undefined : factsOf(type);
  if (cluster?.capacity !== 'ec2' || !facts) return [];
  return Object.entries(services ?? {}).flatMap(([name, { cpu = 0, memory = 0 } = {}]): Finding[] => {
    const lacking = [
      ...(cpu > facts.vCpus * 1024
        ? [
            {
              member: 'cpu',
              message: `a task of ${name} asks for ${cpu} CPU units, and ${type} has ${facts.vCpus * 1024}`,
            },
          ]
        : []),
      ...(memory >= facts.MiB
        ? [
            {
              member: 'memory',
              message: `a task of ${name} asks for ${memory} MiB, and ${type} has ${facts.MiB}, some of which it needs itself`,
            },
          ]
        : []),
    ];
    return lacking.map(({ member, message }) => ({
      at: [
        ['services', name, member],
        ['cluster', 'instances', 'type'],
      ],
      message,
      hint: largerThan(facts, { cpu, memory }),
    }));
  });
}

/** Names the smallest instance type that fits, if there is one: of the same family, else of any. */
function largerThan(
  { InstanceType, architecture }: InstanceTypeFacts,
  { cpu, memory }: { cpu: number; memory: number },
): string {
  const fitting = instanceTypes.filter(
    (it) => it.isCurrent && it.architecture === architecture && roomOf(it).cpu >= cpu && roomOf(it).memory >= memory,
  );
  const [family] = InstanceType.split('.');
  const next = fitting.find((it) => it.InstanceType.startsWith(`${family}.`)) ?? fitting[0];
  return next ? `less, or an instance type with more, such as ${next.InstanceType}` : 'less, or a larger instance type';
}

export function unknownCallers({ services }: ValidPart<Shape>): Finding[] {
  const names = Object.keys(services ?? {});
  return Object.entries(services ?? {}).flatMap(([name, service]) =>
    (service?.calledBy ?? []).flatMap((caller, i): Finding[] => {
      if (caller === undefined || (caller !== name && names.includes(caller))) return [];
      const at = ['services', name, 'calledBy', i];
      if (caller === name)
        return [{ at: [at], message: `${name} cannot be listed in its own "calledBy"`, hint: 'remove it' }];
      return [
        {
          at: [at],
          message: `there is no service ${JSON.stringify(caller)}`,
          hint: didYouMean(nearest(caller, names)) ?? `there is: ${names.join(', ')}`,
        },
      ];
    }),
  );
}

export function longDomainNames({ namespace, services }: ValidPart<Shape>): Finding[] {
  return Object.entries(services ?? {}).flatMap(([name, service]): Finding[] => {
    if (namespace === undefined || !service?.discovery) return [];
    const length = instanceIdLength + `.${discoveryName(name, service.discovery)}.${namespace}`.length;
    if (length <= maxDomainName) return [];
    return [
      {
        at: [['namespace']],
        message: `the DNS names of the tasks of ${name} would have ${length} characters: at most ${maxDomainName}`,
        hint: `shorten the namespace by ${length - maxDomainName} or more`,
      },
    ];
  });
}
