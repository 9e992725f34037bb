import { isMutating } from '../../src/is-mutating.js';
import type { Census } from '../e2e/census.js';
import { Bed, nothing, type Call, type Outcome, type Snapshot } from './bed.js';
import { callFaults, laggingTags, notFoundForLong, unlistedForLong, wrongNotFound } from './kinds.js';
import type { Scenario } from './scenarios.js';

/** A call of an undisturbed run. Which number it has among its step's of the same name is the same in every run. */
export interface Met {
  readonly step: string;
  readonly noun: string;
  readonly call: Call;
  readonly number: number;
}
/** One thing that goes wrong once. */
export interface Case {
  readonly name: string;
  readonly kind: string;
  readonly noun: string;
  readonly scenario: Scenario;
  /** What the run is disturbed with. */
  readonly met?: Met;
  /** What a killed process has left, in place of a run. */
  readonly snapshot?: Snapshot;
  /** The write at which the disk is full. */
  readonly write?: number;
  /** The step whose resource somebody deletes before the run. */
  readonly deleted?: string;
  /** The step whose resource is not shown for a while. */
  readonly hidden?: string;
  readonly then: 'up' | 'down';
}
export interface Profile {
  readonly start: Snapshot;
  /** What there is after the command, undisturbed. */
  readonly after: Census;
  /** After an `up` that follows. */
  readonly whole: Census;
  readonly cases: readonly Case[];
}

/** Runs a command undisturbed, and lists all that can go wrong in it. */
export async function profileOf(scenario: Scenario): Promise<Profile | undefined> {
  const bed = new Bed(nothing);
  for (const command of scenario.before) await bed.run(command);
  const start = bed.snapshot();
  const counts = new Map<string, number>();
  const met: Met[] = [];
  const killed: Omit<Case, 'then'>[] = [];
  const nounOf = (step: string) =>
    bed.store.records.get(step)?.type ?? scenario.command.steps.find(({ name }) => name === step)?.resource.type ?? '?';
  let writes = 0;
  const label = (kind: string, at: string) => `${scenario.blueprint} / ${scenario.name} / ${kind} / ${at}`;
  bed.store.beforeWrite = (step) => {
    writes++;
    const at = `record ${writes} (${step})`;
    const noun = nounOf(step);
    const kind = 'killed before a record is written';
    killed.push({ name: label(kind, at), kind, noun, scenario, snapshot: bed.snapshot() });
    killed.push({ name: label('disk full', at), kind: 'disk full', noun, scenario, write: writes });
  };
  let ran: Outcome;
  try {
    ran = await bed.run(scenario.command, async (call, send) => {
      const { step, service, operation } = call;
      const key = `${step} ${service}:${operation}`;
      const number = (counts.get(key) ?? 0) + 1;
      counts.set(key, number);
      const it: Met = { step, noun: nounOf(step), call, number };
      met.push(it);
      if (!isMutating(operation)) return send();
      const at = nameOfCall(it);
      const before = { kind: 'killed before the call', noun: it.noun, scenario, snapshot: bed.snapshot() };
      killed.push({ ...before, name: label(before.kind, at) });
      const answer = await send();
      const after = { kind: 'killed after the call', noun: it.noun, scenario, snapshot: bed.snapshot() };
      killed.push({ ...after, name: label(after.kind, at) });
      return answer;
    });
  } catch {
    return undefined;
  }
  // A change that is refused is no command of this blueprint.
  if (ran.failures.length > 0) return undefined;
  bed.store.beforeWrite = () => {};
  const after = await bed.census();
  if (scenario.command.is !== 'up') await bed.run(scenario.up);
  const whole = scenario.command.is === 'up' ? after : await bed.census();
  const struck = met.flatMap((it): Omit<Case, 'then'>[] => {
    const at = nameOfCall(it);
    const of = (kind: string) => ({ name: label(kind, at), kind, noun: it.noun, scenario, met: it });
    if (!isMutating(it.call.operation)) return scenario.name === 'up' ? [] : [of(wrongNotFound.name)];
    const kinds = callFaults.filter(({ only }) => only?.(it.call) ?? true).map(({ name }) => name);
    return [...kinds, ...(it.call.isCreate ? [laggingTags] : [])].map(of);
  });
  // Of many looks at one resource the first three are met.
  const few = struck.filter(({ kind, met }) => kind !== wrongNotFound.name || (met?.number ?? 0) <= 3);
  const recorded = scenario.name === 'no change' ? new Bed(start).store.records : new Map<string, never>();
  const deleted = [...recorded].map(([step, { type: noun }]): Case => {
    const kind = 'deleted by hand';
    return { name: `${label(kind, step)} / up`, kind, noun, scenario, deleted: step, then: 'up' };
  });
  const hidden = [notFoundForLong, unlistedForLong].flatMap((kind) =>
    [...recorded].map(([step, { type: noun }]): Case => {
      return { name: `${label(kind, step)} / up`, kind, noun, scenario, hidden: step, then: 'up' };
    }),
  );
  const thens: readonly Case['then'][] = ['up', 'down'];
  return {
    start,
    after,
    whole,
    cases: [
      ...[...killed.values()].flatMap((it) =>
        thens.map((then): Case => ({ ...it, then, name: `${it.name} / ${then}` })),
      ),
      ...deleted,
      ...hidden,
      ...few.map((it): Case => {
        const then = scenario.command.is === 'down' ? 'down' : 'up';
        return { ...it, then, name: `${it.name} / ${then}` };
      }),
    ],
  };
}

const nameOfCall = ({ step, call: { service, operation }, number }: Met) =>
  `${step} ${service}:${operation}${number > 1 ? ` ${number}` : ''}`;
