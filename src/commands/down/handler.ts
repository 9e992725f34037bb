import { FailureError, type HeldResource } from '../../failure.js';
import { lostWith } from '../../lost-with.js';
import { lostText } from '../../ui/holders.js';
import { beforeQuestion } from '../session/before-question.js';
import { mayAsk, mustAsk, requireYes } from '../session/confirmation.js';
import { findStack, type FoundStack } from '../stack/stack-choice.js';
import { notesFor } from '../report/notes.js';
import { repeatedOptions } from '../report/repeated-options.js';
import { runCommand } from '../report/run-command.js';
import { paceOf } from '../session/pace.js';
import { endWithoutState } from '../session/not-recorded.js';
import { stoppable } from '../session/stop-signal.js';
import type { RequestWith } from '../request.js';
import { openReport, type Report } from '../report/report.js';
import { requireSameEndpoint, type Session } from '../session/session.js';
import { recordedOf } from '../session/states.js';
import { takeDown } from './take-down.js';

export type DownRequest = RequestWith<'stack' | 'target' | 'states' | 'display' | 'limits' | 'yes'> & {
  /** Whether to delete what can be deleted, where something of others keeps the rest. */
  readonly keepGoing: boolean;
};

/** `provision down`: from the state alone. @returns the exit code */
export async function runDown(request: DownRequest): Promise<number> {
  const { target, states, display } = request;
  return runCommand({ command: 'down', request }, async () => {
    const found = await findStack(request, true);
    const recorded = found && (await recordedOf(request, found, 'down'));
    if (!found || !recorded) return nothingToDo(request, found);
    const report = openReport({
      command: 'down',
      ...display,
      stack: found.stack,
      options: repeatedOptions(request),
      ...paceOf(target),
      keepIn: states.directory,
    });
    await requireSameEndpoint(target, recorded.path, recorded.state, found.configured?.region);
    if (mustAsk(request) && !mayAsk(display))
      throw new FailureError({ code: 'needs-yes', command: 'down', what: found.stack });
    return { report, work: () => takeDownHere(request, found, report) };
  });
}

async function nothingToDo(request: DownRequest, found: FoundStack | undefined) {
  const { json } = request.display;
  const options = repeatedOptions(request);
  const report = openReport({ command: 'down', json, quiet: true, options, ...(found && { stack: found.stack }) });
  return { report, work: () => endWithoutState(request, found, report, 'there is nothing to delete') };
}

/** Takes it down on this terminal: asks first, and stops on Ctrl-C. */
async function takeDownHere(request: DownRequest, found: FoundStack, report: Report): Promise<number> {
  const note = notesFor(request.display);
  const before = mustAsk(request) ? beforeQuestion(report, request.display) : undefined;
  const confirm = async (session: Session, lost: readonly HeldResource[]): Promise<void> => {
    const said = lostText(lost);
    if (before) await requireYes(session.place, { ...proposalFor(session), ...(said && { note: said }) });
    else if (said) note(said);
    before?.answered(session);
  };
  return stoppable(request.limits.timeout, report.say, async (stop) =>
    report.finish(await takeDown(request, found, { emit: before?.emit ?? report.emit, stop }, confirm)),
  );
}

/** What was only looked up is forgotten, not deleted. */
function proposalFor({ run, store }: Session) {
  const doomed = [...store.records].filter(([, { type }]) => !run.resources.get(type)?.lookup);
  const changes = doomed.map(([step, record]) => {
    const loses = lostWith(record, run.resources);
    return { action: 'delete', step, resource: record.type, loses } as const;
  });
  return { command: 'down', what: { changes } } as const;
}
