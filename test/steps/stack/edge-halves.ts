import { dependenciesOf, replaceNeeds, resolveNeeds } from '../../../src/step-dependencies.js';
import { startsAfter, type Need, type NeedMap, type Step } from '../../../src/step.js';

/**
 * One of the two conditions of an edge. `start`: `step` begins after `needed`. `end`: it is deleted before. Each of them is asked
 * for by something of its own.
 */
export interface Half {
  readonly of: 'start' | 'end';
  readonly step: string;
  readonly needed: string;
  /** Both nouns: `end: ecs-service → route`. */
  readonly kind: string;
}

/** What steps have given, by name: their outputs and their ids. */
export interface GivenBySteps {
  readonly outs: ReadonlyMap<string, unknown>;
  readonly ids: ReadonlyMap<string, unknown>;
}

interface Edge {
  readonly from: Step;
  readonly to: Step;
  readonly onlyId: boolean;
}

/**
 * The conditions of a graph that no others imply: without an implied one, everything is as before. Conditions on what is only looked
 * up are left out at the end, because nothing is deleted there.
 * @returns `byData`: the starts of steps whose `want` is made of what the other step gives. They are asked for by that
 */
export function halvesOf(
  steps: readonly Step[],
  given: GivenBySteps,
): { readonly free: readonly Half[]; readonly byData: readonly Half[] } {
  const { starts, ends } = unimpliedIn(steps);
  const read = new Map(steps.map((step) => [step.name, readBy(step, given)]));
  const isRead = ({ from, to }: Edge): boolean => read.get(from.name)?.has(to.name) === true;
  return {
    free: [...starts.filter((it) => !isRead(it)).map(half('start')), ...ends.map(half('end'))],
    byData: starts.filter(isRead).map(half('start')),
  };
}

/** The kinds of all conditions that no others imply, whether data carries them or not. */
export const kindsOf = (steps: readonly Step[]): string[] => {
  const { starts, ends } = unimpliedIn(steps);
  return [...starts.map(half('start')), ...ends.map(half('end'))].map(({ kind }) => kind);
};

const half =
  (of: Half['of']) =>
  ({ from, to }: Edge): Half => ({
    ...{ of, step: from.name, needed: to.name },
    kind: `${of}: ${from.resource.type} → ${to.resource.type}`,
  });

function unimpliedIn(steps: readonly Step[]) {
  const all = steps.flatMap((from) => dependenciesOf(from).map((it) => ({ ...it, from })));
  const ends = all.filter(({ outlives, to }) => outlives && !to.resource.lookup);
  return {
    starts: unimplied(all.filter(({ waits }) => waits)),
    ends: unimplied(ends.map((it) => ({ ...it, onlyId: false }))),
  };
}

/** Those that no way over other steps implies. A way whose last edge asks for an id alone implies nothing more than that. */
function unimplied(edges: readonly Edge[]): Edge[] {
  const from = new Map<string, Edge[]>();
  for (const it of edges) from.set(it.from.name, [...(from.get(it.from.name) ?? []), it]);
  const leadsTo = (at: string, { to, onlyId }: Edge): boolean =>
    (from.get(at) ?? []).some((it) =>
      it.to === to ? onlyId || !it.onlyId : leadsTo(it.to.name, { ...it, to, onlyId }),
    );
  return edges.filter(
    (it) => !(from.get(it.from.name) ?? []).some((other) => other !== it && leadsTo(other.to.name, it)),
  );
}

/** The names of the steps whose outputs or ids `want` looks into. */
function readBy(step: Step, { outs, ids }: GivenBySteps): ReadonlySet<string> {
  const read = new Set<string>();
  const watched = (value: unknown, name: string): unknown => {
    // A text has no members to watch: what is given an id as a text is taken to use it.
    if (value === null || typeof value !== 'object') {
      if (value !== undefined) read.add(name);
      return value;
    }
    const noting = <T>(it: T): T => {
      read.add(name);
      return it;
    };
    return new Proxy(value, {
      get: (target, member) => noting(Reflect.get(target, member) as unknown),
      has: (target, member) => noting(Reflect.has(target, member)),
      ownKeys: (target) => noting(Reflect.ownKeys(target)),
    });
  };
  step.want(resolveNeeds(step, ({ name }, onlyId) => watched((onlyId ? ids : outs).get(name), name)));
  return read;
}

/** The steps with a start turned round: the one no longer waits for the other, which begins only when that has ended. */
export function turnedRound(steps: readonly Step[], { step, needed }: Half): Step[] {
  const given = new Map(steps.map((it) => [it.name, it]));
  const made = new Map<string, Step>();
  const make = (name: string): Step => {
    const known = made.get(name);
    if (known) return known;
    const it = given.get(name);
    if (!it) throw new Error(`there is no step ${name}`);
    const kept = name === step ? { ...it, needs: without(it.needs, needed) } : it;
    const needs = replaceNeeds(kept, (need) => make(need.name));
    const turned: Step = { ...it, needs: name === needed ? { ...needs, turned: startsAfter(make(step)) } : needs };
    made.set(name, turned);
    return turned;
  };
  for (const { name } of steps) make(name);
  return [...made.values()];
}

function without(needs: NeedMap, name: string): NeedMap {
  const isOf = (need: Need): boolean =>
    dependenciesOf({ needs: { need } } as unknown as Step).some(({ to }) => to.name === name);
  const kept = (need: Need): Need =>
    isList(need) ? need.map(kept).filter((it) => it !== undefined) : isOf(need) ? undefined : need;
  return Object.fromEntries(Object.entries(needs).map(([alias, need]) => [alias, kept(need)]));
}
const isList = (need: Need): need is readonly Need[] => Array.isArray(need);
