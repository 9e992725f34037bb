import type { Config } from '../../config/schema.js';
import { containersOf } from '../../config/containers.js';
import { tasksOf, type NamedTask } from '../../config/tasks.js';
import { FailureError } from '../../failure.js';
import { didYouMean, nearest } from '../../nearest.js';
import { shellWord } from '../../shell-word.js';
import { taskDisplay } from '../../ui/task.js';
import { repeatedOptions } from '../report/repeated-options.js';
import { openReport, type Report } from '../report/report.js';
import { runCommand } from '../report/run-command.js';
import type { RequestWith } from '../request.js';
import { recordedOf } from '../session/states.js';
import { stoppable } from '../session/stop-signal.js';
import { findStack, noSuchStack } from '../stack/stack-choice.js';
import { runToEnd, type TaskToRun } from './run-to-end.js';

export interface RunRequest extends RequestWith<'stack' | 'target' | 'states' | 'display' | 'limits'> {
  /** The name of a job or a service. */
  readonly task?: string | undefined;
}

/** `provision run NAME [-- COMMAND…]`: from the config and the state; it takes no lock. @returns the exit code */
export async function runTask(request: RunRequest, command: readonly string[]): Promise<number> {
  const { display, task: name } = request;
  return runCommand({ command: 'run', words: [name], request }, async () => {
    const found = await findStack(request);
    if (!found?.config)
      throw new FailureError({
        code: 'bad-usage',
        message: 'there is no config here to say what is run',
        hint: '--config FILE or --blueprint NAME',
      });
    const { config } = found;
    const task = taskNamed(config, name);
    requireCommand(task, command);
    if (!(await recordedOf(request, found, 'run'))) throw await noSuchStack(request, found);
    const containers = containersOf(task).map((it) => it.name);
    const shown = { command: 'run', words: task.name, stack: found.stack, options: repeatedOptions(request) };
    const report = openReport({
      ...{ ...display, ...shown, keepIn: request.states.directory },
      ...(!display.json && {
        display: taskDisplay({ ...display, stdout: process.stdout, stderr: process.stderr, containers, run: shown }),
      }),
    });
    return { report, work: () => runHere(request, config, { name: task.name, containers, command }, report) };
  });
}

/** @throws FailureError where the config has nothing of that name */
function taskNamed(config: Config, name: string | undefined): NamedTask {
  const tasks = tasksOf(config);
  const found = tasks.find((it) => it.name === name);
  if (found) return found;
  const names = tasks.map((it) => it.name);
  const there = `the config has ${names.join(', ')}`;
  throw new FailureError({
    code: 'bad-usage',
    message: name === undefined ? 'which job shall run?' : `there is no job and no service ${name}`,
    hint: (name !== undefined && didYouMean(nearest(name, names))) || there,
  });
}

/** A service's own program does not end. */
function requireCommand({ kind, name }: NamedTask, command: readonly string[]): void {
  if (kind === 'jobs' || command.length > 0) return;
  throw new FailureError({
    code: 'bad-usage',
    message: `${name} is a service, whose own program does not end`,
    hint: `say what its container shall run: provision run ${shellWord(name)} -- COMMAND`,
  });
}

const stopWords = {
  first: 'Stopping the task. Ctrl-C again leaves it running.',
  second: 'The task is left as it is: it may go on running.',
};

/** Runs it before this terminal: Ctrl-C stops the task. */
async function runHere(request: RunRequest, config: Config, task: TaskToRun, report: Report): Promise<number> {
  return stoppable(
    request.limits.timeout,
    report.say,
    async (stop) => report.finish(await runToEnd(request, config, task, { emit: report.emit, stop })),
    stopWords,
  );
}
