import type { State } from '../../../state/schema.js';
import { resourcesByType } from '../../../steps/nouns.js';
import { FailureError } from '../../failure.js';
import { lostWith } from '../../lost-with.js';
import { recordsWhenPaused, type PausePlan } from '../../runner/pause.js';
import type { ProposedChange } from '../../ui/confirm.js';
import { pauseText } from '../../ui/pause.js';
import { notesFor } from '../report/notes.js';
import { repeatedOptions } from '../report/repeated-options.js';
import { openReport, type Report } from '../report/report.js';
import { runCommand } from '../report/run-command.js';
import type { RequestWith } from '../request.js';
import { mayAsk, mustAsk, requireYes } from '../session/confirmation.js';
import { endWithoutState } from '../session/not-recorded.js';
import { paceOf } from '../session/pace.js';
import { requireSameEndpoint, type Session } from '../session/session.js';
import { recordedOf } from '../session/states.js';
import { stoppable } from '../session/stop-signal.js';
import { estimateOfRecords } from '../stack/cost.js';
import { findStack, type FoundStack } from '../stack/stack-choice.js';
import { changingOutputs, pauseStack } from './pause-stack.js';

export type PauseRequest = RequestWith<'stack' | 'target' | 'states' | 'display' | 'limits' | 'yes'>;

/** `provision pause`: from the state alone. @returns the exit code */
export async function runPause(request: PauseRequest): Promise<number> {
  const { target, states, display } = request;
  return runCommand({ command: 'pause', request }, async () => {
    const found = await findStack(request, true);
    const recorded = found && (await recordedOf(request, found, 'pause'));
    const options = repeatedOptions(request);
    const shown = { command: 'pause', ...display, ...(found && { stack: found.stack }), options };
    if (!found || !recorded) {
      const quiet = openReport({ ...shown, quiet: true });
      return { report: quiet, work: () => endWithoutState(request, found, quiet, 'there is nothing to pause') };
    }
    await requireSameEndpoint(target, recorded.path, recorded.state, found.configured?.region);
    if (mustAsk(request) && !mayAsk(display))
      throw new FailureError({ code: 'needs-yes', command: 'pause', what: found.stack });
    const report = openReport({ ...shown, ...paceOf(target), keepIn: states.directory });
    return { report, work: () => pauseHere(request, found, report) };
  });
}

/** Says what goes, what that saves and what comes back otherwise; then asks where there is a person. */
async function pauseHere(request: PauseRequest, found: FoundStack, report: Report): Promise<number> {
  const note = notesFor(request.display);
  const confirm = async (session: Session, plan: PausePlan): Promise<void> => {
    const text = textFor(session.state, plan);
    if (mustAsk(request)) await requireYes(session.place, { ...proposalFor(session.state, plan), note: text });
    else note(text);
  };
  return stoppable(request.limits.timeout, report.say, async (stop) =>
    report.finish(await pauseStack(request, found, { emit: report.emit, stop }, confirm)),
  );
}

function textFor(state: State, plan: PausePlan): string {
  const records = new Map(Object.entries(state.records));
  const [now, then] = [records, recordsWhenPaused(records, plan)].map((it) => estimateOfRecords(state.region, it));
  const addresses = [...plan.going].filter((step) => records.get(step)?.type === 'elastic-ip');
  return pauseText({
    perHour: { now: now?.perHour ?? 0, then: then?.perHour ?? 0 },
    perMonth: { now: now?.perMonth ?? 0, then: then?.perMonth ?? 0 },
    unpriced: (now?.unknown ?? []).flatMap(({ isFixed, item }) => (isFixed ? [item] : [])),
    isBilled: state.endpoint === 'aws',
    outputs: changingOutputs(state, plan),
    hasAddresses: addresses.length > 0,
  });
}

function proposalFor({ records }: State, { going, changing }: PausePlan) {
  const changes = Object.entries(records).flatMap(([step, record]): ProposedChange[] => {
    const it = { step, resource: record.type };
    if (going.has(step)) return [{ action: 'delete', ...it, loses: lostWith(record, resourcesByType) }];
    return changing.has(step) ? [{ action: 'update', ...it }] : [];
  });
  return { command: 'pause', what: { changes } } as const;
}
