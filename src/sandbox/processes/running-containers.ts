import type { Context } from '../service.js';
import { containersOf } from '../services/ecs/prerequisites/task-containers.js';
import { tasks } from '../services/ecs/tables.js';
import type { RunningContainer } from './program.js';

/**
 * The containers of services that run in a region. What a task does that nobody keeps running is made up, or set by
 * `/_sandbox/programs`. Secrets are not among what a container is given here: a process of this machine does not get them.
 */
export function runningContainers(context: Context): RunningContainer[] {
  const rows = tasks(context).all(({ task, serviceArn }) => task.lastStatus === 'RUNNING' && serviceArn !== undefined);
  return rows.flatMap((row) =>
    containersOf(context, row).flatMap(({ name = '', image = '', command, environment = [], portMappings = [] }) => {
      const shown = row.task.containers.find((it) => it.name === name);
      if (shown?.lastStatus !== 'RUNNING') return [];
      return [
        {
          ...{ region: context.region, taskArn: row.task.taskArn, name, image, command },
          env: Object.fromEntries(environment.map((it) => [it.name ?? '', it.value ?? ''])),
          ports: portMappings.flatMap(({ containerPort }) => containerPort ?? []),
        },
      ];
    }),
  );
}
