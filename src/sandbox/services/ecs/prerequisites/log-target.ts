import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import type { TaskRow } from '../tables.js';
import { taskIdOf } from './task-containers.js';

/** Where a container's lines go. */
export interface LogTarget {
  /** In the region of the log group. */
  readonly there: Context;
  readonly group: string;
  readonly stream: string;
  readonly createsGroup: boolean;
}

/**
 * Where the log driver `awslogs` writes; undefined for other drivers.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 */
export function logTargetOf(context: Context, row: TaskRow, container: ContainerDefinition): LogTarget | undefined {
  const { logDriver, options = {} } = container.logConfiguration ?? {};
  if (logDriver !== 'awslogs') return undefined;
  const { 'awslogs-group': group = '', 'awslogs-region': region = context.region } = options;
  const prefix = options['awslogs-stream-prefix'];
  const id = taskIdOf(row);
  return {
    there: { ...context, region },
    group,
    // Without a prefix Docker names a stream by the container's own id.
    stream: prefix === undefined ? `${id}-${container.name ?? ''}` : `${prefix}/${container.name ?? ''}/${id}`,
    createsGroup: options['awslogs-create-group'] === 'true',
  };
}
