import { blueprintText } from '../../../src/config/blueprints.js';
import { loadConfig } from '../../../src/config/load.js';
import type { Failure } from '../../../src/failure.js';
import { unknownStackId } from '../../../src/identity.js';
import { isMutating } from '../../../src/is-mutating.js';
import { assumeLookedUp } from '../../../src/rehearsal/assumed-lookups.js';
import { InMemoryAws } from '../../../src/rehearsal/in-memory-aws.js';
import { down } from '../../../src/runner/down.js';
import { Stopped, type Run } from '../../../src/runner/run.js';
import { up } from '../../../src/runner/up.js';
import { World } from '../../../src/sandbox/world.js';
import type { WorldData } from '../../../src/sandbox/world-data.js';
import { deletedByThemselves } from '../../../src/runner/taken-along.js';
import type { Step } from '../../../src/step.js';
import type { StepRecord } from '../../../state/schema.js';
import { MemoryStore } from '../../../state/store.js';
import { resourcesByType } from '../../../steps/nouns.js';
import { stackOf } from '../../../steps/stack/index.js';
import { where } from '../config.js';
import type { Half } from './edge-halves.js';

/** What is seen of a run from outside. */
export interface Lived {
  /** Changes that were refused, repetitions, and failures: each once. */
  readonly troubles: ReadonlySet<string>;
  /** How many there are of everything. */
  readonly counts: string;
}

export const stepsOf = (blueprint: string): readonly Step[] =>
  stackOf(loadConfig(blueprint, blueprintText(blueprint)), where, () => 'edges').steps;

/** @param known troubles that do not count: at the first other one, the run is stopped */
export async function livedUp(steps: readonly Step[], known?: ReadonlySet<string>) {
  const world = new World(Date.UTC(2030, 0, 1), 'edges', where.account);
  assumeLookedUp({ world, region: where.region }, steps);
  const store = new MemoryStore([], unknownStackId);
  let outs: ReadonlyMap<string, unknown> = new Map();
  const lived = await watched({ world, store, known }, async (run) => {
    const report = await up(run, steps);
    outs = report.outs;
    return report;
  });
  const ids = new Map([...store.records].map(([step, { id }]) => [step, id]));
  return { ...lived, given: { outs, ids }, records: store.records, world: JSON.stringify(world) };
}

/** @param world as text: each run has its own copy */
export async function livedDown(
  world: string,
  records: Iterable<readonly [string, StepRecord]>,
  known?: ReadonlySet<string>,
): Promise<Lived> {
  const copy = World.from(JSON.parse(world) as WorldData);
  return watched({ world: copy, store: new MemoryStore(records, unknownStackId), known }, (run) => down(run));
}

/** The records with an end turned round: what was needed is deleted first. */
export const recordsTurnedRound = (
  records: ReadonlyMap<string, StepRecord>,
  { step, needed }: Half,
): (readonly [string, StepRecord])[] =>
  [...records].map(([name, record]) => {
    const needs = record.needs.filter((it) => name !== step || it !== needed);
    return [name, { ...record, needs: name === needed ? [...needs, step] : needs }];
  });

async function watched(
  { world, store, known }: { world: World; store: MemoryStore; known: ReadonlySet<string> | undefined },
  work: (run: Run) => Promise<{ readonly failures: readonly Failure[] }>,
): Promise<Lived> {
  const troubles = new Set<string>();
  const stop = new AbortController();
  const note = (trouble: string): void => {
    troubles.add(trouble);
    if (known && !known.has(trouble)) stop.abort(new Stopped('interrupted'));
  };
  const aws = new InMemoryAws(where, world);
  aws.events.push = (...events) => {
    for (const it of events) {
      if (it.type === 'call' && !it.outcome.ok && isMutating(it.operation))
        note(`${it.operation}: ${it.outcome.error}`);
      if (it.type === 'retry') note(`${it.verb} again: ${it.error}`);
    }
    return events.length;
  };
  // Each deletion is sent, as where `up` takes a part of the stack away: an edge has to hold there, too.
  const run = aws.run({ stack: 'edges', tags: {}, store, resources: deletedByThemselves(resourcesByType) });
  const { failures } = await work({ ...run, signal: stop.signal });
  for (const { code } of failures) note(code);
  return { troubles, counts: countsOf(world) };
}

/** What remembers calls, and what AWS makes by itself at some moment. */
const memories = /(client-tokens|activities|operations|deployments|logs\/groups|tagging\/\w+)$/;

/** Tasks that could not start are counted, too, and so are the lines that tasks have written. */
function countsOf(world: World): string {
  const { tables } = JSON.parse(JSON.stringify(world)) as WorldData;
  const counted = Object.entries(tables as { readonly [table: string]: readonly unknown[] })
    .filter(([name, rows]) => !memories.test(name) && rows.length > 0)
    .map(([name, rows]) => `${name}: ${name.endsWith('logs/event-count') ? JSON.stringify(rows) : rows.length}`);
  return counted.toSorted().join('\n');
}
