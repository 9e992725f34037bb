import type { ContainerDefinition } from '@aws-sdk/client-ecs';

/**
 * The order in which the containers of a task start. The sandbox runs none, so every health check passes, and what another
 * container waits to end ends with exit code 0.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 */

/** Seconds that a container takes which another one waits to end. Made up: only the program in it knows. */
const runsFor = 5;

/** Seconds from its start until the health check of a container has passed: the first is made one interval later. */
export const secondsUntilChecked = ({ healthCheck }: ContainerDefinition): number =>
  healthCheck ? (healthCheck.interval ?? 30) : 0;

/** Seconds from the start of a task's first container until the last one has started, and health checks have passed. */
export function secondsInOrder(containers: readonly ContainerDefinition[]): { starts: number; healthy: number } {
  const started = new Map<string, number>();
  const startOf = (container: ContainerDefinition): number => {
    const { name = '', dependsOn = [] } = container;
    const known = started.get(name);
    if (known !== undefined) return known;
    // A circle was refused when the definition was registered; this keeps one from turning for ever.
    started.set(name, 0);
    const waits = dependsOn.map(({ containerName, condition }) => {
      const other = containers.find((it) => it.name === containerName);
      if (!other) return 0;
      const after = condition === 'HEALTHY' ? secondsUntilChecked(other) : condition === 'START' ? 0 : runsFor;
      return startOf(other) + after;
    });
    started.set(name, Math.max(0, ...waits));
    return Math.max(0, ...waits);
  };
  const starts = Math.max(0, ...containers.map(startOf));
  const healthy = Math.max(0, ...containers.map((it) => startOf(it) + secondsUntilChecked(it)));
  return { starts, healthy: Math.max(0, healthy - starts) };
}

/** Names of the containers that others wait to end: when the task runs, they have. */
export const endedAtStart = (containers: readonly ContainerDefinition[]): ReadonlySet<string> =>
  new Set(
    containers
      .flatMap(({ dependsOn = [] }) => dependsOn)
      .filter(({ condition }) => condition === 'COMPLETE' || condition === 'SUCCESS')
      .map(({ containerName = '' }) => containerName),
  );
