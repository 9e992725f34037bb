import type { Need, NeedMap, OnlyFirst, OnlyId, Step } from './step.js';

/** One thing a step waits for: another step, in service or only with an id; `outlives`: it must be deleted later, too. */
export interface Edge {
  readonly to: Step;
  readonly onlyId: boolean;
  readonly outlives: boolean;
}

function edgeTo(need: Step | OnlyId | OnlyFirst): Edge {
  if ('onlyId' in need) return { to: need.onlyId, onlyId: true, outlives: true };
  if ('onlyFirst' in need) return { to: need.onlyFirst, onlyId: false, outlives: false };
  return { to: need, onlyId: false, outlives: true };
}
const isList = (need: Need): need is readonly Need[] => Array.isArray(need);

/** All that a step waits for, once each; where it needs something in two ways, the stronger of each counts. */
export function edgesOf(step: Step): Edge[] {
  const edges = new Map<string, Edge>();
  const collect = (need: Need): void => {
    if (!need) return;
    if (isList(need)) return need.forEach(collect);
    const { to, onlyId, outlives } = edgeTo(need);
    const known = edges.get(to.name) ?? { onlyId: true, outlives: false };
    edges.set(to.name, { to, onlyId: onlyId && known.onlyId, outlives: outlives || known.outlives });
  };
  Object.values(step.needs).forEach(collect);
  return [...edges.values()];
}

/** The names of the steps that must outlive this one, and of those that it needs only to begin: as they are recorded. */
export function recordedEdges(step: Step): { readonly needs: string[]; readonly after?: string[] } {
  const namesOf = (outlives: boolean) => edgesOf(step).flatMap((it) => (it.outlives === outlives ? [it.to.name] : []));
  const after = namesOf(false);
  return { needs: namesOf(true), ...(after.length > 0 && { after }) };
}

/** Puts what each need gives in the place where the step asked for it. */
export function gather(step: Step, of: (need: Step, onlyId: boolean) => unknown): { readonly [alias: string]: unknown } {
  const given = (need: Need): unknown => {
    if (!need) return undefined;
    if (isList(need)) return need.map(given);
    const { to, onlyId } = edgeTo(need);
    return of(to, onlyId);
  };
  return Object.fromEntries(Object.entries(step.needs).map(([alias, need]) => [alias, given(need)]));
}

/** The same needs, of other steps. */
export function needsOf(step: Step, instead: (need: Step) => Step): NeedMap {
  const exchanged = (need: Need): Need => {
    if (!need) return undefined;
    if (isList(need)) return need.map(exchanged);
    if ('onlyId' in need) return { onlyId: instead(need.onlyId) };
    if ('onlyFirst' in need) return { onlyFirst: instead(need.onlyFirst) };
    return instead(need);
  };
  return Object.fromEntries(Object.entries(step.needs).map(([alias, need]) => [alias, exchanged(need)]));
}

/**
 * Holds a list of steps to its rules: names unique, every need in the list and before its dependents, so that the
 * list reads in the order a person would build it and cannot have a cycle.
 * @throws Error: the list is wrong, whatever the config says
 */
export function checkOrder(steps: readonly Step[]): void {
  const seen = new Map<string, Step>();
  for (const step of steps) {
    if (seen.has(step.name)) throw new Error(`two steps are named ${step.name}`);
    for (const { to } of edgesOf(step))
      if (seen.get(to.name) !== to) throw new Error(`${step.name} needs ${to.name}, which is not listed before it`);
    seen.set(step.name, step);
  }
}
