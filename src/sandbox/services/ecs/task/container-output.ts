import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { addLogEvents } from '../../logs/log-events.js';
import { addLogGroup } from '../../logs/log-group.js';
import { addLogStream, streamKey } from '../../logs/log-stream.js';
import { logGroups, logStreams, type LogStreamRow } from '../../logs/tables.js';
import { denialOf, fetchingRole, type FetchingRole } from '../prerequisites/fetching-role.js';
import { logTargetOf } from '../prerequisites/log-target.js';
import { containersOf, definitionOf } from '../prerequisites/task-containers.js';
import { tasks, type TaskRow } from '../tables.js';
import { programOf } from './task-programs.js';

/** What a container of a task has written to its standard output and standard error. */
export interface Printed {
  readonly taskArn: string;
  /** The container's name in the task definition. */
  readonly container: string;
  /** In their order, without line ends. */
  readonly lines: readonly string[];
}

/**
 * Takes what a container has printed to where its log driver takes it. Whatever runs in the place of a container calls this:
 * a stand-in, a made-up program, a process, an engine. A caller that is no handler and no timer must mark the world as changed.
 *
 * Nothing is written for other drivers than awslogs, for a task that is not there, where the role may not write, and where
 * the stream is gone: awslogs drops such lines.
 * @param context of the task's region, at the present moment: its time is the time of the lines
 */
export function containerPrinted(context: Context, { taskArn, container: name, lines }: Printed): void {
  const row = tasks(context).get(taskArn);
  const container = row && containersOf(context, row).find((it) => it.name === name);
  const target = container && logTargetOf(context, row, container);
  const stream = target && logStreams(target.there).get(streamKey(target.group, target.stream));
  if (!stream || !mayWrite(fetchingRole(context, row), target.there, stream)) return;
  const timestamp = context.now.getTime();
  const events = lines.flatMap(eventsOf).map((message) => ({ timestamp, message }));
  addLogEvents(target.there, stream, events, mostLines);
}

/**
 * So many lines of a container are kept, where AWS keeps all of them: each save writes the whole world, lines and all.
 */
const mostLines = 2000;

/**
 * The driver sends no empty line, and sends a long one in pieces. AWS counts its bytes; a piece here is a quarter as long, so that
 * it fits whatever its characters are.
 * Source: https://github.com/moby/moby, daemon/logger/awslogs/cloudwatchlogs.go, `processEvent` and `maximumBytesPerEvent`
 */
const eventsOf = (line: string): string[] => line.match(pieces) ?? [];
const pieces = /[^]{1,65529}/gu;

function mayWrite(by: FetchingRole | undefined, there: Context, { logGroupName, stream }: LogStreamRow): boolean {
  const tags = logGroups(there).get(logGroupName)?.tags;
  return !by || denialOf(there, by, { action: 'logs:PutLogEvents', resource: stream.arn, tags }) === undefined;
}

/** Makes the streams of a task that starts. */
export function makeLogStreams(context: Context, row: TaskRow): void {
  for (const container of containersOf(context, row)) {
    const target = logTargetOf(context, row, container);
    if (!target) continue;
    const { there, group, stream } = target;
    const of = logGroups(there).get(group) ?? addLogGroup(there, { logGroupName: group });
    if (!logStreams(there).has(streamKey(group, stream))) addLogStream(there, of, stream);
  }
}

/** What the stand-ins in a task say of themselves. A program says what is its own, and no more. */
export function standInsPrint(context: Context, row: TaskRow, text: (container: ContainerDefinition) => string): void {
  const { family = '', containerDefinitions = [] } = definitionOf(context, row) ?? {};
  if (programOf(context, { family, isOfService: row.serviceArn !== undefined })) return;
  const { taskArn } = row.task;
  for (const container of containerDefinitions) {
    const { name = '' } = container;
    const isRunning = row.task.containers.some((it) => it.name === name && it.lastStatus === 'RUNNING');
    if (isRunning) containerPrinted(context, { taskArn, container: name, lines: [text(container)] });
  }
}
