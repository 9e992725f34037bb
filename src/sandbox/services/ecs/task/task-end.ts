import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { timer, type Context } from '../../../service.js';
import { containersOf, definitionOf } from '../prerequisites/task-containers.js';
import { scheduleReconcile } from '../service/scheduler.js';
import { services, tasks, type TaskRow } from '../tables.js';
import { containerPrinted } from './container-output.js';
import { programOf, type TaskProgram } from './task-programs.js';
import { stopTask } from './task-lifecycle.js';

/**
 * A task ends with its program, where it has one: its first essential container exits, and the task stops with it. What the
 * program does is in task-programs.ts.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */

interface Run {
  readonly taskArn: string;
  readonly program: TaskProgram;
}

/** Reacts to a task that runs. */
export function startProgram(context: Context, row: TaskRow): void {
  const isOfService = row.serviceArn !== undefined;
  const program = programOf(context, { family: definitionOf(context, row)?.family ?? '', isOfService });
  if (program) begin(context, { taskArn: row.task.taskArn, program });
}

function begin(context: Context, run: Run): void {
  const { seconds, lines } = run.program;
  for (const [i] of lines.entries())
    context.after((seconds * (i + 1)) / (lines.length + 1), programWrites, { ...run, line: i });
  context.after(seconds, programEnds, run);
}

export const programWrites = timer<Run & { line: number }>(
  'ecs/program-writes',
  (context, { taskArn, program, line }) => {
    const row = running(context, taskArn);
    const container = row && essentialOf(context, row);
    const lines = [program.lines[line] ?? ''];
    if (container) containerPrinted(context, { taskArn, container: container.name ?? '', lines });
  },
);

export const programEnds = timer<Run>('ecs/program-ends', (context, run) => {
  const row = running(context, run.taskArn);
  const container = row && essentialOf(context, row);
  if (!row || !container) return;
  if (isRestarted(container, run.program)) return begin(context, run);
  exits(context, row, container, run.program.exitCode);
});

/** What has run in the place of a container has ended. Does nothing where the task does not run any more. */
export function containerExited(
  context: Context,
  {
    taskArn,
    container: name,
    exitCode,
  }: { readonly taskArn: string; readonly container: string; readonly exitCode: number },
): void {
  const row = running(context, taskArn);
  const container = row && containersOf(context, row).find((it) => it.name === name);
  if (container) exits(context, row, container, exitCode);
}

/** With one that is essential, the task stops. */
function exits(
  context: Context,
  row: TaskRow,
  { name, essential = true }: ContainerDefinition,
  exitCode: number,
): void {
  const shown = row.task.containers.find((it) => it.name === name);
  if (shown) Object.assign(shown, { lastStatus: 'STOPPED', exitCode });
  if (!essential) return;
  stopTask(context, row, {
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
  });
  // Its service starts another one.
  const service = services(context).get(row.serviceArn ?? '');
  if (service) scheduleReconcile(context, service);
}

/**
 * Whether the container is started again in the same task: not after an exit code that is ignored, nor where it has run
 * for less than the period of attempts.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-restart-policy.html
 */
function isRestarted({ restartPolicy }: ContainerDefinition, { seconds, exitCode }: TaskProgram): boolean {
  const { enabled = false, ignoredExitCodes = [], restartAttemptPeriod = 300 } = restartPolicy ?? {};
  return enabled && !ignoredExitCodes.includes(exitCode) && seconds >= restartAttemptPeriod;
}

function running(context: Context, taskArn: string): TaskRow | undefined {
  const row = tasks(context).get(taskArn);
  return row?.task.lastStatus === 'RUNNING' ? row : undefined;
}

const essentialOf = (context: Context, row: TaskRow): ContainerDefinition | undefined =>
  containersOf(context, row).find(({ essential = true }) => essential);
