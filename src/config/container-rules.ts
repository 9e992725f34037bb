import { maxContainers } from '../facts/container-settings.js';
import { didYouMean, nearest } from '../nearest.js';
import { containersOf, type ContainerSettings, type NamedContainer } from './containers.js';
import type { Finding } from './finding.js';
import type { Path } from './member-path.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

/** The rules within a container, and between the containers of a task. */

type Container = NamedContainer<ValidPart<ContainerSettings>>;
type Service = ValidPart<Shape['services'][string]>;

const inEachContainer = ({ services }: ValidPart<Shape>, find: (container: Container) => Finding[]): Finding[] =>
  Object.entries(services ?? {}).flatMap(([name, service]) => containersOf(name, service).flatMap(find));

const inEachTask = (
  { services }: ValidPart<Shape>,
  find: (containers: Container[], service: Service, name: string) => Finding[],
): Finding[] =>
  Object.entries(services ?? {}).flatMap(([name, service]) =>
    service ? find(containersOf(name, service), service, name) : [],
  );

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

/** The service's own container has the service's name, by which load balancer and discovery find it. */
export const containerNamedAsService = (config: ValidPart<Shape>): Finding[] =>
  inEachTask(config, (_, { containers = {} }, name) => {
    if (!Object.hasOwn(containers, name)) return [];
    return [
      {
        at: [['services', name, 'containers', name]],
        message: `a container of ${name} cannot be called ${name}: that is the name of its own one`,
        hint: `give it another name, or write its members into services.${name}`,
      },
    ];
  });

export const tooManyContainers = (config: ValidPart<Shape>): Finding[] =>
  inEachTask(config, (containers, _, name) => {
    if (containers.length <= maxContainers) return [];
    return [
      {
        at: [['services', name, 'containers']],
        message: `${containers.length} containers in a task, with its own one: ECS takes at most ${maxContainers}`,
      },
    ];
  });

/** The containers of a task share one network interface. */
export const portsTakenTwice = (config: ValidPart<Shape>): Finding[] =>
  inEachTask(config, (containers, _, name) =>
    containers.flatMap(({ at, container: { port } }, i): Finding[] => {
      const other = containers.slice(0, i).find((it) => it.container.port === port);
      if (port === undefined || !other) return [];
      return [
        {
          at: [[...at, 'port']],
          message: `two containers of ${name} listen on port ${port}, and they share one network interface`,
          hint: 'give one of them another port',
          other: [...other.at, 'port'],
        },
      ];
    }),
  );

/** A container that another one waits for, and where that stands. */
interface Dependency {
  readonly at: Path;
  readonly on: string;
  readonly condition: string | undefined;
}

const dependenciesOf = ({ at, container: { dependsOn = {} } }: Container): Dependency[] =>
  Object.entries(dependsOn).map(([on, condition]) => ({ at: [...at, 'dependsOn', on], on, condition }));

export const unknownDependencies = (config: ValidPart<Shape>): Finding[] =>
  inEachTask(config, (containers, _, service) => {
    const names = containers.map(({ name }) => name);
    return containers.flatMap((container) =>
      dependenciesOf(container).flatMap(({ at, on }): Finding[] => {
        if (on === container.name)
          return [{ at: [at], message: `${on} cannot wait for itself`, hint: 'remove it', restsOn: [at] }];
        if (names.includes(on)) return [];
        const others = names.filter((name) => name !== container.name);
        return [
          {
            at: [at],
            message: `a task of ${service} has no container ${JSON.stringify(on)}`,
            hint:
              didYouMean(nearest(on, others)) ??
              (others.length > 0 ? `there is: ${others.join(', ')}` : 'add it to its `containers`'),
            restsOn: [at, ['services', service, 'containers']],
          },
        ];
      }),
    );
  });

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html */
export const dependencyOnNoHealth = (config: ValidPart<Shape>): Finding[] =>
  onEachDependency(config, ({ at, on, condition }, other) => {
    if (condition !== 'HEALTHY' || other.container.healthCheck) return [];
    return [
      {
        at: [at, [...other.at, 'healthCheck']],
        message: `${on} has no health check, so it never becomes HEALTHY`,
        hint: `add a healthCheck to ${on}, or wait for START`,
      },
    ];
  });

/**
 * A task ends with each essential container, and so does the wait for it.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 */
export const dependencyOnNoEnd = (config: ValidPart<Shape>): Finding[] =>
  onEachDependency(config, ({ at, on, condition }, other) => {
    if (condition !== 'COMPLETE' && condition !== 'SUCCESS') return [];
    const isEssential = !('essential' in other.container) || other.container.essential !== false;
    if (!isEssential) return [];
    return [
      {
        at: [at, [...other.at, 'essential']],
        message: `${on} is essential: the task ends when it ends, so nothing can wait for its end`,
        hint: 'containers' === other.at[2] ? `write \`essential: false\` for ${on}` : 'wait for START or HEALTHY',
      },
    ];
  });

const onEachDependency = (
  config: ValidPart<Shape>,
  find: (dependency: Dependency, other: Container) => Finding[],
): Finding[] =>
  inEachTask(config, (containers) =>
    containers.flatMap((container) =>
      dependenciesOf(container).flatMap((dependency) => {
        const other = containers.find(({ name }) => name === dependency.on && name !== container.name);
        return other ? find(dependency, other) : [];
      }),
    ),
  );

/** None of those that wait for each other would ever start. */
export const dependenciesInACircle = (config: ValidPart<Shape>): Finding[] =>
  inEachTask(config, (containers) => {
    const waiting = new Map(containers.map((it) => [it.name, dependenciesOf(it)]));
    const circle = circleIn(waiting);
    const first = circle && (waiting.get(circle[0] ?? '') ?? []).find(({ on }) => on === circle[1]);
    if (!circle || !first) return [];
    return [
      { at: [first.at], message: `containers wait for each other: ${circle.join(' → ')}`, hint: 'remove one of them' },
    ];
  });

/** The first way that leads back to where it began, as names; the first one is its last, too. */
function circleIn(waiting: ReadonlyMap<string, readonly Dependency[]>): string[] | undefined {
  const done = new Set<string>();
  const walk = (name: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(name)) return [...way.slice(way.indexOf(name)), name];
    if (done.has(name)) return undefined;
    done.add(name);
    for (const { on } of waiting.get(name) ?? []) {
      const circle = on === name ? undefined : walk(on, [...way, name]);
      if (circle) return circle;
    }
    return undefined;
  };
  for (const name of waiting.keys()) {
    const circle = walk(name, []);
    if (circle) return circle;
  }
  return undefined;
}

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html, memory */
export const reservationBeyondLimit = (config: ValidPart<Shape>): Finding[] =>
  inEachTask(config, (_, { containers = {} }, service) =>
    Object.entries(containers).flatMap(([name, container]): Finding[] => {
      const { memory, memoryReservation } = container ?? {};
      if (memory === undefined || memoryReservation === undefined || memory > memoryReservation) return [];
      const at = ['services', service, 'containers', name];
      return [
        {
          at: [
            [...at, 'memoryReservation'],
            [...at, 'memory'],
          ],
          message: `${memoryReservation} MiB are kept for ${name}, which is killed above ${memory}`,
          hint: 'the memory that is kept must be less than the limit',
        },
      ];
    }),
  );

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html, cpu and memory */
export const tooMuchForTheTask = (config: ValidPart<Shape>): Finding[] =>
  inEachTask(config, (all, { containers = {}, cpu, memory }, service) => {
    const at = ['services', service];
    const beside = Object.entries(containers);
    const asked = beside.reduce((sum, [, it]) => sum + (it?.cpu ?? 0), 0);
    const kept = all.reduce((sum, { container }) => sum + (container.memoryReservation ?? 0), 0);
    const hungry = beside.find(([, it]) => memory !== undefined && (it?.memory ?? 0) > memory);
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
              at: [
                [...at, 'containers', hungry[0], 'memory'],
                [...at, 'memory'],
              ] as [Path, Path],
              message: `${hungry[0]} may have ${hungry[1]?.memory} MiB, and the task has ${memory}`,
              hint: 'less for it, or more for the task',
            },
          ]
        : []),
    ];
  });
