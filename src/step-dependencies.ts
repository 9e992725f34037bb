import type { Need, NeedMap, OnlyId, OnlyToEnd, OnlyToStart, Step } from './step.js';

/**
 * One step that another step waits for.
 * `onlyId`: until it has an id, not until it is in service. `outlives`: it must be deleted after the dependent. `waits`: not where it
 * counts for that alone.
 */
export interface StepDependency {
  readonly to: Step;
  readonly onlyId: boolean;
  readonly outlives: boolean;
  readonly waits: boolean;
}

function dependencyOn(need: Step | OnlyId | OnlyToStart | OnlyToEnd): StepDependency {
  if ('onlyId' in need) return { to: need.onlyId, onlyId: true, outlives: true, waits: true };
  if ('onlyToStart' in need) return { to: need.onlyToStart, onlyId: false, outlives: false, waits: true };
  if ('onlyToEnd' in need) return { to: need.onlyToEnd, onlyId: true, outlives: true, waits: false };
  return { to: need, onlyId: false, outlives: true, waits: true };
}
const isList = (need: Need): need is readonly Need[] => Array.isArray(need);

/** The steps that a step needs, each once. Where it needs one in two ways, the stronger condition counts. */
export function dependenciesOf(step: Step): StepDependency[] {
  const edges = new Map<string, StepDependency>();
  const collect = (need: Need): void => {
    if (!need) return;
    if (isList(need)) return need.forEach(collect);
    const { to, onlyId, outlives, waits } = dependencyOn(need);
    const known = edges.get(to.name) ?? { onlyId: true, outlives: false, waits: false };
    edges.set(to.name, {
      to,
      onlyId: onlyId && known.onlyId,
      outlives: outlives || known.outlives,
      waits: waits || known.waits,
    });
  };
  Object.values(step.needs).forEach(collect);
  return [...edges.values()];
}

/** The step that a step needs under a name of its own. */
export function needNamed({ needs }: Step, alias: string): Step | undefined {
  const need = needs[alias];
  return need && !isList(need) ? dependencyOn(need).to : undefined;
}

/**
 * The dependencies as they are recorded: names of the steps that must outlive this one, and of those needed only to
 * start.
 */
export function recordedDependencies(step: Step): { readonly needs: string[]; readonly after?: string[] } {
  const namesOf = (outlives: boolean) =>
    dependenciesOf(step).flatMap((it) => (it.outlives === outlives ? [it.to.name] : []));
  const after = namesOf(false);
  return { needs: namesOf(true), ...(after.length > 0 && { after }) };
}

/**
 * Builds the input of `want`: each need, under its alias, is replaced by what it gives.
 * @param of what a needed step gives; its id where only that is needed
 */
export function resolveNeeds(
  step: Step,
  of: (need: Step, onlyId: boolean) => unknown,
): { readonly [alias: string]: unknown } {
  const given = (need: Need): unknown => {
    if (!need) return undefined;
    if (isList(need)) return need.map(given);
    const { to, onlyId, waits } = dependencyOn(need);
    return waits ? of(to, onlyId) : undefined;
  };
  return Object.fromEntries(Object.entries(step.needs).map(([alias, need]) => [alias, given(need)]));
}

/** For each step the names of all that it needs, directly or through others. */
export function allNeeded(steps: readonly Step[]): ReadonlyMap<string, ReadonlySet<string>> {
  const needed = new Map<string, ReadonlySet<string>>();
  for (const step of steps)
    needed.set(step.name, new Set(dependenciesOf(step).flatMap(({ to }) => [to.name, ...(needed.get(to.name) ?? [])])));
  return needed;
}

/** The same needs with other steps in the place of the needed ones. */
export function replaceNeeds(step: Step, instead: (need: Step) => Step): NeedMap {
  const exchanged = (need: Need): Need => {
    if (!need) return undefined;
    if (isList(need)) return need.map(exchanged);
    if ('onlyId' in need) return { onlyId: instead(need.onlyId) };
    if ('onlyToStart' in need) return { onlyToStart: instead(need.onlyToStart) };
    if ('onlyToEnd' in need) return { onlyToEnd: instead(need.onlyToEnd) };
    return instead(need);
  };
  return Object.fromEntries(Object.entries(step.needs).map(([alias, need]) => [alias, exchanged(need)]));
}

/**
 * Checks a list of steps: names are unique, and each step comes after all that it needs. Such a list reads in the order
 * in which a person would build the stack, and it cannot have a cycle.
 * @throws Error: the list is wrong, whatever the config says
 */
export function requireOrder(steps: readonly Step[]): void {
  const seen = new Map<string, Step>();
  for (const step of steps) {
    if (seen.has(step.name)) throw new Error(`two steps are named ${step.name}`);
    for (const { to } of dependenciesOf(step))
      if (seen.get(to.name) !== to) throw new Error(`${step.name} needs ${to.name}, which is not listed before it`);
    seen.set(step.name, step);
  }
}
