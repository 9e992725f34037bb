import { FailureError } from '../../failure.js';
import { proposalLines } from '../../ui/confirm.js';
import { writerTo } from '../../ui/output.js';
import { proseWidth } from '../../ui/prose.js';
import { revisionLines } from '../../ui/revisions.js';
import { colorsFor } from '../../ui/terminal.js';
import { repeatedOptions } from '../report/repeated-options.js';
import { openReport, type Report } from '../report/report.js';
import { runCommand } from '../report/run-command.js';
import type { Display, RequestWith } from '../request.js';
import { beforeQuestion } from '../session/before-question.js';
import { mayAsk, mustAsk, requireYes } from '../session/confirmation.js';
import { shownPlace } from '../session/endpoint.js';
import { paceOf } from '../session/pace.js';
import { requireSameEndpoint, type Session } from '../session/session.js';
import { recordedOf } from '../session/states.js';
import { stoppable } from '../session/stop-signal.js';
import { findStack, noSuchStack, type FoundStack } from '../stack/stack-choice.js';
import { listRevisions, requireWay, rollBackService, type Proposed } from './roll-back-service.js';
import { serviceIn } from './ways.js';

export interface RollbackRequest extends RequestWith<'stack' | 'target' | 'states' | 'display' | 'limits' | 'yes'> {
  readonly service?: string | undefined;
  readonly revision?: string | undefined;
  /** Nothing is changed. */
  readonly list: boolean;
}

/** `provision rollback SERVICE [REVISION]`: from the state alone. @returns the exit code */
export async function runRollback(request: RollbackRequest): Promise<number> {
  const { target, states, display, service, revision, list } = request;
  return runCommand({ command: 'rollback', words: [service, revision], request }, async () => {
    const found = await findStack(request, true);
    const recorded = found && (await recordedOf(request, found, 'rollback'));
    if (!recorded) throw await noSuchStack(request, found);
    await requireSameEndpoint(target, recorded.path, recorded.state, found.configured?.region);
    const records = new Map(Object.entries(recorded.state.records));
    const { name } = serviceIn(records, service);
    if (list && revision !== undefined)
      throw new FailureError({ code: 'bad-usage', message: '--list is about all revisions: name none' });
    const words = [name, revision].filter((it) => it !== undefined).join(' ');
    const shown = { command: 'rollback', words, ...display, stack: found.stack, options: repeatedOptions(request) };
    if (list) {
      const report = openReport({ ...shown, quiet: true });
      return { report, work: () => listHere(request, found, report) };
    }
    requireWay(records, { service, revision });
    if (mustAsk(request) && !mayAsk(display))
      throw new FailureError({ code: 'needs-yes', command: 'rollback', what: found.stack });
    const report = openReport({ ...shown, ...paceOf(target), keepIn: states.directory });
    return { report, work: () => rollBackHere(request, found, report) };
  });
}

async function listHere(request: RollbackRequest, found: FoundStack, report: Report): Promise<number> {
  const { display, limits } = request;
  return stoppable(limits.timeout, report.say, async (stop) => {
    const input = { ...request, showsValues: display.showValues, given: found.given };
    const revisions = await listRevisions(request, found, input, { emit: report.emit, stop });
    if (display.json) for (const it of revisions) report.emit(it);
    else print(revisionLines(revisions, lookOf(display)));
    return report.end();
  });
}

/** Shows what differs, and asks where there is a person. */
async function rollBackHere(request: RollbackRequest, found: FoundStack, report: Report): Promise<number> {
  const { display, limits } = request;
  const before = beforeQuestion(report, display);
  const confirm = async (proposed: Proposed, session: Session): Promise<void> => {
    await show(request, proposed, session.place, report);
    before.answered(session);
  };
  return stoppable(limits.timeout, report.say, async (stop) => {
    const input = { ...request, showsValues: display.showValues, given: found.given };
    return report.finish(await rollBackService(request, found, input, { emit: before.emit, stop }, confirm));
  });
}

async function show(
  request: RollbackRequest,
  { target, what }: Proposed,
  place: Session['place'],
  report: Report,
): Promise<void> {
  const { display } = request;
  const proposal = { command: 'rollback', what, note: noteOn(target.isLatest) } as const;
  if (mustAsk(request)) return requireYes(place, proposal);
  if (display.json) return report.emit(target);
  const { width, colors } = lookOf(display);
  print(proposalLines({ stack: place.stack, ...shownPlace(place), ...proposal }, colors, width));
}

const noteOn = (isLatest: boolean): string =>
  isLatest
    ? 'It is the revision of the last up: the service goes forward again.'
    : 'The config stays as it is, so the next up goes forward again. Jobs that run before a deployment are not run, and what ' +
      'a migration has done stays done.';

const lookOf = ({ color }: Display) => ({
  width: proseWidth(process.stdout),
  colors: colorsFor(process.stdout, process.env, !color),
});

const print = (lines: readonly string[]): void =>
  void writerTo(process.stdout)(lines.map((line) => `${line}\n`).join(''));
