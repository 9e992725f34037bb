import { fargateCpus, isFargateSize, nearestFargateSizes } from '../facts/fargate-sizes.js';
import { instanceIdLength, maxDomainName } from '../facts/name-limits.js';
import type { Finding } from './rules.js';
import type { Shape } from './schema.js';
import type { Path, Sound } from './sound.js';

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

export function longDomainNames({ namespace, services }: Sound<Shape>): Finding[] {
  return Object.entries(services ?? {}).flatMap(([name, service]): Finding[] => {
    if (namespace === undefined || !service?.discovery) return [];
    const length = instanceIdLength + `.${name}.${namespace}`.length;
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
