import type { Json, StepRecord } from '../../state/schema.js';
import { MemoryStore } from '../../state/store.js';
import { FailureError } from '../failure.js';
import { down } from '../runner/down.js';
import { up } from '../runner/up.js';
import { renumber } from '../sandbox/services/ecs/revision-numbers.js';
import type { World } from '../sandbox/world.js';
import { first, step as declare, type NeedMap, type Resource, type Step } from '../step.js';
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
  const { failures: [failure] } = await up(run, stepsFrom(records, it.resources, () => translation(records, store.records, ids)));
  if (failure) throw new FailureError(failure);
  translation(records, store.records, ids);
  const kept = new MemoryStore([...store.records].filter(([name]) => gone.has(name)));
  await down({ ...run, store: kept });
  const recalled = renamed(stage.world, ids);
  renumber({ world: recalled, region: it.setting.region }, ids.values());
  return recalled;
}

/** The recorded steps, as far as there was ever anything of them, each with what it had itself replaced. */
function stepsFrom(records: Records, resources: Recalled['resources'], translate: () => (want: Json) => Json): Step[] {
  const made = new Map<string, Step>();
  const make = (name: string): Step | undefined => {
    const known = made.get(name);
    const record = records.get(name);
    if (known || !record || record.id === undefined) return known;
    const resource = resourceOf(resources, name, record.type);
    const needs: NeedMap = {
      outlived: record.needs.flatMap((need) => make(need) ?? []),
      begun: (record.after ?? []).flatMap((need) => { const it = make(need); return it ? [first(it)] : []; }),
    };
    const why = 'as recorded';
    for (const [index, old] of (record.retired ?? []).entries()) {
      const retired = `${name}~${index}`;
      made.set(retired, declare({ name: retired, resource: resourceOf(resources, name, old.type), needs, why, want: () => translate()(old.want) }));
    }
    const step = declare({ name, resource, needs, why, want: () => translate()(record.want) });
    made.set(name, step);
    return step;
  };
  for (const name of records.keys()) make(name);
  return [...made.values()];
}

function resourceOf(resources: Recalled['resources'], step: string, type: string): Resource {
  const resource = resources.get(type);
  if (!resource) throw new FailureError({ code: 'unknown-resource', step, resource: type });
  return resource;
}

/** Learns which id of the new world stands for which real one. @returns what puts the new world's into a want */
function translation(real: Records, made: Records, ids: Map<string, string>): (want: Json) => Json {
  for (const [name, record] of made) {
    const was = real.get(name) ?? retiredOf(real, name);
    if (was) pair([record.id, record.out], [was.id, 'out' in was ? was.out : undefined], ids);
  }
  const back = new Map([...ids].map(([here, there]) => [there, here]));
  const replace = replacer(back);
  return (want) => mapStrings(want, replace) as Json;
}

function retiredOf(real: Records, name: string) {
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
