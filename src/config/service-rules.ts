import { architectureOf } from '../facts/instance-architecture.js';
import { fargateCpus, isFargateSize, nearestFargateSizes } from '../facts/fargate-sizes.js';
import { factsOf, instanceTypes, roomOf, type InstanceTypeFacts } from '../facts/instance-types.js';
import { instanceIdLength, maxDomainName } from '../facts/name-limits.js';
import { didYouMean, nearest } from '../nearest.js';
import type { Finding } from './rules.js';
import type { Shape } from './schema.js';
import type { Path, Sound } from './sound.js';
import { discoveryName } from './stack-names.js';

/** The rules within each service, and between its name and the namespace's. */

export function fargateSizes({ services, cluster }: Sound<Shape>): Finding[] {
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

export function timeoutWithinInterval({ services }: Sound<Shape>): Finding[] {
  return Object.entries(services ?? {}).flatMap(([name, service]): Finding[] => {
    const { interval, timeout } = service?.healthCheck ?? {};
    if (interval === undefined || timeout === undefined || timeout <= interval) return [];
    const at = ['services', name, 'healthCheck'];
    return [
      {
        at: [[...at, 'timeout'], [...at, 'interval']],
        message: `the timeout (${timeout} s) is longer than the interval between two checks (${interval} s)`,
        hint: `a timeout of at most ${interval}, or an interval of at least ${timeout}`,
      },
    ];
  });
}

/** Where a service's image comes from is said in one way. */
export function oneImage({ services }: Sound<Shape>): Finding[] {
  return Object.entries(services ?? {}).flatMap(([name, service]): Finding[] => {
    if (!service) return [];
    const at = ['services', name];
    const { image, repository } = service;
    const restsOn = [[...at, 'image'], [...at, 'repository']];
    if (image === undefined && repository === undefined)
      return [{ at: [at], message: `${name} has no image`, hint: 'add `image: registry/repository:tag`, or `repository: NAME`', restsOn }];
    if (image !== undefined && repository !== undefined)
      return [{ at: [[...at, 'repository']], message: '"image" and "repository" exclude each other', hint: 'leave out one of the two', other: [...at, 'image'] }];
    if (repository !== undefined) return tagOrBuild(at, service);
    return (['tag', 'build'] as const)
      .filter((member) => service[member] !== undefined)
      .map((member) => ({ at: [[...at, member]], message: `"${member}" is a matter of a repository of the stack`, hint: 'write `repository: NAME` instead of `image`', restsOn }));
  });
}

/** Without either nobody knows which image is meant. */
function tagOrBuild(at: Path, { tag, build }: { tag?: string | undefined; build?: string | undefined }): Finding[] {
  if (tag !== undefined || build !== undefined) return [];
  const message = 'a repository needs to know which image: a tag, or a directory to build it from';
  return [{ at: [[...at, 'repository']], message, hint: 'add `tag: "1.0"` or `build: DIR`', restsOn: [[...at, 'tag'], [...at, 'build']] }];
}

/** An image for one kind of processor does not start on the other. */
export function sameArchitecture({ services, cluster }: Sound<Shape>): Finding[] {
  const type = cluster?.instances?.type;
  if (cluster?.capacity !== 'ec2' || type === undefined) return [];
  const processors = architectureOf(type);
  return Object.entries(services ?? {}).flatMap(([name, service]): Finding[] => {
    if (service?.architecture === undefined || service.architecture === processors) return [];
    const at = ['services', name, 'architecture'];
    const message = `the tasks of ${name} are for ${service.architecture}, and ${type} has ${processors} processors`;
    return [{ at: [at, ['cluster', 'instances', 'type']], message, hint: `write \`architecture: ${processors}\`, or choose another instance type` }];
  });
}

/**
 * A task that asks for more than an instance has would wait for one for ever. What of the memory is left to tasks is
 * known to the instance only: nothing is said of a task that is near it.
 */
export function tasksThatFit({ services, cluster }: Sound<Shape>): Finding[] {
  const type = cluster?.instances?.type;
  const facts = type === undefined ? undefined : factsOf(type);
  if (cluster?.capacity !== 'ec2' || !facts) return [];
  return Object.entries(services ?? {}).flatMap(([name, { cpu = 0, memory = 0 } = {}]): Finding[] => {
    const lacking = [
      ...(cpu > facts.vCpus * 1024 ? [{ member: 'cpu', message: `a task of ${name} asks for ${cpu} CPU units, and ${type} has ${facts.vCpus * 1024}` }] : []),
      ...(memory >= facts.MiB ? [{ member: 'memory', message: `a task of ${name} asks for ${memory} MiB, and ${type} has ${facts.MiB}, some of which it needs itself` }] : []),
    ];
    return lacking.map(({ member, message }) => ({ at: [['services', name, member], ['cluster', 'instances', 'type']], message, hint: largerThan(facts, { cpu, memory }) }));
  });
}

/** The next larger one of the same family, where there is one. */
function largerThan({ InstanceType, architecture }: InstanceTypeFacts, { cpu, memory }: { cpu: number; memory: number }): string {
  const fitting = instanceTypes.filter((it) => it.architecture === architecture && roomOf(it).cpu >= cpu && roomOf(it).memory >= memory);
  const [family] = InstanceType.split('.');
  const next = fitting.find((it) => it.InstanceType.startsWith(`${family}.`)) ?? fitting[0];
  return next ? `less, or an instance type with more, such as ${next.InstanceType}` : 'less, or a larger instance type';
}

export function callersThatThereAre({ services }: Sound<Shape>): Finding[] {
  const names = Object.keys(services ?? {});
  return Object.entries(services ?? {}).flatMap(([name, service]) =>
    (service?.calledBy ?? []).flatMap((caller, i): Finding[] => {
      if (caller === undefined || (caller !== name && names.includes(caller))) return [];
      const at = ['services', name, 'calledBy', i];
      if (caller === name) return [{ at: [at], message: `${name} need not be let in to itself by name`, hint: 'remove it' }];
      return [{ at: [at], message: `there is no service ${JSON.stringify(caller)}`, hint: didYouMean(nearest(caller, names)) ?? `there is: ${names.join(', ')}` }];
    }),
  );
}

export function longDomainNames({ namespace, services }: Sound<Shape>): Finding[] {
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
