import type { StepRecord } from '../../state/schema.js';
import { MemoryStore, type Store } from '../../state/store.js';
import { all } from '../all.js';
import { unknownStackId } from '../identity.js';
import type { Plan } from '../plan.js';
import { firstLook } from '../runner/first-look.js';
import { takenByPause } from '../runner/pause.js';
import { completeRecords } from '../runner/recover.js';
import { type Run } from '../runner/run.js';
import { toJson } from '../runner/compare.js';
import { up } from '../runner/up.js';
import { setQuotas } from '../sandbox/quotas.js';
import { renumberVersions } from '../sandbox/services/ec2/launch-templates/version-numbers.js';
import { addAgain } from './add-again.js';
import { applyDrift } from './apply-drift.js';
import { assumeLookedUp } from './assumed-lookups.js';
import { stringsIn } from './json-strings.js';
import { stepsAsSeen, readLiveState, type LiveState } from './live-state.js';
import { plannedSteps, type RehearsedUp } from './planned-steps.js';
import { restoreWorld } from './restore-world.js';
import { readSurroundings } from './surroundings.js';
import type { PlanInput } from './lifecycle.js';
import { imagesOfPlan, imagesToPush, type ImagesToPush } from './images-to-push.js';
import {
  imagesPushedOutside,
  InMemoryAws,
  ofNewAccount,
  pushByHand,
  replaceIds,
  standInImages,
} from './in-memory-aws.js';
import { placeholdersFor } from './placeholders.js';

export interface PlanOptions extends PlanInput {
  /** A run on the real stack, used for reading only; absent where nothing of it exists. */
  readonly live?: Run;
  /** The VPC of somebody else that the stack will be in. It is read through `live`. */
  readonly existingVpc?: string | undefined;
  /** A builder builds and pushes images, so none of those calls is ours. */
  readonly hasRegistry?: boolean;
  /** By name: how an output is computed from what a step gives. */
  readonly outputs?: {
    readonly [name: string]: { readonly step: { readonly name: string }; of(out: unknown): string };
  };
}

type Records = ReadonlyMap<string, StepRecord>;

/**
 * Rehearses `up` in a world of its own. The world is first brought to the recorded and live state, then to the wanted
 * one. What the second part does is the plan.
 * @throws FailureError where something cannot be read, or the recorded state cannot be restored
 */
export async function rehearseUp(options: PlanOptions): Promise<Plan> {
  const { location } = options;
  if (!options.live) {
    const aws = new InMemoryAws(location);
    setQuotas({ world: aws.world }, ofNewAccount);
    assumeLookedUp({ world: aws.world, region: location.region }, options.steps);
    return planOf(options, aws, new MemoryStore([], unknownStackId), {
      seen: new Map(),
      added: new Map(),
      traffic: new Map(),
      notes: new Map(),
      toPush: { pushed: [], missing: [] },
    });
  }
  const live = await withWholeRecords(options.live, options.steps);
  const records = live.store.records;
  const obstacles = await firstLook(live, options.steps);
  if (obstacles.length > 0) return { steps: [], failures: obstacles, outputs: {} };
  const { world: surroundings, notes } = await readSurroundings(options, live);
  const state = await readLiveState(live);
  const { seen, added, traffic } = state;
  const there = withLeftovers(records, state);
  const gone = new Set([...seen].flatMap(([step, it]) => (it.is === 'absent' ? [step] : [])));
  // What a pause took away has to be in the world for a moment: without their load balancer, services cannot be made.
  const paused = Object.entries(live.store.paused?.gone ?? {}).filter(([step]) => !there.has(step));
  const taken = takenByPause(options.steps, live.store);
  const world = await restoreWorld(
    { ...options, id: live.store.id, tags: live.tags },
    new Map([...there, ...paused]),
    new Set([...gone, ...paused.map(([step]) => step), ...taken.map(({ name }) => name)]),
    surroundings,
    taken,
  );
  const { id } = live.store;
  const preparing = new InMemoryAws(location, world).run({ ...options, store: new MemoryStore([], id) });
  const ids = [...(await applyDrift(preparing, there, seen)), ...(await addAgain(preparing, added))];
  const whole = ids.length > 0 ? replaceIds(world, new Map(ids)) : world;
  const outs = [...seen.values()].flatMap((it) => (it.is === 'ready' ? [it.out] : []));
  renumberVersions({ world: whole, region: location.region }, outs);
  const aws = new InMemoryAws(location, whole);
  const toPush = await imagesToPush(options.steps, live, seen);
  await all(toPush.pushed.map((it) => pushByHand(aws, it)));
  return planOf(options, aws, live.store, { seen, added, traffic, notes, toPush });
}

/** The same run on a store of its own, in which the records are as `up` would complete them. */
async function withWholeRecords(live: Run, steps: PlanOptions['steps']): Promise<Run> {
  const { records, id } = live.store;
  const store = new MemoryStore(structuredClone([...records]), id);
  await store.setPaused(live.store.paused);
  const run = { ...live, store };
  await completeRecords(run, steps);
  return run;
}

/** The records, completed by ids and outputs that an interrupted run had not recorded: other steps need them. */
const withLeftovers = (records: Records, { seen, leftovers }: LiveState): Map<string, StepRecord> =>
  new Map(
    [...records].map(([step, record]) => {
      const [live, id] = [seen.get(step), leftovers.get(step)];
      const out = record.out === undefined && live?.is === 'ready' && { out: toJson(live.out) };
      return [step, { ...record, ...out, ...(id !== undefined && { id }) }];
    }),
  );

async function planOf(
  options: PlanOptions,
  aws: InMemoryAws,
  { records: before, id }: Pick<Store, 'records' | 'id'>,
  {
    seen,
    added,
    traffic,
    notes,
    toPush,
  }: Omit<LiveState, 'leftovers'> & Pick<RehearsedUp, 'notes'> & { readonly toPush: ImagesToPush },
): Promise<Plan> {
  const { steps, outputs = {}, hasRegistry = false } = options;
  const store = new MemoryStore(structuredClone([...before]), id);
  const said = new Map(notes);
  const images = hasRegistry ? imagesPushedOutside(aws) : standInImages(aws);
  const run = aws.run({ ...options, store, isTimeless: true, images: imagesOfPlan(aws, images, toPush, said) });
  const { failures, outs } = await up(run, stepsAsSeen(steps, seen, traffic));
  const known = new Set([...before.values()].flatMap(({ id, out }) => stringsIn([id, out]).map(([, text]) => text)));
  const withPlaceholders = placeholdersFor(store.records, aws.answers, known);
  const shownOutputs = Object.entries(outputs).flatMap(([name, { step, of }]) =>
    outs.has(step.name) ? [[name, withPlaceholders(of(outs.get(step.name)))] as const] : [],
  );
  return {
    steps: plannedSteps(options, {
      id,
      before,
      seen,
      added,
      traffic,
      notes: said,
      after: store.records,
      events: aws.events,
      failures,
      withPlaceholders,
    }),
    failures,
    outputs: Object.fromEntries(shownOutputs),
  };
}
