import { maxContainers } from '../facts/container-settings.js';
import { inEachContainer, inEachTask, type NamedContainer } from './containers.js';
import type { Finding } from './finding.js';
import type { Path } from './member-path.js';
import type { Shape } from './shape.js';
import type { NamedTask } from './tasks.js';
import type { ValidPart } from './valid-part.js';

/** The rules within a container, and for what the containers of a task share. */

export const timeoutBeyondInterval = (config: ValidPart<Shape>): Finding[] =>
  inEachContainer(config, ({ at, container }) => {
    const { interval, timeout } = container.healthCheck ?? {};
    if (interval === undefined || timeout === undefined || timeout <= interval) return [];
    return [
      {
        at: [
          [...at, 'healthCheck', 'timeout'],
          [...at, 'healthCheck', 'interval'],
        ],
        message: `the timeout (${timeout} s) is longer than the interval between two checks (${interval} s)`,
        hint: `a timeout of at most ${interval}, or an interval of at least ${timeout}`,
      },
    ];
  });

export const hardLimitBelowSoft = (config: ValidPart<Shape>): Finding[] =>
  inEachContainer(config, ({ at, container: { ulimits = {} } }) =>
    Object.entries(ulimits).flatMap(([name, limit]): Finding[] => {
      const { soft, hard } = limit ?? {};
      if (soft === undefined || hard === undefined || soft <= hard) return [];
      return [
        {
          at: [
            [...at, 'ulimits', name, 'soft'],
            [...at, 'ulimits', name, 'hard'],
          ],
          message: `the soft limit of ${name} (${soft}) is above the hard one (${hard})`,
          hint: 'the hard limit is the highest value that the soft one can have',
        },
      ];
    }),
  );

/** The own container of a task has the name of its service, by which load balancer and discovery find it, or of its job. */
export const containerNamedAsTask = (config: ValidPart<Shape>): Finding[] =>
  inEachTask(config, (_, { name, at, kind, task: { containers = {} } }) => {
    if (!Object.hasOwn(containers, name)) return [];
    return [
      {
        at: [[...at, 'containers', name]],
        message: `a container of ${name} cannot be called ${name}: that is the name of its own one`,
        hint: `give it another name, or write its members into ${kind}.${name}`,
      },
    ];
  });

export const tooManyContainers = (config: ValidPart<Shape>): Finding[] =>
  inEachTask(config, (containers, { at }) => {
    if (containers.length <= maxContainers) return [];
    return [
      {
        at: [[...at, 'containers']],
        message: `${containers.length} containers in a task, with its own one: ECS takes at most ${maxContainers}`,
      },
    ];
  });

/** What kills a container: its limit, and where that stands. That of the own one has a name of its own beside the task's. */
const limitsOf = (
  containers: readonly NamedContainer[],
  { at, task: { containers: beside = {}, memoryLimit } }: NamedTask,
) =>
  containers.map((it) => {
    const isOwn = it.at.length === at.length;
    const limit = isOwn ? memoryLimit : beside[it.name]?.memory;
    return { ...it, limit, limitAt: [...it.at, isOwn ? 'memoryLimit' : 'memory'] };
  });

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html, memory */
export const reservationBeyondLimit = (config: ValidPart<Shape>): Finding[] =>
  inEachTask(config, (containers, task) =>
    limitsOf(containers, task).flatMap(({ name, at, limit, limitAt, container: { memoryReservation } }): Finding[] => {
      if (limit === undefined || memoryReservation === undefined || limit > memoryReservation) return [];
      return [
        {
          at: [[...at, 'memoryReservation'], limitAt],
          message: `${memoryReservation} MiB are kept for ${name}, which is killed above ${limit}`,
          hint: 'the memory that is kept must be less than the limit',
        },
      ];
    }),
  );

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html, cpu and memory */
export const tooMuchForTheTask = (config: ValidPart<Shape>): Finding[] =>
  inEachTask(config, (all, task) => {
    const {
      at,
      task: { containers = {}, cpu, memory },
    } = task;
    const beside = Object.entries(containers);
    const asked = beside.reduce((sum, [, it]) => sum + (it?.cpu ?? 0), 0);
    const kept = all.reduce((sum, { container }) => sum + (container.memoryReservation ?? 0), 0);
    const hungry = limitsOf(all, task).find(({ limit = 0 }) => memory !== undefined && limit > memory);
    return [
      ...(cpu !== undefined && asked > cpu
        ? [
            {
              at: [
                [...at, 'containers'],
                [...at, 'cpu'],
              ] as [Path, Path],
              message: `its containers ask for ${asked} CPU units, and the task has ${cpu}`,
              hint: 'less for them, or more for the task',
            },
          ]
        : []),
      ...(memory !== undefined && kept > memory
        ? [
            {
              at: [[...at, 'memory'], at] as [Path, Path],
              message: `${kept} MiB are kept for its containers, and the task has ${memory}`,
              hint: 'less for them, or more for the task',
            },
          ]
        : []),
      ...(hungry
        ? [
            {
              at: [hungry.limitAt, [...at, 'memory']] as [Path, Path],
              message: `${hungry.name} may have ${hungry.limit} MiB, and the task has ${memory}`,
              hint: 'less for it, or more for the task',
            },
          ]
        : []),
    ];
  });
