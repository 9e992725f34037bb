import { dnsSuffixOf } from '../../facts/partitions.js';
import { FailureError } from '../../failure.js';
import { attempt, rejected } from '../../runner/attempt.js';
import { resourceOf, type Job, type Run } from '../../runner/run.js';
import { readDeadline } from '../../runner/wait.js';
import { shellWord } from '../../shell-word.js';
import { notesFor } from '../report/notes.js';
import { repeatedOptions } from '../report/repeated-options.js';
import { openReport, type Report } from '../report/report.js';
import { runCommand } from '../report/run-command.js';
import type { RequestWith } from '../request.js';
import { inSession, requireSameEndpoint } from '../session/session.js';
import { recordedOf } from '../session/states.js';
import { stoppable } from '../session/stop-signal.js';
import { findStack, noSuchStack, type FoundStack } from '../stack/stack-choice.js';
import { execTargetIn, type ExecTarget } from './exec-target.js';
import { insideOf, runInside } from './inside.js';
import { openSession, type ExecSession, type NoSession } from './open-session.js';
import { findPlugin, runPlugin } from './plugin.js';

export interface ExecRequest extends RequestWith<'stack' | 'target' | 'states' | 'display' | 'limits'> {
  readonly service?: string | undefined;
  readonly container?: string | undefined;
  readonly task?: string | undefined;
}

/** `provision exec SERVICE [-- COMMAND…]`: from the state. @returns the exit code: the plugin's, where it ran */
export async function runExec(request: ExecRequest, command: readonly string[]): Promise<number> {
  const { display, service } = request;
  return runCommand({ command: 'exec', words: [service], request }, async () => {
    const found = await findStack(request, true);
    const recorded = found && (await recordedOf(request, found, 'exec'));
    if (!found || !recorded) throw await noSuchStack(request, found);
    await requireSameEndpoint(request.target, recorded.path, recorded.state, found.configured?.region);
    const target = execTargetIn(new Map(Object.entries(recorded.state.records)), request);
    // On the sandbox it depends on what runs in the task whether there is anything to connect to.
    if (!request.target.sandbox) await findPlugin(process.env);
    const options = repeatedOptions(request);
    const report = openReport({ command: 'exec', ...display, stack: found.stack, options, quiet: true });
    return { report, work: () => execHere(request, found, { target, command }, report) };
  });
}

interface Meant {
  readonly target: ExecTarget;
  readonly command: readonly string[];
}

/** The session is open before the plugin starts, and all that has led to it is closed. */
async function execHere(request: ExecRequest, found: FoundStack, meant: Meant, report: Report): Promise<number> {
  const { display, limits, target: place } = request;
  const words = meant.command.length === 0 ? ['/bin/sh'] : meant.command;
  const command = words.map(shellWord).join(' ');
  const asked = { task: request.task?.split('/').at(-1), command };
  const { opened, region, endpoint, inside } = await stoppable(limits.timeout, report.say, (stop) => {
    const opening = { request, command: 'exec', stack: found.stack, config: found.configured, locks: false };
    return inSession(opening, { emit: report.emit, stop }, async ({ run, sandboxUrl, place: { region, endpoint } }) => {
      const opened = await sessionIn(run, meant.target, asked);
      const { container } = meant.target;
      const inside =
        opened.is === 'sandbox' && sandboxUrl !== undefined
          ? await insideOf(sandboxUrl, { taskArn: opened.taskArn, container })
          : undefined;
      return { opened, inside, region, endpoint: endpoint === 'aws' ? systemsManagerIn(region) : endpoint };
    });
  });
  const { task } = opened;
  const note = () => notesFor(display)(`${command} in the task ${task}, container ${meant.target.container}.`);
  const end = (exitCode: number): number => {
    report.end({ task, exitCode });
    return exitCode;
  };
  if (opened.is === 'sandbox') {
    if (!inside)
      throw new FailureError({ code: 'exec-refused', service: meant.target.service, task, reason: 'stand-in' });
    note();
    return end(await runInside(inside, words, display.json));
  }
  note();
  const profile = place.profile ?? process.env['AWS_PROFILE'] ?? '';
  const plugin = await findPlugin(process.env);
  const call = { session: opened, region, endpoint, profile, env: process.env, isQuiet: display.json };
  return end(await runPlugin(plugin, call));
}

const systemsManagerIn = (region: string): string => `https://ssm.${region}.${dnsSuffixOf(region)}`;

/** What AWS throttles or does not answer is asked again, as it is for each other look. */
async function sessionIn(
  run: Run,
  target: ExecTarget,
  asked: { readonly task?: string | undefined; readonly command: string },
): Promise<ExecSession | NoSession> {
  const { step } = target;
  const job: Job = { step, resource: resourceOf(run, step, 'ecs-service'), token: '', tags: {} };
  const opened = await attempt(run, job, 'read', readDeadline(run), (cloud) => openSession(cloud, target, asked));
  if (opened.is === 'done') return opened.value;
  throw rejected(job, 'read', opened.error);
}
