import type { Finding } from './finding.js';
import type { Shape } from './shape.js';
import { tasksOf } from './tasks.js';
import type { ValidPart } from './valid-part.js';

/** The rules for what tasks run on, and for how many there are while they are replaced. */

const providers = ['fargate', 'spot'] as const;

/** Instances are chosen for the cluster. A strategy names providers of one kind alone. */
export function shareOnInstances({ cluster, services }: ValidPart<Shape>): Finding[] {
  if (cluster?.capacity !== 'ec2') return [];
  return Object.entries(services ?? {}).flatMap(([name, service]): Finding[] =>
    service?.capacity === undefined
      ? []
      : [
          {
            at: [
              ['services', name, 'capacity'],
              ['cluster', 'capacity'],
            ],
            message: `the tasks of ${name} run on the instances of the cluster, so they cannot be on Fargate`,
            hint: 'remove it, or write `capacity: fargate` for the cluster',
          },
        ],
  );
}

/**
 * One of the two has to take tasks, and one alone may have a base.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
 */
export function wrongShares({ services }: ValidPart<Shape>): Finding[] {
  return Object.entries(services ?? {}).flatMap(([name, service]): Finding[] => {
    const { capacity } = service ?? {};
    if (!capacity) return [];
    const at = ['services', name, 'capacity'];
    const named = providers.filter((it) => capacity[it] !== undefined);
    if (named.length === 0)
      return [
        {
          at: [at],
          message: `"capacity" of ${name} names nothing that tasks could run on`,
          hint: 'write `{spot: {}}`, or `{fargate: {base: 1}, spot: {weight: 3}}`; without it, all run on Fargate',
        },
      ];
    if (named.filter((it) => (capacity[it]?.base ?? 0) > 0).length > 1)
      return [
        {
          at: [
            [...at, 'spot', 'base'],
            [...at, 'fargate', 'base'],
          ],
          message: 'ECS takes a base for one of the two only',
          hint: 'remove one of them',
        },
      ];
    if (named.some((it) => (capacity[it]?.weight ?? 1) > 0)) return [];
    return [
      {
        at: [[...at, ...named.slice(0, 1), 'weight']],
        message: 'with no weight above 0 there is no place for tasks beyond the base',
        hint: 'give one of them a weight of 1',
        restsOn: providers.map((it) => [...at, it]),
      },
    ];
  });
}

/**
 * A rollout starts a task where there are fewer than the most, or stops one where there are more than the least. Where the
 * numbers allow neither, ECS waits until the deployment is given up. It rounds the most down and the least up.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export function stuckRollouts({ services }: ValidPart<Shape>): Finding[] {
  return Object.entries(services ?? {}).flatMap(([name, service]): Finding[] => {
    const { count = 1, scaling, rollout: { minimumPercent: least, maximumPercent: most } = {} } = service ?? {};
    if (least === undefined || most === undefined) return [];
    const wanted = Math.max(1, scaling?.minimum ?? count);
    if (Math.floor((wanted * most) / 100) > wanted || Math.ceil((wanted * least) / 100) < wanted) return [];
    const at = ['services', name, 'rollout'];
    const tasks = wanted === 1 ? 'one task' : `${wanted} tasks`;
    return [
      {
        at: [
          [...at, 'maximumPercent'],
          [...at, 'minimumPercent'],
        ],
        message: `with ${tasks} of ${name}, at least ${least} % and at most ${most} %, none can be replaced`,
        hint: `write \`maximumPercent: ${Math.ceil(((wanted + 1) * 100) / wanted)}\`, or less for the minimum`,
        restsOn: [
          ['services', name, 'count'],
          ['services', name, 'scaling'],
          [...at, 'maximumPercent'],
          [...at, 'minimumPercent'],
        ],
      },
    ];
  });
}

/**
 * Tasks on instances share the disks of these.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html
 */
export const diskOnInstances = (config: ValidPart<Shape>): Finding[] =>
  config.cluster?.capacity !== 'ec2'
    ? []
    : tasksOf(config).flatMap(({ at, task }): Finding[] =>
        task.ephemeralStorage === undefined
          ? []
          : [
              {
                at: [
                  [...at, 'ephemeralStorage'],
                  ['cluster', 'capacity'],
                ],
                message: 'only tasks on Fargate have a disk of their own',
                hint: 'remove it, and choose the disk of the instances: `cluster.instances.volumeGiB`',
              },
            ],
      );
