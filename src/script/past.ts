import type { CallEvent, Event, StepEvent } from '../events.js';
import { stringsIn } from '../rehearsal/leaves.js';
import { isMutating } from '../operation.js';
import { answerWith, pathsOf } from './answers.js';
import { hasMask, unmasked } from './masked.js';
import { onceEach } from './once-each.js';
import type { Call, Scene, Story } from './story.js';

/** What was recorded of a stack besides: what its steps gave, by step. */
export type Recorded = ReadonlyMap<string, { readonly out?: unknown; readonly want?: unknown }>;

/**
 * A run that happened as a story. Its events do not have the answers; what a step is called by AWS they do, and which
 * answer says that is known.
 * @param recorded what is known of the stack beside the run
 */
export function pastStory(about: Pick<Story, 'stack' | 'region' | 'account'>, events: readonly Event[], recorded: Recorded): Story {
  const told = events.filter((it) => it.type === 'step');
  // A look that finds nothing any more is what a deletion ends with.
  const calls = events.filter((it) => it.type === 'call').filter(({ outcome, mutating }) => outcome.ok || !mutating);
  const names = [...new Set(calls.flatMap(({ step }) => step ?? []))];
  const waited = events.filter((it) => it.type === 'wait');
  const of = <E extends { step?: string }>(all: readonly E[], step: string) => all.filter((it) => it.step === step);
  const scenes = names.map((step) => ({
    ...sceneOf(step, of(told, step), of(calls, step), recorded),
    notes: [...new Set(of(waited, step).map(({ why }) => why))],
  }));
  const began = ({ step }: Scene) => calls.findIndex((it) => it.step === step && it.mutating);
  return { ...about, outputs: {}, scenes: scenes.filter((it) => began(it) >= 0 || !it.calls.some(isChange)).toSorted((a, b) => began(a) - began(b)) };
}

const isChange = ({ operation }: Call): boolean => isMutating(operation);

function sceneOf(step: string, told: readonly StepEvent[], calls: readonly CallEvent[], recorded: Recorded): Scene {
  const planned = told.find(({ state }) => state === 'planned');
  const ids = told.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const { out, want } = recorded.get(step) ?? {};
  const whole = calls.map(({ service, operation, input }): Call => {
    return { service, operation, input: (unmasked(input, want) ?? {}) as object };
  });
  const gives = [out, ...ids];
  return {
    step,
    noun: told[0]?.resource ?? '',
    ...(planned?.why !== undefined && { why: planned.why }),
    isFilled: hasMask(calls.map(({ input }) => input)),
    deletes: told.some(({ action }) => action === 'delete'),
    after: planned?.after ?? [],
    calls: withAnswers(onceEach(whole), gives),
    gives,
  };
}

/** Puts into each answer what of the ids it must have said: those that no input has said before. */
function withAnswers(calls: readonly Call[], gives: unknown): Call[] {
  const said = new Set<string>();
  const left = new Map(stringsIn(gives).map(([path, text]) => [text, path]));
  return calls.map((call) => {
    for (const [, text] of stringsIn(call.input)) said.add(text);
    const found = pathsOf(call).flatMap((path) => {
      const [value] = [...left].find(([text, where]) => !said.has(text) && fits(where, path)) ?? [];
      if (value === undefined) return [];
      left.delete(value);
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
