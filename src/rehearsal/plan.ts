import type { Json, StepRecord } from '../../state/schema.js';
import { MemoryStore } from '../../state/store.js';
import type { StepEvent } from '../events.js';
import type { Change, Plan, PlannedAction, PlannedCall, PlannedStep } from '../plan.js';
import { isMutating } from '../operation.js';
import type { Run } from '../runner/run.js';
import { tagsOf } from '../runner/run.js';
import { up } from '../runner/up.js';
import { World } from '../sandbox/world.js';
import type { Seen } from '../step.js';
import { changesBetween } from './changes.js';
import { mapStrings, stringsIn } from './leaves.js';
import { drift } from './drift.js';
import { asSeen, lookAt } from './live.js';
import { lookAround, worldWith } from './neighbourhood.js';
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

/**
 * Rehearses `up`: in a world of its own, brought first to the state that is recorded and live, then to the one that is
 * wanted. What the second part does is the plan.
 * @throws FailureError where it cannot be looked at, or not be brought to the recorded state
 */
export async function rehearseUp(options: PlanOptions): Promise<Plan> {
  const { live, setting } = options;
  if (!live) return planOf(options, new Stage(setting), new Map(), new Map());
  const around = options.existingVpc && (await live.act('existing-vpc', looking, (cloud) => lookAround(cloud, options.existingVpc ?? '')));
  const empty = around ? await worldWith(around, setting) : new World(Date.now(), undefined, setting.account);
  const { seen, left } = await lookAt(live);
  const records = live.store.records;
  const there = new Map([...records].map(([step, record]) => [step, asFound(record, seen.get(step), left.get(step))]));
  const gone = new Set([...seen].flatMap(([step, it]) => (it.is === 'absent' ? [step] : [])));
  const world = await worldAsRecorded({ ...options, tags: live.tags }, there, gone, empty);
  await drift(new Stage(setting, world).run({ ...options, store: new MemoryStore() }), there, seen);
  return planOf(options, new Stage(setting, world), records, seen);
}

/** With what an interrupted run had not come to know of it: others will be made with that. */
const asFound = (record: StepRecord, seen: Seen | undefined, left: unknown): StepRecord => ({
  ...record,
  ...(record.out === undefined && seen?.is === 'ready' && { out: seen.out as Json }),
  ...(left !== undefined && { id: left as Json }),
});

const looking = { token: '', tags: {}, repeatable: true } as const;

async function planOf(
  options: PlanOptions,
  stage: Stage,
  before: ReadonlyMap<string, StepRecord>,
  seen: ReadonlyMap<string, Seen>,
): Promise<Plan> {
  const store = new MemoryStore(structuredClone([...before]));
  const run = stage.run({ ...options, store, ...(options.hasRegistry && { images: pushed(stage) }) });
  const { failures, outs } = await up(run, asSeen(options.steps, seen));
  const known = new Set([...before.values()].flatMap(({ id, out }) => stringsIn([id, out]).map(([, text]) => text)));
  const symbolic = symbolsFor(store.records, stage.answers, known);
  const calls = plannedCalls(stage, symbolic);
  const ended = new Map(stage.events.flatMap((it) => (it.type === 'step' && it.state !== 'planned' ? [[it.step, it] as const] : [])));
  const refused = new Set(failures.flatMap((it) => ('step' in it && it.step !== undefined ? [it.step] : [])));
  const steps = [...new Set([...options.steps.map(({ name }) => name), ...before.keys()])].flatMap((name): PlannedStep[] => {
    const step = options.steps.find((it) => it.name === name);
    const resource = step?.resource.type ?? before.get(name)?.type ?? '';
    const action = refused.has(name) ? 'refused' : actionOf(ended.get(name));
    if (!action || (!step && options.resources.get(resource)?.lookup)) return [];
    const was = before.get(name);
    const changes = was && ['update', 'replace'].includes(action) ? changesOf(was, seen.get(name), store.records.get(name), tagsOf(run, name)) : [];
    const fixed = step && action === 'replace' ? fixedAmong(changes, step.resource.update ? step.resource.fixed : undefined) : [];
    return [
      {
        ...{ step: name, resource, action, fixed, calls: calls.filter((it) => it.step === name) },
        changes: changes.map(({ path, from, to }) => ({ path, from, to: mapStrings(to, symbolic) })),
        ...(step && { why: step.why }),
        ...(was?.id !== undefined && { id: was.id }),
      },
    ];
  });
  const outputs = Object.entries(options.outputs ?? {}).flatMap(([name, { step, of }]) =>
    outs.has(step.name) ? [[name, symbolic(of(outs.get(step.name)))] as const] : [],
  );
  return { steps, failures, outputs: Object.fromEntries(outputs) };
}

/** Those that change something, as they would be told of, with symbols for what is not known. */
const plannedCalls = ({ events }: Stage, symbolic: (text: string) => string): PlannedCall[] =>
  events.flatMap((it) => {
    if (it.type !== 'call' || !isMutating(it.operation) || !it.outcome.ok) return [];
    const { service, operation, mutating, input, step } = it;
    return [{ service, operation, mutating, input: mapStrings(input, symbolic), ...(step !== undefined && { step }) }];
  });

const outcomes: { readonly [outcome in NonNullable<StepEvent['outcome']>]: PlannedAction } = {
  created: 'create', updated: 'update', replaced: 'replace', deleted: 'delete', unchanged: 'unchanged', pinned: 'look',
};
const actionOf = (event: Pick<StepEvent, 'outcome'> | undefined): PlannedAction | undefined => event?.outcome && outcomes[event.outcome];

/** From what is live, where that could be seen, to what is wanted; tags among it. */
function changesOf(was: StepRecord, seen: Seen | undefined, is: StepRecord | undefined, tags: Readonly<Record<string, string>>): Change[] {
  const last = was.want as { readonly [member: string]: unknown };
  const live = seen?.is === 'ready' ? Object.fromEntries(Object.entries(seen.live).filter(([member]) => member in last)) : {};
  const liveTags = seen?.is === 'ready' && seen.tags ? seen.tags : was.tags;
  const ours = Object.fromEntries(Object.keys({ ...was.tags, ...tags }).flatMap((key) => (key in liveTags ? [[key, liveTags[key]]] : [])));
  return [...changesBetween({ ...last, ...live }, is?.want), ...changesBetween(ours, tags, ['tags'])];
}

/** @param fixed undefined: all of them */
function fixedAmong(changes: readonly Change[], fixed: readonly string[] | undefined): string[] {
  const members = new Set(changes.map(({ path }) => path.split('.')[0] ?? path).filter((member) => member !== 'tags'));
  return [...members].filter((member) => fixed?.includes(member) ?? true);
}
