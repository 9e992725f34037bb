import { wantBeforehand } from '../beforehand.js';
import { edgesOf } from '../edges.js';
import type { Step } from '../step.js';

/**
 * The steps of a stack, asked by noun. What is in what and what leads where is read from the steps' needs, numbers and
 * names from what they want: so a picture of them cannot say anything else than what will be built.
 */
export interface Inventory {
  /** Those of these nouns, in the stack's order. */
  all(...nouns: readonly string[]): readonly Step[];
  /** Those of these nouns that a step needs. */
  needed(by: Step, ...nouns: readonly string[]): readonly Step[];
  /** Those of a noun that need a step. */
  needing(step: Step, noun: string): readonly Step[];
  /** A text or number in what a step will want, by the members that lead to it; undefined where there is none. */
  text(step: Step, ...members: Members): string | undefined;
  /** All of them; `*` leads to every item of a list. */
  texts(step: Step, ...members: Members): readonly string[];
}

type Members = readonly (string | number)[];

/** Each want is worked out once, when it is first asked about. */
export function inventoryOf(steps: readonly Step[]): Inventory {
  const wants = new Map<Step, unknown>();
  const wantOf = (step: Step): unknown => {
    if (!wants.has(step)) wants.set(step, wantBeforehand(step));
    return wants.get(step);
  };
  const all = (...nouns: readonly string[]) => steps.filter(({ resource }) => nouns.includes(resource.type));
  const needed = (by: Step, ...nouns: readonly string[]) =>
    edgesOf(by).flatMap(({ to }) => (nouns.includes(to.resource.type) ? [to] : []));
  return {
    all,
    needed,
    needing: (step, noun) => all(noun).filter((it) => needed(it, step.resource.type).includes(step)),
    text: (step, ...members) => textsIn(wantOf(step), members)[0],
    texts: (step, ...members) => textsIn(wantOf(step), members),
  };
}

const textsIn = (want: unknown, members: Members): string[] =>
  members
    .reduce<unknown[]>((values, member) => values.flatMap((value) => membersOf(value, member)), [want])
    .flatMap((value) => (typeof value === 'string' || typeof value === 'number' ? [String(value)] : []));

const membersOf = (value: unknown, member: string | number): unknown[] =>
  typeof value !== 'object' || value === null
    ? []
    : member === '*'
      ? Object.values(value)
      : [Reflect.get(value, member)];
