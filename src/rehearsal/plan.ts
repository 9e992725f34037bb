import type { StepRecord } from '../../state/schema.js';
import { MemoryStore } from '../../state/store.js';
import type { Plan } from '../plan.js';
import type { Run } from '../runner/run.js';
import { plain } from '../runner/compare.js';
import { up } from '../runner/up.js';
import { renumberVersions } from '../sandbox/services/ec2/version-numbers.js';
import { World } from '../sandbox/world.js';
import { drift } from './drift.js';
import { stringsIn } from './leaves.js';
import { asSeen, lookAt, type Live } from './live.js';
import { lookAround, worldWith } from './neighbourhood.js';
import { plannedSteps } from './planned-steps.js';
import { worldAsRecorded } from './recall.js';
import type { Piece } from './rehearse.js';
import { pushed, Stage } from './stage.js';
import { symbolsFor } from './symbols.js';

export interface PlanOptions extends Piece {
  /** A run on the stack as it is, for looking only; absent where there is nothing of it. */
  readonly live?: Run;
  /** The VPC of somebody else that it will be in. It takes `live` to look at it. */
  readonly existingVpc?: string | undefined;
  /** Images are built and pushed by a builder: none of the calls is ours. */
  readonly hasRegistry?: boolean;
  /** Of outputs: from the step's output. */
  readonly outputs?: { readonly [name: string]: { readonly step: { readonly name: string }; of(out: unknown): string } };
}

type Records = ReadonlyMap<string, StepRecord>;

/**
 * Rehearses `up`: in a world of its own, brought first to the state that is recorded and live, then to the one that is
 * wanted. What the second part does is the plan.
 * @throws FailureError where it cannot be looked at, or not be brought to the recorded state
 */
export async function rehearseUp(options: PlanOptions): Promise<Plan> {
  const { live, setting } = options;
  if (!live) return planOf(options, new Stage(setting), new Map(), new Map());
  const records = live.store.records;
  const around = await worldAround(options, records, live);
  const { seen, left } = await lookAt(live);
  const there = asFound(records, { seen, left });
  const gone = new Set([...seen].flatMap(([step, it]) => (it.is === 'absent' ? [step] : [])));
  const world = await worldAsRecorded({ ...options, tags: live.tags }, there, gone, around);
  await drift(new Stage(setting, world).run({ ...options, store: new MemoryStore() }), there, seen);
  const outs = [...seen.values()].flatMap((it) => (it.is === 'ready' ? [it.out] : []));
  renumberVersions({ world, region: setting.region }, outs);
  return planOf(options, new Stage(setting, world), records, seen);
}

/** Nothing but what somebody else made: the network that the stack is in, and the one that it will be in. */
async function worldAround({ existingVpc, setting }: PlanOptions, records: Records, { act }: Run): Promise<World> {
  const recorded = [...records.values()].flatMap(({ type, want }) => (type === 'existing-vpc' ? [(want as { readonly VpcId: string }).VpcId] : []));
  let world = new World(Date.now(), undefined, setting.account);
  for (const vpcId of new Set([...recorded, ...(existingVpc === undefined ? [] : [existingVpc])])) {
    const network = await act('existing-vpc', { token: '', tags: {}, repeatable: true }, (cloud) => lookAround(cloud, vpcId));
    if (network) world = await worldWith(network, setting, world);
  }
  return world;
}

/** With what an interrupted run had not come to know of it: others will be made with that. */
const asFound = (records: Records, { seen, left }: Live): Map<string, StepRecord> =>
  new Map([...records].map(([step, record]) => {
    const [live, id] = [seen.get(step), left.get(step)];
    const out = record.out === undefined && live?.is === 'ready' && { out: plain(live.out) };
    return [step, { ...record, ...out, ...(id !== undefined && { id }) }];
  }));

async function planOf(options: PlanOptions, stage: Stage, before: Records, seen: Live['seen']): Promise<Plan> {
  const { steps, outputs = {}, hasRegistry = false } = options;
  const store = new MemoryStore(structuredClone([...before]));
  const run = stage.run({ ...options, store, ...(hasRegistry && { images: pushed(stage) }) });
  const { failures, outs } = await up(run, asSeen(steps, seen));
  const known = new Set([...before.values()].flatMap(({ id, out }) => stringsIn([id, out]).map(([, text]) => text)));
  const symbolic = symbolsFor(store.records, stage.answers, known);
  const told = Object.entries(outputs).flatMap(([name, { step, of }]) =>
    outs.has(step.name) ? [[name, symbolic(of(outs.get(step.name)))] as const] : [],
  );
  return {
    steps: plannedSteps(options, { before, seen, after: store.records, events: stage.events, failures, symbolic }),
    failures,
    outputs: Object.fromEntries(told),
  };
}
