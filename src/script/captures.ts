import { textReplacer, stringsIn } from '../rehearsal/json-strings.js';
import { isMutating } from '../is-mutating.js';
import { variable, variablesIn } from './bash.js';
import { VariableNames } from './variable-names.js';
import type { Call, TranscriptEntry, Transcript } from './transcript.js';
import { waitCallsFor, queryOf } from './waits.js';

/** A value that AWS chooses and a later call needs: the answer it is read from, and its variable. */
export interface Capture {
  readonly name: string;
  readonly step: string;
  readonly call: Call;
  readonly path: readonly string[];
  readonly value: string;
}

/** The values of a transcript that are known only when the script runs. */
export interface Captures {
  readonly all: readonly Capture[];
  /** Replaces the values in a text by variables. */
  substitute(text: string): string;
  of(call: Call): readonly Capture[];
}

/**
 * Names the variables. Short names go to what steps give to each other; what only a step's own calls need gets longer
 * ones.
 */
function withNames(candidates: readonly Candidate[]): Capture[] {
  const names = new VariableNames();
  const isGiven = ({ entry, value }: Candidate) => stringsIn(entry.gives).some(([, text]) => text === value);
  const inTurn = [...candidates.filter(isGiven), ...candidates.filter((it) => !isGiven(it))];
  const given = new Map(inTurn.map((it) => [it, names.nameFor(it.entry, it.path, it.value)]));
  return candidates.map((it) => ({
    step: it.step,
    call: it.call,
    path: it.path,
    value: it.value,
    name: given.get(it) ?? '',
  }));
}

interface Candidate extends Omit<Capture, 'name'> {
  readonly entry: TranscriptEntry;
}

/**
 * Finds the values that stand in an answer, were not sent before, and are sent later.
 * @param others transcripts that use the values too: the one that takes the stack down
 */
export function capturesOf(main: Transcript, ...others: readonly Transcript[]): Captures {
  const candidates = firstSources(main);
  const used = usedOf([main, ...others], candidates);
  const all = withNames([...candidates.values()].filter(({ value }) => used.has(value)));
  const texts = new Map(all.map(({ value, name }) => [value, variable(name)]));
  for (const { value, name } of all)
    for (const { end, after } of endsOf(candidates.get(value))) texts.set(end, variable(name, after));
  if (main.account !== '' && !texts.has(main.account)) texts.set(main.account, variable('ACCOUNT'));
  if (main.stackId !== '') texts.set(main.stackId, variable('STACK_ID'));
  return { all, substitute: textReplacer(texts), of: (call) => all.filter((it) => it.call === call) };
}

/**
 * What a step gives to others that is the end of an ARN, and in no answer by itself: that comes after something in the ARN. A
 * name that was sent is none of these, it stands as it is.
 */
function endsOf(from: Candidate | undefined): { readonly end: string; readonly after: string }[] {
  if (!from?.value.startsWith('arn:')) return [];
  const { entry, value } = from;
  const sent = new Set(entry.calls.flatMap(({ input }) => stringsIn(input).map(([, text]) => text)));
  const given = new Set(stringsIn(entry.gives).map(([, text]) => text));
  return [...given].flatMap((end) => {
    const before = value.slice(0, -end.length);
    if (end === value || sent.has(end) || !value.endsWith(end) || !/[:/]$/.test(before)) return [];
    return [{ end, after: /:[^:]*\/$|:$/.exec(before)?.[0] ?? before }];
  });
}

/**
 * The first answer that each value stands in: that of the call that created it, or else of a read. From a read only
 * those values are taken that its step gives to others, because a read also shows what other steps have made.
 */
function firstSources(transcript: Transcript): Map<string, Candidate> {
  const made = valuesIn(transcript, isMutating, new Map());
  return valuesIn(transcript, () => true, made);
}

/**
 * Finds values in answers. What the step itself wants was known before it asked, whatever its answers repeat of it: such a text
 * stays as it is, because it may stand elsewhere in the answer to the script. The answers to an image's upload are left out:
 * only that step uses them.
 */
function valuesIn(
  { entries, account, stackId }: Transcript,
  isRelevant: (operation: string) => boolean,
  known: ReadonlyMap<string, Candidate>,
): Map<string, Candidate> {
  const found = new Map(known);
  const said = [account, stackId];
  for (const entry of entries.filter(({ noun }) => noun !== 'image')) {
    const given = new Set(stringsIn(entry.gives).map(([, text]) => text));
    const wanted = new Set(stringsIn(entry.want).map(([, text]) => text));
    for (const call of entry.calls.filter(({ operation }) => isRelevant(operation))) {
      said.push(...stringsIn(call.input).map(([, text]) => text));
      for (const [path, value] of stringsIn(call.output)) {
        const fits =
          path[0] !== '$metadata' &&
          !found.has(value) &&
          !wanted.has(value) &&
          (given.has(value) || (isMutating(call.operation) && isChosenByAws(path, value)));
        if (fits && !isKnown(value, said)) found.set(value, { entry, step: entry.step, call, path, value });
      }
    }
  }
  return found;
}

/** Whether a value was sent before, or is the ARN of something whose name was sent before. */
function isKnown(value: string, said: readonly string[]): boolean {
  const name = /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:(.*?)(:\*)?$/.exec(value)?.[1];
  return said.some((text) => text.includes(value) || text === name);
}

/** Whether AWS chose a value: its member is an id, an ARN or a URI, and it is no word such as `default`. */
function isChosenByAws(path: readonly string[], value: string): boolean {
  const key = path.findLast((key) => !/^\d+$/.test(key)) ?? '';
  return /(Id|Ids|Arn|ARN|Uri)$/i.test(key) && value.length >= 6 && (/\d/.test(value) || /^[a-f]+$/.test(value));
}

/** The values that calls send, and the values that the calls need from which those are read. */
function usedOf(transcripts: readonly Transcript[], candidates: ReadonlyMap<string, Candidate>): Set<string> {
  const values = [...candidates.keys()];
  const indexes = values.flatMap((value, index) => {
    const ends = endsOf(candidates.get(value)).map(({ end }) => end);
    return [value, ...ends].map((text) => [text, variable(String(index))] as const);
  });
  const toIndexes = textReplacer(new Map(indexes));
  const texts = transcripts.flatMap((transcript) => [
    ...transcript.entries.flatMap(textsOf),
    ...Object.values(transcript.outputs),
  ]);
  const used = new Set<string>();
  for (let text = texts.pop(); text !== undefined; text = texts.pop())
    for (const index of variablesIn(toIndexes(text))) {
      const value = values[Number(index)] ?? '';
      if (!used.has(value)) texts.push(...stringsIn(candidates.get(value)?.call.input).map(([, text]) => text));
      used.add(value);
    }
  return used;
}

/** The texts that an entry sends: in its changes, and in the calls that wait for it. */
function textsOf(entry: TranscriptEntry): string[] {
  const changes = entry.calls.filter(({ operation }) => isMutating(operation)).map(({ input }) => input);
  const waitCalls = waitCallsFor(entry).flatMap(({ wait, call }) => [call.input, queryOf(wait, entry)]);
  return [...changes, ...waitCalls].flatMap((it) => stringsIn(it).map(([, text]) => text));
}
