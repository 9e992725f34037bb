import { wantWithPlaceholders } from '../placeholder-want.js';
import { dependenciesOf } from '../step-dependencies.js';
import type { Step } from '../step.js';

/**
 * An index of a stack's steps by noun. Containment and connections come from the steps' needs, numbers and names from
 * their wants. So a picture cannot show anything but what will be built.
 */
export interface StepIndex {
  /** Those of these nouns, in the stack's order. */
  all(...nouns: readonly string[]): readonly IndexedStep[];
  /** Those of these nouns that a step needs. */
  needsOf(by: IndexedStep, ...nouns: readonly string[]): readonly IndexedStep[];
  /** Those of a noun that need a step. */
  dependentsOf(step: IndexedStep, noun: string): readonly IndexedStep[];
  /** A text or number in what a step will want, by the members that lead to it; undefined where there is none. */
  text(step: IndexedStep, ...members: Members): string | undefined;
  /** A member of what a step will want, as it is. */
  value(step: IndexedStep, member: string): unknown;
  /** All of them; `*` leads to every item of a list. */
  texts(step: IndexedStep, ...members: Members): readonly string[];
}

/** What a picture knows of a step: its name and its noun. */
export interface IndexedStep {
  readonly name: string;
  readonly resource: { readonly type: string };
}

type Members = readonly (string | number)[];

/** The steps of a stack that is to be. Each want is worked out once, when it is first asked about. */
export function indexSteps(steps: readonly Step[]): StepIndex {
  const wants = new Map<string, unknown>();
  const own = new Map(steps.map((it) => [it.name, it]));
  return indexOf(steps, {
    needsOf({ name }) {
      const step = own.get(name);
      return step ? dependenciesOf(step).map(({ to }) => to) : [];
    },
    wantOf({ name }) {
      const step = own.get(name);
      if (step && !wants.has(name)) wants.set(name, wantWithPlaceholders(step));
      return wants.get(name);
    },
  });
}

/** What is recorded of a step. */
export interface RecordedStep {
  readonly name: string;
  readonly type: string;
  /** The steps that it needs, by name. */
  readonly needs: readonly string[];
  /** As AWS was asked for it, but for ids of security groups, which are the names of their steps. */
  readonly want: unknown;
}

/** The steps of a stack that is there, from what is recorded of it. */
export function indexRecords(records: readonly RecordedStep[]): StepIndex {
  const steps = new Map(records.map(({ name, type }) => [name, { name, resource: { type } }]));
  const recorded = new Map(records.map((it) => [it.name, it]));
  return indexOf([...steps.values()], {
    needsOf: ({ name }) => (recorded.get(name)?.needs ?? []).flatMap((need) => steps.get(need) ?? []),
    wantOf: ({ name }) => recorded.get(name)?.want,
  });
}

interface Source {
  needsOf(by: IndexedStep): readonly IndexedStep[];
  wantOf(step: IndexedStep): unknown;
}

function indexOf(steps: readonly IndexedStep[], { needsOf: allNeeds, wantOf }: Source): StepIndex {
  const all = (...nouns: readonly string[]) => steps.filter(({ resource }) => nouns.includes(resource.type));
  const needsOf = (by: IndexedStep, ...nouns: readonly string[]) =>
    allNeeds(by).filter(({ resource }) => nouns.includes(resource.type));
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
