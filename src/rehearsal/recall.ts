import type { Json, Retired, StepRecord } from '../../state/schema.js';
import { MemoryStore } from '../../state/store.js';
import { FailureError } from '../failure.js';
import { down } from '../runner/down.js';
import { resourceOf } from '../runner/run.js';
import { up } from '../runner/up.js';
import { renumber } from '../sandbox/services/ecs/revision-numbers.js';
import type { World } from '../sandbox/world.js';
import { first, step as declare, type NeedMap, type Step } from '../step.js';
import { mapStrings, replacer, stringsIn } from './leaves.js';
import { renamed, Stage } from './stage.js';
import type { Piece } from './rehearse.js';

type Records = ReadonlyMap<string, StepRecord>;
export type Recalled = Pick<Piece, 'stack' | 'tags' | 'setting' | 'resources'>;

/**
 * Makes a world in which a stack is as it was recorded, under its real ids: its recorded wants are gone through once
 * more, and then each id that the new world chose is replaced by the real one.
 * @param gone those that are recorded and exist no longer
 * @throws FailureError where that cannot be done: the sandbox refuses what AWS once took
 */
export async function worldAsRecorded(it: Recalled, records: Records, gone: ReadonlySet<string>, world: World): Promise<World> {
  const stage = new Stage(it.setting, world);
  const store = new MemoryStore();
  const run = stage.run({ ...it, store });
  const ids = new Map<string, string>();
  const asHere = (want: Json): Json => {
    learn(ids, records, store.records);
    return mapStrings(want, replacer(new Map([...ids].map(([here, there]) => [there, here])))) as Json;
  };
  const { failures: [failure] } = await up(run, stepsFrom(records, it.resources, asHere));
  if (failure) throw new FailureError(failure);
  learn(ids, records, store.records);
  const kept = new MemoryStore([...store.records].filter(([name]) => gone.has(name)));
  await down({ ...run, store: kept });
  const recalled = renamed(stage.world, ids);
  renumber({ world: recalled, region: it.setting.region }, ids.values());
  return recalled;
}

/**
 * The recorded steps, as far as there was ever anything of them, each with what it had itself replaced.
 * @param asHere puts the ids of the new world into a recorded want, as far as they are known by then
 */
function stepsFrom(records: Records, resources: Recalled['resources'], asHere: (want: Json) => Json): Step[] {
  const made = new Map<string, Step>();
  const add = (name: string, { type, want }: Pick<Retired, 'type' | 'want'>, needs: NeedMap): Step => {
    const step = declare({ name, resource: resourceOf({ resources }, name, type), needs, why: 'as recorded', want: () => asHere(want) });
    made.set(name, step);
    return step;
  };
  const make = (name: string): Step | undefined => {
    const known = made.get(name);
    const record = records.get(name);
    if (known || !record || record.id === undefined) return known;
    const needs: NeedMap = {
      outlived: record.needs.flatMap((need) => make(need) ?? []),
      begun: (record.after ?? []).flatMap((need) => make(need) ?? []).map(first),
    };
    for (const [index, old] of (record.retired ?? []).entries()) add(`${name}~${index}`, old, needs);
    return add(name, record, needs);
  };
  for (const name of records.keys()) make(name);
  return [...made.values()];
}

/** Notes which real id each id of the new world stands for. */
function learn(ids: Map<string, string>, real: Records, made: Records): void {
  for (const [name, record] of made) {
    const was = real.get(name) ?? retiredOf(real, name);
    if (was) pair([record.id, record.out], [was.id, 'out' in was ? was.out : undefined], ids);
  }
}

/** What a step had replaced is made as a step of its own: `web-service~0`. */
function retiredOf(real: Records, name: string): Retired | undefined {
  const [step = '', index] = name.split('~');
  return real.get(step)?.retired?.[Number(index)];
}

/** Zones are places: they are called the same everywhere. */
const isPlace = (text: string): boolean => /^[a-z]+\d-az\d$/.test(text);

function pair(here: unknown, there: unknown, ids: Map<string, string>): void {
  const real = new Map(stringsIn(there).map(([path, text]) => [path.join('.'), text]));
  for (const [path, text] of stringsIn(here)) {
    const other = real.get(path.join('.'));
    if (other !== undefined && other !== text && !isPlace(text)) ids.set(text, other);
  }
}
