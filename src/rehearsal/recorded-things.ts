import type { Json, Retired, StepRecord } from '../../state/schema.js';

type Records = ReadonlyMap<string, StepRecord>;

/** Something that a state records with an id: what a step has, or what that was made in the place of. */
export interface RecordedThing {
  /** The step's name; for a predecessor with a number behind it, `vpc-link.0`, which no step can be called. */
  readonly name: string;
  readonly step: string;
  readonly type: string;
  readonly id: Json;
  readonly want: Json;
  readonly shown?: StepRecord['shown'];
}

/** What was replaced and is still to be deleted. What is only looked for, or known in part only, is left out. */
export const retiredThings = (records: Records): RecordedThing[] =>
  [...records].flatMap(([step, { retired = [] }]) =>
    retired.flatMap(({ type, id, want, missing, isPartial }, index) =>
      missing === undefined && !isPartial ? [{ name: retiredName(step, index), step, type, id, want }] : [],
    ),
  );

/** All that is recorded with an id. */
export const recordedThings = (records: Records): RecordedThing[] => [
  ...retiredThings(records),
  ...[...records].flatMap(([step, { type, id, want, shown }]) =>
    id === undefined ? [] : [{ name: step, step, type, id, want, ...(shown && { shown }) }],
  ),
];

const retiredName = (step: string, index: number): string => `${step}.${index}`;

/** The step that a thing belongs to, by the thing's name. */
export const stepOf = (name: string): string => name.split('.')[0] ?? name;

/** The predecessor that a thing's name stands for; undefined for a step's own. */
export function retiredNamed(records: Records, name: string): Retired | undefined {
  const [step = '', index] = name.split('.');
  return index === undefined ? undefined : records.get(step)?.retired?.[Number(index)];
}
