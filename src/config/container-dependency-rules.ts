import { cycleIn } from '../cycle.js';
import { didYouMean, nearest } from '../nearest.js';
import { inEachTask, type NamedContainer } from './containers.js';
import type { Finding } from './finding.js';
import { impliedDependency } from './log-rules.js';
import type { Path } from './member-path.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

/** The rules for containers that wait for others of their task. */

/** A container that another one waits for, and where that stands. */
interface Dependency {
  readonly at: Path;
  readonly on: string;
  readonly condition: string | undefined;
}

const dependenciesOf = ({ at, container: { dependsOn = {} } }: NamedContainer): Dependency[] =>
  Object.entries(dependsOn).map(([on, condition]) => ({ at: [...at, 'dependsOn', on], on, condition }));

export const unknownDependencies = (config: ValidPart<Shape>): Finding[] =>
  inEachTask(config, (containers, { name: owner, at: around }) => {
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
            message: `a task of ${owner} has no container ${JSON.stringify(on)}`,
            hint:
              didYouMean(nearest(on, others)) ??
              (others.length > 0 ? `there is: ${others.join(', ')}` : 'add it to its `containers`'),
            restsOn: [at, [...around, 'containers']],
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
  find: (dependency: Dependency, other: NamedContainer) => Finding[],
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
    const waiting = containers.map((it) => {
      const router = impliedDependency(it, containers);
      const implied = router === undefined ? [] : [{ at: [...it.at, 'logs'], on: router, condition: 'START' }];
      return [it.name, [...dependenciesOf(it).filter(({ on }) => on !== it.name), ...implied]] as const;
    });
    const circle = cycleIn(new Map(waiting.map(([name, all]) => [name, all.map(({ on }) => on)])));
    const first = new Map(waiting).get(circle?.[0] ?? '')?.find(({ on }) => on === circle?.[1]);
    if (!circle || !first) return [];
    return [
      { at: [first.at], message: `containers wait for each other: ${circle.join(' → ')}`, hint: 'remove one of them' },
    ];
  });
