import type { Outcome } from '../commands/report/outcome.js';
import { openReport, type Report } from '../commands/report/report.js';
import { expectedFailure } from '../commands/report/run-command.js';
import type { RunControl } from '../commands/session/session.js';
import { timedStopper } from '../commands/session/stop-signal.js';
import type { Event, ResultEvent } from '../events.js';
import type { Failure } from '../failure.js';
import type { Options } from './options.js';
import { ProvisionError } from './provision-error.js';

/** What one function does, once it is known which stack is meant. */
export interface Prepared<T extends Outcome> {
  readonly stack?: string | undefined;
  /** The state directory, where the run's events are kept. */
  readonly keepIn?: string;
  work(control: RunControl): Promise<T>;
}

/**
 * Runs one function of the library: its events go to `onEvent`, `signal` and `timeout` stop it. Writes to no stream and
 * ends no process.
 * @param prepare finds out what is to be done; nothing is called before it resolves
 * @returns the outcome, and the result, which was also the last event
 * @throws ProvisionError with every failure; anything else that is thrown is a bug
 */
export async function run<T extends Outcome>(
  command: string,
  { onEvent, signal, timeout }: Options,
  prepare: () => Promise<Prepared<T>>,
): Promise<{ readonly outcome: T; readonly result: ResultEvent }> {
  // The SDK would warn on stderr of Nodes that it will not support for long; `engines` in package.json says which we need.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const stop = timedStopper(timeout);
  const interrupt = () => stop.interrupt();
  signal?.addEventListener('abort', interrupt);
  if (signal?.aborted) interrupt();
  let result: ResultEvent | undefined;
  const hear = (event: Event): void => {
    if (event.type === 'result') result = event;
    tell(onEvent, event);
  };
  let report = reportTo(hear, { command });
  try {
    const { work, ...running } = await prepare();
    report = reportTo(hear, { command, ...running });
    const outcome = await work({ emit: report.emit, stop });
    report.finish(outcome);
    requireSuccess(outcome.failures, command);
    if (!result) throw new Error(`${command} ended without a result`);
    return { outcome, result };
  } catch (error) {
    const failure = expectedFailure(error);
    if (!failure) throw error;
    report.finish({ failures: [failure] });
    throw new ProvisionError([failure], command);
  } finally {
    signal?.removeEventListener('abort', interrupt);
    stop.release();
  }
}

/** A report that shows nothing itself. */
function reportTo(
  hear: (event: Event) => void,
  { command, stack, keepIn }: { command: string; stack?: string | undefined; keepIn?: string },
): Report {
  return openReport({
    command,
    ...(stack !== undefined && { stack }),
    ...(keepIn !== undefined && { keepIn }),
    display: { event: hear, say: () => {}, close: () => {} },
  });
}

/** A listener that throws does not disturb the run: what it throws is nobody's to catch here. */
function tell(onEvent: Options['onEvent'], event: Event): void {
  try {
    onEvent?.(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

function requireSuccess([first, ...others]: readonly Failure[], command: string): void {
  if (first !== undefined) throw new ProvisionError([first, ...others], command);
}
