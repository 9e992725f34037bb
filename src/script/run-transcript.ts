import type { CallEvent, Event, StepEvent } from '../events.js';
import { stringsIn } from '../rehearsal/json-strings.js';
import { isMutating } from '../is-mutating.js';
import { answerWith, pathsOf } from './answers.js';
import { hasMask, restoreMasked } from './sensitive-values.js';
import { withoutRepeatedReads } from './repeated-reads.js';
import type { Scripting } from '../scripting.js';
import type { Resource } from '../step.js';
import type { Call, TranscriptEntry, Transcript } from './transcript.js';
import { waitsOf } from './waits.js';

/** By step: what the state has recorded. */
export type RecordedSteps = ReadonlyMap<string, { readonly out?: unknown; readonly want?: unknown }>;

/**
 * Turns the events of a run into a transcript. Events have no answers. They have the ids of steps, and it is known
 * which
 * answer contains which id.
 * @param recorded what is known of the stack beside the run
 * @param resources by noun
 */
export function transcriptOfRun(
  about: Pick<Transcript, 'stack' | 'region' | 'account' | 'stackId'>,
  events: readonly Event[],
  recorded: RecordedSteps,
  resources: ReadonlyMap<string, Resource>,
): Transcript {
  const stepEvents = events.filter((it) => it.type === 'step');
  // A failed read counts too: a deletion ends with a read that finds nothing.
  const calls = events.filter((it) => it.type === 'call').filter(({ outcome, mutating }) => outcome.ok || !mutating);
  const names = [...new Set(calls.flatMap(({ step }) => step ?? []))];
  const waitEvents = events.filter((it) => it.type === 'wait');
  const of = <E extends { step?: string }>(all: readonly E[], step: string) => all.filter((it) => it.step === step);
  const entries = names.map((step) => ({
    ...entryOf(step, of(stepEvents, step), of(calls, step), recorded, resources),
    notes: [...new Set(of(waitEvents, step).map(({ why }) => why))],
  }));
  const began = ({ step }: TranscriptEntry) => calls.findIndex((it) => it.step === step && it.mutating);
  return {
    ...about,
    outputs: {},
    entries: entries.filter((it) => began(it) >= 0 || !it.calls.some(isChange)).toSorted((a, b) => began(a) - began(b)),
  };
}

const isChange = ({ operation }: Call): boolean => isMutating(operation);

function entryOf(
  step: string,
  stepEvents: readonly StepEvent[],
  calls: readonly CallEvent[],
  recorded: RecordedSteps,
  resources: ReadonlyMap<string, Resource>,
): TranscriptEntry {
  const noun = stepEvents[0]?.resource ?? '';
  const resource = resources.get(noun);
  const script = resource?.script;
  const planned = stepEvents.find(({ state }) => state === 'planned');
  const ids = stepEvents.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const { out, want } = recorded.get(step) ?? {};
  const withInputs = calls.map(({ service, operation, input }): Call => {
    return { service, operation, input: restoreMasked(input, want) ?? {} };
  });
  const gives = [out, ...ids];
  return {
    step,
    noun,
    waits: waitsOf(resource, want),
    last: script?.last,
    ...(planned?.why !== undefined && { why: planned.why }),
    isRestored: hasMask(calls.map(({ input }) => input)),
    deletes: stepEvents.some(({ action }) => action === 'delete'),
    after: planned?.after ?? [],
    calls: withAnswers(withoutRepeatedReads(withInputs), gives, script),
    gives,
  };
}

/** Gives each call an answer with the ids that it must have contained: those that no input has sent before. */
function withAnswers(calls: readonly Call[], gives: unknown, script: Scripting | undefined): Call[] {
  const sent = new Set<string>();
  const remaining = new Map(stringsIn(gives).map(([path, text]) => [text, path]));
  return calls.map((call) => {
    for (const [, text] of stringsIn(call.input)) sent.add(text);
    const found = pathsOf(call.operation, script).flatMap((path) => {
      const [value] = [...remaining].find(([text, where]) => !sent.has(text) && fits(where, path)) ?? [];
      if (value === undefined) return [];
      remaining.delete(value);
      return [[path, value] as const];
    });
    return found.length > 0 ? { ...call, output: answerWith(found) } : call;
  });
}

/** `serviceArn` is told as `Service.Arn`; an id that is nothing but that fits what ends so. */
function fits(where: readonly string[], path: readonly string[]): boolean {
  const [key = '', last = ''] = [where, path].map((keys) => keys.findLast((it) => !/^\d+$/.test(it))?.toLowerCase());
  if (key === '') return /(id|arn)$/.test(last);
  return key.endsWith(last) || last.endsWith(key) || (last === 'namespace' && key === 'namespaceid');
}
