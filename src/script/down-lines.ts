import { isMutating } from '../is-mutating.js';
import { comment, indented, variablesIn, word } from './bash.js';
import { callLines } from './call-lines.js';
import { assignedTo, linesOf } from './command.js';
import type { WriterOptions } from './writer-options.js';
import { substitutionOf, type Substitution } from './substitution.js';
import type { Call, TranscriptEntry, Transcript } from './transcript.js';
import { waitLines } from './wait-lines.js';

/**
 * The lines of a `down` script. Where ids are variables, the script skips what was never made.
 * @param idsFrom `records`: the ids are in the calls, and all of them exist; `variables`: the script reads them from
 * its file
 */
export function downLines(transcript: Transcript, options: WriterOptions, idsFrom: 'variables' | 'records'): string[] {
  const substitution = substitutionOf(options.captures);
  const byName = new Map(transcript.entries.map((entry) => [entry.step, entry]));
  const awaited = new Set<TranscriptEntry>();
  const markerOf = (entry: TranscriptEntry): string | undefined =>
    idsFrom === 'records' ? undefined : options.markers.get(entry.step);
  const isNoted = (entry: TranscriptEntry): boolean => idsFrom === 'records' || markerOf(entry) !== undefined;
  const waitFor = (entries: readonly TranscriptEntry[]): string[] =>
    entries.flatMap((entry) => {
      if (awaited.has(entry)) return [];
      awaited.add(entry);
      return unlessMissing(markerOf(entry), waitLines([entry], substitution));
    });
  const lines = transcript.entries.flatMap((entry) => {
    const key = markerOf(entry);
    const isNow = (call: Call) => !isLast(entry)(call);
    const own = changeLines(entry.calls.filter(isNow), options, substitution);
    if (own.length === 0 || !isNoted(entry)) return [];
    const before = waitFor(entry.after.flatMap((name) => byName.get(name) ?? []));
    return [
      ...comment(entry.step === entry.noun ? entry.step : `${entry.step} (${entry.noun})`),
      ...before,
      ...unlessMissing(key, own),
      '',
    ];
  });
  const rest = waitFor(transcript.entries);
  const end = transcript.entries.flatMap((entry) =>
    isNoted(entry) ? unlessMissing(markerOf(entry), lastLines(entry, substitution)) : [],
  );
  return [
    ...lines,
    ...(rest.length > 0 ? ['# Until all of it is gone.', ...rest, ''] : []),
    ...(end.length > 0 ? ['# What AWS has made of its own accord.', ...end, ''] : []),
  ];
}

const unlessMissing = (key: string | undefined, lines: readonly string[]): string[] =>
  key === undefined || lines.length === 0 ? [...lines] : [`if [[ -n \${${key}:-} ]]; then`, ...indented(lines), 'fi'];

/** Whether a call comes at the end of the script. */
const isLast =
  ({ last }: TranscriptEntry) =>
  ({ operation }: Call): boolean =>
    operation === last?.operation;

/** What comes at the end, once the look says that it is AWS's. */
function lastLines(entry: TranscriptEntry, substitution: Substitution): string[] {
  const { last, calls } = entry;
  const [call, look] = [calls.find(isLast(entry)), calls.find(({ operation }) => operation === last?.only.like)];
  if (!last || !call || !look) return [];
  const [deleting, looking] = [call, look].map((it) => ({ ...it, input: substitution.input(it.input) }));
  if (!deleting || !looking) return [];
  return [
    ...assignedTo('NOW', linesOf({ ...looking, query: last.only.query }, ['look'])),
    `if [[ $NOW == ${word(last.only.good)} ]]; then`,
    ...indented(linesOf(deleting, ['remove'])),
    'fi',
  ];
}

function changeLines(calls: readonly Call[], options: WriterOptions, substitution: Substitution): string[] {
  const changes = calls
    .filter(({ operation }) => isMutating(operation))
    .map((call) => ({ ...call, input: substitution.input(call.input) }));
  const needed = changes.flatMap(({ input }) => variablesIn(JSON.stringify(input)));
  return [
    ...readAgainLines([...new Set(needed)], options, substitution),
    ...changes.flatMap((call) => linesOf(call, ['remove'])),
  ];
}

/** Lines that read ids again which only a later read gives: `up` may have broken off before it. */
function readAgainLines(names: readonly string[], { captures }: WriterOptions, substitution: Substitution): string[] {
  return captures.all.flatMap((it) => {
    if (!names.includes(it.name) || isMutating(it.call.operation)) return [];
    return [`if [[ -z \${${it.name}:-} ]]; then`, ...indented(callLines(it.call, [it], substitution)), 'fi'];
  });
}
