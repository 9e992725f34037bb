import type { TaskDefinition } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { networkInterfaces } from '../../ec2/tables.js';
import { tasks, type TaskRow } from '../tables.js';

/**
 * Programs of running containers are taken to listen at the ports that their definition maps. It is written to the task's own
 * interface, where those look who send something there.
 */
export function listenAtPorts(context: Context, row: TaskRow, definition: TaskDefinition | undefined): void {
  const own = networkInterfaces(context).get(row.networkInterfaceId ?? '');
  if (!own || !definition) return;
  const running = row.task.containers.filter(({ lastStatus }) => lastStatus === 'RUNNING').map(({ name }) => name);
  own.listens = (definition.containerDefinitions ?? [])
    .filter(({ name }) => running.includes(name))
    .flatMap(({ portMappings = [] }) => portMappings.flatMap(({ containerPort }) => containerPort ?? []));
}

interface TaskPorts {
  readonly taskArn: string;
  readonly ports: readonly number[];
}

/** What runs in the place of a container does not listen at some of its ports: then nobody does. */
export function listensNoMore(context: Context, { taskArn, ports }: TaskPorts): void {
  const own = interfaceOf(context, taskArn);
  if (own?.listens) own.listens = own.listens.filter((port) => !ports.includes(port));
}

/** It does so after all. */
export function listensNow(context: Context, { taskArn, ports }: TaskPorts): void {
  const own = interfaceOf(context, taskArn);
  if (own) own.listens = [...new Set([...(own.listens ?? []), ...ports])];
}

const interfaceOf = (context: Context, taskArn: string) =>
  networkInterfaces(context).get(tasks(context).get(taskArn)?.networkInterfaceId ?? '');
