import { asItIs } from '../../../state/queued-store.js';
import { stateText } from '../../../state/text.js';
import type { States, StateVersion } from '../../../state/states.js';
import { FailureError } from '../../failure.js';
import { jsonLine } from '../../ui/printable.js';
import { writerTo } from '../../ui/output.js';
import { proseText } from '../../ui/prose.js';
import { printAnswer } from '../report/run-command.js';
import { requireAnswer } from '../session/confirmation.js';
import { withStates } from '../session/states.js';
import { configOf, findStack, noSuchStack, type FoundStack } from '../stack/stack-choice.js';
import { makeStateBucket } from './init.js';
import { moveState } from './move.js';
import type { StateRequest } from './request.js';

/** `provision state …`. @returns the exit code */
export const runState = (request: StateRequest): Promise<number> =>
  printAnswer({ command: 'state', words: [request.act, request.versionId], request }, async () => {
    const { act, versionId, display } = request;
    if (versionId !== undefined && act !== 'show' && act !== 'restore')
      throw new FailureError({ code: 'bad-usage', message: `state ${act} takes no version` });
    const { text, ...data } = await done(request);
    const event = { type: 'state', time: new Date().toISOString(), act, ...data };
    writerTo(process.stdout)(display.json ? `${jsonLine(event)}\n` : text);
  });

/** What was done or found: for a person, and what else a program is told. */
interface Done {
  readonly text: string;
  readonly [member: string]: unknown;
}

async function done(request: StateRequest): Promise<Done> {
  const { act } = request;
  if (act === 'init') {
    // A bucket is made before there is any stack; a config may say which one.
    const config = await configOf(request.stack).catch(() => ({}));
    return prose(await makeStateBucket(request, config));
  }
  const found = await findStack(request, true);
  if (!found) throw await noSuchStack(request, found);
  if (act === 'push' || act === 'pull') return prose(await moveState(request, found, act));
  return withStates(request, found.configured ?? {}, `state ${act}`, (states) => {
    switch (act) {
      case 'list':
        return list(states, request, found);
      case 'show':
        return show(states, request, found);
      case 'restore':
        return restore(states, request, found);
    }
  });
}

const prose = (text: string): Done => ({ text: proseText(`${text}\n`, process.stdout), message: text });

/** So many are shown. */
const most = 20;

async function list(states: States, request: StateRequest, found: FoundStack): Promise<Done> {
  const { stack } = found;
  const path = states.pathOf(stack);
  if (!states.versions) {
    const { state } = (await states.read(stack)) ?? {};
    if (!state) throw await noSuchStack(request, found);
    const { serial = 0, records, since } = state;
    const text = `${path}: made ${since}, written ${serial} times, ${Object.keys(records).length} resources. A directory keeps no versions; a bucket does.`;
    return { ...prose(text), path, versions: [] };
  }
  const { versions, isTruncated } = await states.versions(stack, most);
  if (versions.length === 0) throw await noSuchStack(request, found);
  const rows = [['VERSION', 'TIME', 'BYTES', 'SERIAL', 'BY', 'COMMAND'], ...versions.map(rowOf)];
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const more = isTruncated ? [`The last ${versions.length}; there are older ones.`] : [];
  return { text: `${[path, ...lines, ...more].join('\n')}\n`, path, versions, isTruncated };
}

const rowOf = ({ id, time, bytes, serial, by = '', command = '', isCurrent }: StateVersion): string[] => [
  `${id}${isCurrent ? ' *' : ''}`,
  time.toISOString().replace('.000Z', 'Z'),
  bytes === undefined ? 'taken away' : String(bytes),
  serial === undefined ? '' : String(serial),
  by,
  command,
];

async function show(states: States, request: StateRequest, found: FoundStack): Promise<Done> {
  const { versionId: version } = request;
  const state =
    version === undefined ? (await states.read(found.stack))?.state : await versionOf(states, found, version);
  if (!state) throw await noSuchStack(request, found);
  return { text: stateText(state), state };
}

async function restore(states: States, request: StateRequest, found: FoundStack): Promise<Done> {
  const { stack } = found;
  const { versionId: version } = request;
  if (version === undefined)
    throw new FailureError({ code: 'bad-usage', message: 'which version?', hint: '`provision state list` shows them' });
  const lock = await states.lock(stack, 'provision state restore', () => {});
  try {
    const old = await versionOf(states, found, version);
    const now = await states.read(stack);
    const records = (it: typeof old | undefined) => Object.keys(it?.records ?? {}).length;
    await requireAnswer(request, {
      command: 'state',
      what: stack,
      lines: [
        `This makes version ${version} the state of ${stack} again: ${records(old)} resources, written ${old.serial ?? 0} times.`,
        `The state has ${records(now?.state)} resources, and is kept as a version. What was made since is not recorded then.`,
      ],
      question: 'Go ahead?',
    });
    await lock.requireHeld();
    const serial = Math.max(old.serial ?? 0, now?.state.serial ?? 0);
    const state = asItIs({ ...old, serial });
    await states.store(stack, state, now?.revision).outputs(old.outputs);
    return prose(`The state of ${stack} is that of version ${version} again.`);
  } finally {
    await lock.release();
  }
}

async function versionOf(states: States, { stack }: FoundStack, version: string) {
  const state = await states.readVersion?.(stack, version);
  if (state) return state;
  const message = states.readVersion
    ? `there is no version ${version} of ${states.pathOf(stack)}`
    : 'a directory keeps no versions; a bucket does';
  throw new FailureError({ code: 'bad-usage', message, hint: '`provision state list` shows what there is' });
}
