import { isMutating } from '../is-mutating.js';
import { comment, variablesIn } from './bash.js';
import { callLines } from './call-lines.js';
import type { Capture } from './captures.js';
import { linesOf } from './command.js';
import type { WriterOptions } from './writer-options.js';
import { imageLines } from './image-lines.js';
import { sensitiveMask } from '../masked.js';
import { hasMask } from './sensitive-values.js';
import { substitutionOf, type Substitution } from './substitution.js';
import type { TranscriptEntry, Transcript } from './transcript.js';
import { waitLines } from './wait-lines.js';
import { waitCallsFor } from './waits.js';
import { zoneLines } from './zone-lines.js';

/**
 * The lines of an `up` script. It waits for a step as late as possible, just before the first one that needs it, so
 * that
 * slow resources are under way at the same time.
 */
export function upLines(transcript: Transcript, options: WriterOptions): string[] {
  const substitution = substitutionOf(options.captures);
  const awaited = new Set<TranscriptEntry>();
  const byName = new Map(transcript.entries.map((entry) => [entry.step, entry]));
  /** Lines that wait, and then read the values that only a later read gives. */
  const waitFor = (entries: readonly TranscriptEntry[]): string[] => {
    const notAwaited = entries.filter((entry) => !awaited.has(entry));
    notAwaited.forEach((entry) => awaited.add(entry));
    return [
      ...waitLines(notAwaited, substitution),
      ...notAwaited.filter(isAwaited).flatMap((entry) => readLines(entry, options, substitution)),
    ];
  };
  const lines = transcript.entries.flatMap((entry) => {
    const own = entryLines(entry, transcript, options, substitution);
    if (own.length === 0) return [];
    const before = waitFor(entry.after.flatMap((name) => byName.get(name) ?? []));
    return [...comment(`${entry.step}: ${entry.why ?? entry.noun}`), ...maskLines(entry), ...before, ...own, ''];
  });
  const rest = waitFor(transcript.entries);
  return [...lines, ...(rest.length > 0 ? ['# Until all of it is in service.', ...rest, ''] : [])];
}

function entryLines(
  entry: TranscriptEntry,
  { region }: Transcript,
  options: WriterOptions,
  substitution: Substitution,
): string[] {
  if (entry.noun === 'availability-zones') return zoneLines(entry, options.captures, region);
  const key = options.markers.get(entry.step);
  if (entry.noun === 'image')
    return [...imageLines(entry, options.images, substitution), ...(key ? [`keep ${key} yes`] : [])];
  const changes = entry.calls.filter(({ operation }) => isMutating(operation));
  if (entry.deletes)
    return changes.flatMap((call) => linesOf({ ...call, input: substitution.input(call.input) }, ['remove']));
  const lines = changes.flatMap((call, index) => {
    const captures = options.captures.of(call);
    const made = callLines(call, captures, substitution, prefixOf(entry, substitution.input(call.input)));
    return key === undefined ? made : [...made, ...keepLines(captures, index === 0 ? key : undefined)];
  });
  return isAwaited(entry) ? lines : [...lines, ...readLines(entry, options, substitution)];
}

/** A comment where values are masked, because AWS marks them as sensitive and a run's file leaves them out. */
function maskLines({ calls, isRestored }: TranscriptEntry): string[] {
  if (hasMask(calls.map(({ input }) => input))) return comment(`${sensitiveMask} was not recorded: put it there.`);
  return isRestored ? comment('What is sensitive in it is not in the file of the run: it is as recorded since.') : [];
}

/** @param key of the step, where this call is the one that makes it */
function keepLines(captures: readonly Capture[], key?: string): string[] {
  const names = captures.map(({ name }) => name);
  const made = key === undefined || names.includes(key) ? [] : [`keep ${key} yes`];
  return [...names.map((name) => `keep ${name} "$${name}"`), ...made];
}

/** A call that refers to nothing created before needs no retry. */
const prefixOf = ({ after }: TranscriptEntry, input: object): string[] =>
  after.length > 0 || variablesIn(JSON.stringify(input)).some((name) => !/^(ACCOUNT|STACK_ID)$/.test(name))
    ? ['retry']
    : [];

/** Whether the script waits for an entry. Its reads then come after the wait, those of other entries at once. */
const isAwaited = (entry: TranscriptEntry): boolean => waitCallsFor(entry).length > 0;

/** The reads whose answers contain a value that is needed. */
function readLines(
  { step, calls }: TranscriptEntry,
  { captures, markers }: WriterOptions,
  substitution: Substitution,
): string[] {
  const reads = calls.filter(({ operation }) => !isMutating(operation));
  return reads.flatMap((call) => {
    const taken = captures.of(call);
    return taken.length === 0
      ? []
      : [...callLines(call, taken, substitution), ...(markers.has(step) ? keepLines(taken) : [])];
  });
}
