import type { Json, StepRecord } from '../../state/schema.js';
import { MemoryStore } from '../../state/store.js';
import { FailureError } from '../failure.js';
import { down } from '../runner/down.js';
import { resourceOf, type Run } from '../runner/run.js';
import { up } from '../runner/up.js';
import { renumberRevisions } from '../sandbox/services/ecs/task-definition/revision-numbers.js';
import type { World } from '../sandbox/world.js';
import { ready, startsAfter, step as declare, type NeedMap, type Resource, type Step } from '../step.js';
import { dependenciesOf, replaceNeeds } from '../step-dependencies.js';
import { assumeRecorded } from './assumed-lookups.js';
import { mapStrings, TextReplacer, stringsIn } from './json-strings.js';
import { replaceIds, InMemoryAws } from './in-memory-aws.js';
import type { PlanInput } from './lifecycle.js';
import { retiredNamed, retiredThings, stepOf, type RecordedThing } from './recorded-things.js';

type Records = ReadonlyMap<string, StepRecord>;
export interface RecordedStack extends Pick<PlanInput, 'stack' | 'tags' | 'location' | 'resources'> {
  /** The stack's. */
  readonly id: string;
}

/**
 * Restores a world in which a stack is as recorded, under its real ids. It applies the recorded wants once more, then
 * replaces each id that the new world chose by the real one. What is known in part only cannot be made once more, and is
 * left out. A run may have been broken off anywhere, so what a resource needed only to begin may be gone by now, and it
 * may not work: it is there all the same.
 * @param gone the names of recorded things that no longer exist
 * @param taken steps that a pause has taken away, and that are not recorded
 * @throws FailureError where the sandbox refuses what AWS once accepted
 */
export async function restoreWorld(
  it: RecordedStack,
  records: Records,
  gone: ReadonlySet<string>,
  world: World,
  taken: readonly Step[] = [],
): Promise<World> {
  const aws = new InMemoryAws(it.location, world);
  world.isBeingRestored = true;
  assumeRecorded({ world, region: it.location.region }, records);
  const store = new MemoryStore([], it.id);
  const run = taggingByStep(aws.run({ ...it, store, isTimeless: true }));
  const ids = new Ids(records);
  const inNewWorld = (want: Json): Json => {
    ids.learnFrom(store.records);
    return mapStrings(want, ids.toNewWorld.in) as Json;
  };
  const {
    failures: [failure],
  } = await up(
    run,
    stepsFrom(records, (thing) => restored(aws, resourceOf(it, thing.name, thing.type)), inNewWorld, taken),
  );
  if (failure) throw new FailureError(failure);
  ids.learnFrom(store.records);
  const kept = new MemoryStore(
    [...store.records].filter(([name]) => gone.has(name)),
    it.id,
  );
  await down({ ...run, store: kept });
  const renamed = replaceIds(aws.world, ids.real);
  renumberRevisions({ world: renamed, region: it.location.region }, ids.real.values());
  return renamed;
}

/** The same run, which gives a predecessor the tags of its step, as it has them. By these it may be found and used again. */
const taggingByStep = (run: Run): Run => ({
  ...run,
  withCloud: (name, { tags, ...attempt }, verb) => {
    const { 'provision:step': own, ...others } = tags;
    const step = own !== undefined && { 'provision:step': stepOf(name) };
    return run.withCloud(name, { ...attempt, tags: { ...others, ...step } }, verb);
  },
});

/** ms. What has not come into service by then is left as it is. */
const patience = 600_000;

/** The same noun, where it is enough that a resource is there: what was really seen of it is applied later. */
function restored({ clock }: InMemoryAws, resource: Resource): Resource {
  let since: number | undefined;
  return {
    ...resource,
    async read(cloud, id) {
      since ??= clock.now();
      const seen = await resource.read(cloud, id);
      const isLate = seen.is === 'pending' && clock.now() - since > patience && !seen.isLeaving;
      return seen.is === 'broken' || isLate ? ready({}, {}) : seen;
    },
  };
}

/**
 * The recorded steps that have an id, each with the predecessors that it replaced, and those that a pause has taken away.
 * @param resourceFor the noun of a recorded thing
 * @param inNewWorld replaces real ids in a recorded want by ids of the new world, as far as these are known by then
 */
function stepsFrom(
  records: Records,
  resourceFor: (thing: Pick<RecordedThing, 'name' | 'type'>) => Resource,
  inNewWorld: (want: Json) => Json,
  taken: readonly Step[],
): Step[] {
  const made = new Map<string, Step>();
  /** By step. What takes the place of another may be set up with both. */
  const predecessors = new Map<string, readonly Step[]>();
  const add = ({ name, type, want }: Pick<RecordedThing, 'name' | 'type' | 'want'>, needs: NeedMap): Step => {
    const step = declare({
      name,
      resource: resourceFor({ name, type }),
      needs,
      why: 'as recorded',
      want: () => inNewWorld(want),
    });
    made.set(name, step);
    const own = stepOf(name);
    if (own !== name) predecessors.set(own, [...(predecessors.get(own) ?? []), step]);
    return step;
  };
  // A step of the config wants what it wants of the new world.
  const makeTaken = (step: Step): Step | undefined => {
    const needed = new Map(dependenciesOf(step).map(({ to }) => [to, make(to.name)]));
    if ([...needed.values()].includes(undefined)) return undefined;
    const it = { ...step, needs: replaceNeeds(step, (need) => needed.get(need) ?? need) };
    made.set(step.name, it);
    return it;
  };
  // Records of several runs may lead back to where they began: what a step needed to begin may need that step by now.
  const begun = new Set<string>();
  const make = (name: string): Step | undefined => {
    if (begun.has(name)) return made.get(name);
    begun.add(name);
    const step = taken.find((it) => it.name === name);
    if (step) return makeTaken(step);
    const record = records.get(name);
    if (!record || record.id === undefined || record.isPartial) return undefined;
    const needs: NeedMap = {
      outlived: record.needs.flatMap((need) => [make(need) ?? [], ...(predecessors.get(need) ?? [])].flat()),
      begun: (record.after ?? []).flatMap((need) => make(need) ?? []).map(startsAfter),
    };
    for (const old of retiredThings(new Map([[name, record]]))) add(old, needs);
    return add({ name, type: record.type, want: record.want }, needs);
  };
  for (const name of [...records.keys(), ...taken.map((it) => it.name)]) make(name);
  return [...made.values()];
}

/** Which real id each id of the new world stands for. */
class Ids {
  /** By id of the new world. */
  readonly real = new Map<string, string>();
  readonly toNewWorld = new TextReplacer();
  readonly #recorded: Records;
  /** What was learnt from. A record that changes is another object. */
  readonly #learnt = new Map<string, StepRecord>();

  constructor(recorded: Records) {
    this.#recorded = recorded;
  }

  learnFrom(made: Records): void {
    for (const [name, record] of made) {
      if (this.#learnt.get(name) === record) continue;
      this.#learnt.set(name, record);
      const was = this.#recorded.get(name) ?? retiredNamed(this.#recorded, name);
      if (!was) continue;
      for (const [here, there] of pairedIds([record.id, record.out], [was.id, 'out' in was ? was.out : undefined])) {
        this.real.set(here, there);
        this.toNewWorld.add(there, here);
      }
    }
  }
}

/** Zone ids are the same in every world. */
const isZoneId = (text: string): boolean => /^[a-z]+\d-az\d$/.test(text);

function pairedIds(here: unknown, there: unknown): (readonly [here: string, there: string])[] {
  const real = new Map(stringsIn(there).map(([path, text]) => [path.join('.'), text]));
  return stringsIn(here).flatMap(([path, text]) => {
    const other = real.get(path.join('.'));
    return other !== undefined && other !== text && !isZoneId(text) ? [[text, other] as const] : [];
  });
}
