import { dependenciesOf } from '../step-dependencies.js';
import { unknownStackId } from '../identity.js';
import type { RehearsedCommand } from '../rehearsal/lifecycle.js';
import type { Resource, Step } from '../step.js';
import { withoutRepeatedReads } from './repeated-reads.js';
import { orderInStages } from './order.js';
import type { Call, TranscriptEntry, Transcript } from './transcript.js';
import { isSlow, waitsOf } from './waits.js';

type TranscriptHeader = Pick<Transcript, 'stack' | 'region' | 'account'> &
  Partial<Pick<Transcript, 'outputs' | 'stackId'>>;

/**
 * The transcript of a rehearsed `up`, an entry for each step. A step of which only the id is needed is not waited
 * for.
 */
export function upTranscript(
  about: TranscriptHeader,
  { answers, records }: RehearsedCommand,
  steps: readonly Step[],
): Transcript {
  const entries = new Map<Step, TranscriptEntry>();
  for (const step of steps) {
    const {
      name,
      why,
      resource,
      resource: { type: noun },
    } = step;
    const record = records.get(name);
    const after = dependenciesOf(step).flatMap(({ to, onlyId }) => (onlyId ? [] : [to.name]));
    const gives = [record?.out, record?.id];
    entries.set(step, {
      step: name,
      noun,
      why,
      deletes: false,
      waits: waitsOf(resource, record?.want),
      after,
      calls: callsOf(answers, name),
      want: record?.want,
      gives,
    });
  }
  const ordered = orderInStages(steps, (step) =>
    dependenciesOf(step).map(({ to, onlyId }) => ({
      to,
      isSlow: !onlyId && isSlow(to.resource.script?.waits, 'ready'),
    })),
  );
  return transcript(
    about,
    ordered.flatMap((step) => entries.get(step) ?? []),
  );
}

/**
 * The transcript of a rehearsed `down`.
 * @param before the records as they were
 * @param resources by noun
 */
export function downTranscript(
  about: TranscriptHeader,
  { answers }: Pick<RehearsedCommand, 'answers'>,
  before: RehearsedCommand['records'],
  resources: ReadonlyMap<string, Resource>,
): Transcript {
  const entries = new Map(
    [...before].map(([step, record]): [string, TranscriptEntry] => {
      const dependents = [...before].filter(([, { needs }]) => needs.includes(step)).map(([name]) => name);
      const calls = callsOf(answers, step);
      const resource = resources.get(record.type);
      return [
        step,
        {
          step,
          noun: record.type,
          deletes: true,
          waits: waitsOf(resource, record.want),
          last: resource?.script?.last,
          after: dependents,
          calls,
          want: record.want,
          gives: [record.out, record.id],
        },
      ];
    }),
  );
  const entryOf = (name: string) => entries.get(name) ?? [];
  const ordered = orderInStages(dependentsFirst([...entries.values()], entryOf), ({ after }) =>
    after.flatMap(entryOf).map((to) => ({ to, isSlow: isSlow(to.waits, 'gone') })),
  );
  return transcript(about, ordered);
}

const transcript = (about: TranscriptHeader, entries: readonly TranscriptEntry[]): Transcript => ({
  outputs: {},
  stackId: unknownStackId,
  ...about,
  entries: entries.filter(({ calls }) => calls.length > 0),
});

/** Orders entries by name, each after those that it waits for. So the order of the records does not matter. */
function dependentsFirst(
  entries: readonly TranscriptEntry[],
  entryOf: (name: string) => TranscriptEntry | readonly never[],
): TranscriptEntry[] {
  const ordered = new Set<TranscriptEntry>();
  const add = (entry: TranscriptEntry): void => {
    if (ordered.has(entry)) return;
    entry.after.flatMap(entryOf).forEach(add);
    ordered.add(entry);
  };
  entries.toSorted((a, b) => (a.step < b.step ? -1 : 1)).forEach(add);
  return [...ordered];
}

const callsOf = (answers: RehearsedCommand['answers'], step: string): Call[] =>
  withoutRepeatedReads(answers.filter((it) => it.step === step).map(({ step: _, ...call }) => call));
