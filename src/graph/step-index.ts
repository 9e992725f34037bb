import { wantWithPlaceholders } from '../placeholder-want.js';
import { dependenciesOf } from '../step-dependencies.js';
import type { Step } from '../step.js';

/**
 * An index of a stack's steps by noun. Containment and connections come from the steps' needs, numbers and names from
 * their wants. So a picture cannot show anything but what will be built.
 */
export interface StepIndex {
  /** Those of these nouns, in the stack's order. */
  all(...nouns: readonly string[]): readonly Step[];
  /** Those of these nouns that a step needs. */
  needsOf(by: Step, ...nouns: readonly string[]): readonly Step[];
  /** Those of a noun that need a step. */
  dependentsOf(step: Step, noun: string): readonly Step[];
  /** A text or number in what a step will want, by the members that lead to it; undefined where there is none. */
  text(step: Step, ...members: Members): string | undefined;
  /** A member of what a step will want, as it is. */
  value(step: Step, member: string): unknown;
  /** All of them; `*` leads to every item of a list. */
  texts(step: Step, ...members: Members): readonly string[];
}

type Members = readonly (string | number)[];

/** Each want is worked out once, when it is first asked about. */
export function indexSteps(steps: readonly Step[]): StepIndex {
  const wants = new Map<Step, unknown>();
  const wantOf = (step: Step): unknown => {
    if (!wants.has(step)) wants.set(step, wantWithPlaceholders(step));
    return wants.get(step);
  };
  const all = (...nouns: readonly string[]) => steps.filter(({ resource }) => nouns.includes(resource.type));
  const needsOf = (by: Step, ...nouns: readonly string[]) =>
    dependenciesOf(by).flatMap(({ to }) => (nouns.includes(to.resource.type) ? [to] : []));
  return {
    all,
    needsOf,
    dependentsOf: (step, noun) => all(noun).filter((it) => needsOf(it, step.resource.type).includes(step)),
    text: (step, ...members) => textsIn(wantOf(step), members)[0],
    value: (step, member) => membersOf(wantOf(step), member)[0],
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
