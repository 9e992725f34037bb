import { fargateCpus, isFargateSize, nearestFargateSizes } from '../facts/fargate-sizes.js';
import { architectureOf } from '../facts/instance-architecture.js';
import { factsOf, instanceTypes, roomOf, type InstanceTypeFacts } from '../facts/instance-types.js';
import type { Finding } from './finding.js';
import type { Path } from './member-path.js';
import type { Shape } from './shape.js';
import { tasksOf } from './tasks.js';
import type { ValidPart } from './valid-part.js';

/** The rules for the size and the processor of tasks, whether they are a service's or a job's. */

export function wrongFargateSizes(config: ValidPart<Shape>): Finding[] {
  if (config.cluster?.capacity !== 'fargate') return [];
  return tasksOf(config).flatMap(({ at, task: { cpu, memory } }): Finding[] => {
    const members = { cpu: [...at, 'cpu'], memory: [...at, 'memory'] };
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

/** An image that was built for one kind of processor does not start on the other. */
export function wrongArchitecture(config: ValidPart<Shape>): Finding[] {
  const { cluster } = config;
  const type = cluster?.instances?.type;
  if (cluster?.capacity !== 'ec2' || type === undefined) return [];
  const processors = architectureOf(type);
  return tasksOf(config).flatMap(({ name, at: around, task: { architecture } }): Finding[] => {
    if (architecture === undefined || architecture === processors) return [];
    const at = [...around, 'architecture'];
    const message = `the tasks of ${name} are for ${architecture}, and ${type} has ${processors} processors`;
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
export function tooLargeTasks(config: ValidPart<Shape>): Finding[] {
  const { cluster } = config;
  const type = cluster?.instances?.type;
  const facts = type === undefined ? undefined : factsOf(type);
  if (cluster?.capacity !== 'ec2' || !facts) return [];
  return tasksOf(config).flatMap(({ name, at, task: { cpu = 0, memory = 0 } }): Finding[] => {
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
        [...at, member],
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
