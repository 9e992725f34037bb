import type { Failure } from '../../failure.js';
import { unrecordedStacks } from '../../runner/first-look.js';
import { writerTo } from '../../ui/output.js';
import { proseText } from '../../ui/prose.js';
import type { Report } from '../report/report.js';
import type { RequestWith } from '../request.js';
import { nothingHere, type FoundStack } from '../stack/stack-choice.js';
import { inSession, type RunControl } from './session.js';
import { stoppable } from './stop-signal.js';
import { unreachableBecause } from './unreachable.js';

type Request = RequestWith<'stack' | 'target' | 'states' | 'display' | 'limits'>;

/**
 * Ends a command on a stack that has no state here. No state is not "nothing there": somebody else may have made a stack
 * of this name, or its state is lost. So AWS is asked, where it can be reached.
 * @param found absent where it is not known which stack is meant
 * @param instead what it means that nothing is recorded
 * @returns the exit code
 */
export async function endWithoutState(
  request: Request,
  found: FoundStack | undefined,
  report: Report,
  instead: string,
): Promise<number> {
  return stoppable(request.limits.timeout, report.say, async (stop) => {
    const looked = found ? await look(request, found, { emit: report.emit, stop }) : {};
    if (looked.there) return report.finish({ failures: [looked.there] });
    const unasked = looked.unasked ? ' AWS was not asked: it cannot be reached.' : '';
    const text = `${(await nothingHere(request, found, instead)).trimEnd()}${unasked}\n`;
    if (!request.display.json) writerTo(process.stdout)(proseText(text, process.stdout));
    return report.end();
  });
}

/** Looks for what bears the stack's name, or finds that AWS cannot be asked. */
async function look(
  request: Request,
  { stack, config }: FoundStack,
  control: RunControl,
): Promise<{ readonly there?: Failure | undefined; readonly unasked?: true }> {
  const opening = { request, command: 'status', stack, config, locks: false };
  try {
    return await inSession(opening, control, async ({ run }) => ({ there: await unrecordedStacks(run) }));
  } catch (error) {
    if (unreachableBecause(error)) return { unasked: true };
    throw error;
  }
}
