import { FailureError, type Failure } from '../../failure.js';
import { counted } from '../../display-names.js';
import { down } from '../../runner/down.js';
import { lookBeforeDown, type BeforeDown } from '../../runner/look-before-down.js';
import { lostText } from '../../ui/holders.js';
import { leftoverJson, leftoverLines } from '../../ui/leftovers.js';
import { writerTo } from '../../ui/output.js';
import { proseText } from '../../ui/prose.js';
import type { Outcome } from '../report/outcome.js';
import { notesFor } from '../report/notes.js';
import { repeatedOptions } from '../report/repeated-options.js';
import { openReport } from '../report/report.js';
import { runCommand } from '../report/run-command.js';
import { shellWord } from '../../shell-word.js';
import type { RequestWith } from '../request.js';
import { givenId } from '../recover/id-option.js';
import { mayAsk, mustAsk, requireAnswer } from '../session/confirmation.js';
import { paceOf } from '../session/pace.js';
import { awsSecondsOf, inSession, stoppedFailure, type RunControl, type Session } from '../session/session.js';
import { configuredHere } from '../session/states.js';
import { stoppable } from '../session/stop-signal.js';
import { configOf } from '../stack/stack-choice.js';
import { leftoversOf, type Found, type SweepChoice } from './leftovers.js';

export interface SweepRequest extends RequestWith<'stack' | 'target' | 'states' | 'display' | 'limits' | 'yes'> {
  /** Only stacks of this name. */
  readonly only?: string | undefined;
  /** As given. */
  readonly id?: string | undefined;
  readonly expired: boolean;
  /** Delete what is found. */
  readonly delete: boolean;
}

/** No stack is called so: a sweep is about all of them. */
const noStack = '*';

/** `provision sweep`. @returns the exit code */
export async function runSweep(request: SweepRequest): Promise<number> {
  const { target, states, display, limits } = request;
  return runCommand({ command: 'sweep', request }, async () => {
    const choice = await choiceOf(request);
    if (request.delete && mustAsk(request) && !mayAsk(display))
      throw new FailureError({ code: 'needs-yes', command: 'sweep', what: choice.only ?? 'the stacks it finds' });
    const report = openReport({
      command: 'sweep',
      ...display,
      quiet: !request.delete,
      words: wordsOf(request),
      options: repeatedOptions(request),
      ...paceOf(target),
      ...(request.delete && { keepIn: states.directory }),
    });
    const work = () =>
      stoppable(limits.timeout, report.say, async (stop) =>
        report.finish(await sweep(request, choice, { emit: report.emit, stop })),
      );
    return { report, work };
  });
}

/**
 * Which stacks are meant. A config here says nothing of that: only one that is named on the command line means its stack.
 * @throws FailureError `bad-usage` where two names are given, or `bad-config`
 */
async function choiceOf({ only, id, expired, stack }: SweepRequest): Promise<SweepChoice> {
  const isConfigGiven = stack.config !== undefined || stack.env !== undefined || stack.blueprint !== undefined;
  const name = stack.name ?? (isConfigGiven ? (await configOf(stack)).name : undefined);
  if (only !== undefined && name !== undefined && only !== name)
    throw new FailureError({
      code: 'bad-usage',
      message: `is ${only} meant, or ${name}?`,
      hint: 'sweep takes one name',
    });
  return { only: only ?? name, id: givenId(id), expired };
}

/** What was asked for, quoted for a shell: a next command is asked for the same. */
const wordsOf = ({ only, id, expired, delete: deletes }: SweepRequest): string =>
  [
    ...(only === undefined ? [] : [shellWord(only)]),
    ...(id === undefined ? [] : ['--id', id]),
    ...(expired ? ['--expired'] : []),
    ...(deletes ? ['--delete'] : []),
  ].join(' ');

async function sweep(request: SweepRequest, choice: SweepChoice, control: RunControl): Promise<Outcome> {
  const { state } = await configuredHere(request);
  const opening = { request, command: 'sweep', stack: noStack, config: { region: undefined, state }, locks: false };
  return inSession(opening, control, async (session) => {
    const found = await leftoversOf(session, request.states.directory, choice, Date.now());
    show(found, request);
    const doomed: Looked[] = [];
    for (const it of request.delete ? found : [])
      if (it.keeps === undefined) doomed.push({ ...it, before: await lookBeforeDown(it.run) });
    const free = doomed.filter(({ before }) => before.held.length === 0);
    const failures = doomed.filter((it) => !free.includes(it)).map(heldFailure);
    if (free.length > 0) await confirm(request, free);
    const deleted = await deleteAll(session, free, failures);
    return { failures: [...failures, ...stoppedFailure(session, request.limits.timeout)], ...deleted };
  });
}

/** @param before what of others keeps it, and what would be deleted with it */
type Looked = Found & { readonly before: BeforeDown };

const heldFailure = ({ shown, before }: Looked): Failure => ({
  code: 'deletion-held',
  stack: shown.stack,
  held: before.held,
});

/** Asks where that has to be asked, and says what of others will be deleted, too. */
async function confirm(request: SweepRequest, doomed: readonly Looked[]): Promise<void> {
  const said = lostText(doomed.flatMap(({ before }) => before.lost));
  if (said && !mustAsk(request)) notesFor(request.display)(said);
  await requireAnswer(request, questionFor(doomed, said));
}

function show(found: readonly Found[], { display }: SweepRequest): void {
  const now = Date.now();
  const write = writerTo(process.stdout);
  const time = new Date(now).toISOString();
  if (display.json) return found.forEach(({ shown }) => write(`${leftoverJson(shown, time)}\n`));
  const lines = found.flatMap(({ shown }) => leftoverLines(shown, now));
  const about = found.length > 0 ? notAllKnown : 'Nothing bears tags of provision that is not in a state here.';
  write(proseText(`${[...lines, about].join('\n')}\n`, process.stdout));
}

const notAllKnown =
  'None of these is in a state that this machine has. Whether somebody else has a state of them is not known.';

const questionFor = (doomed: readonly Found[], said: string | undefined) => ({
  command: 'sweep' as const,
  what: doomed.map(({ shown }) => shown.stack).join(', '),
  lines: said === undefined ? [] : [said],
  question: `Delete ${counted(doomed.length, 'stack')}: ${doomed.map(({ shown }) => `${shown.stack} (${shown.id ?? 'without an id'})`).join(', ')}?`,
});

/** One stack after the other, so that what is shown can be read. What fails in one keeps none of the others. */
async function deleteAll(session: Session, doomed: readonly Found[], failures: Failure[]) {
  let deleted = 0;
  for (const { run } of doomed) {
    if (run.signal.aborted) break;
    const report = await down(run);
    failures.push(...report.failures);
    deleted += report.deleted;
  }
  return { deleted, ...awsSecondsOf(session) };
}
