import { FailureError } from '../../failure.js';
import { repeatedOptions } from '../report/repeated-options.js';
import { openReport } from '../report/report.js';
import { runCommand } from '../report/run-command.js';
import type { RequestWith } from '../request.js';
import { paceOf } from '../session/pace.js';
import { recordedOf } from '../session/states.js';
import { stoppable } from '../session/stop-signal.js';
import { findStack } from '../stack/stack-choice.js';
import { stackInputFor } from '../stack/stack-input.js';
import { rebuildState } from './rebuild-state.js';

export interface RecoverRequest extends RequestWith<'stack' | 'target' | 'states' | 'display' | 'limits'> {
  /** The stack's, where several bear the name. */
  readonly id?: string | undefined;
}

/** `provision recover`: changes nothing but the state. @returns the exit code */
export async function runRecover(request: RecoverRequest): Promise<number> {
  const { stack: choice, target, states, display, limits } = request;
  return runCommand({ command: 'recover', request }, async () => {
    const found = await findStack(request);
    if (!found)
      throw new FailureError({ code: 'bad-usage', message: 'recover which stack?', hint: '--name, or a config' });
    const { stack } = found;
    const known = await recordedOf(request, found, 'recover');
    if (known && Object.keys(known.state.records).length > 0)
      throw new FailureError({ code: 'state-exists', path: known.path, stack });
    const input = found.config && (await stackInputFor(choice, target));
    const report = openReport({
      command: 'recover',
      ...display,
      stack,
      options: repeatedOptions(request),
      ...paceOf(target),
      keepIn: states.directory,
    });
    const work = () =>
      stoppable(limits.timeout, report.say, async (stop) =>
        report.finish(await rebuildState(request, { stack, input }, { emit: report.emit, stop })),
      );
    return { report, work };
  });
}
