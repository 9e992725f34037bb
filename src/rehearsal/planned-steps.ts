import type { StepRecord } from '../../state/schema.js';
import type { Event, StepEvent, Untimed } from '../events.js';
import type { Failure } from '../failure.js';
import { isMutating } from '../operation.js';
import type { Change, PlannedAction, PlannedCall, PlannedStep } from '../plan.js';
import { fixedAmong } from '../runner/refusals.js';
import { tagsOf } from '../runner/run.js';
import type { Seen } from '../step.js';
import { changesBetween } from './changes.js';
import { mapStrings } from './leaves.js';
import type { Piece } from './rehearse.js';

/** A rehearsed `up`: from what, to what, and what happened in between. */
export interface Rehearsed {
  readonly before: ReadonlyMap<string, StepRecord>;
  /** As it was found before, by step. */
  readonly seen: ReadonlyMap<string, Seen>;
  readonly after: ReadonlyMap<string, StepRecord>;
  readonly events: readonly Untimed<Event>[];
  readonly failures: readonly Failure[];
  /** Puts symbols in the place of what is not known yet. */
  symbolic(text: string): string;
}

/** What each step comes to: those that are wanted in their order, then those that go. */
export function plannedSteps(piece: Piece, rehearsed: Rehearsed): PlannedStep[] {
  const { before, events, failures, symbolic } = rehearsed;
  const ended = new Map(events.flatMap((it) => (it.type === 'step' && it.state !== 'planned' ? [[it.step, it] as const] : [])));
  const refused = new Set(failures.flatMap((it) => ('step' in it && it.step !== undefined ? [it.step] : [])));
  const calls = plannedCalls(events, symbolic);
  const names = new Set([...piece.steps.map(({ name }) => name), ...before.keys()]);
  return [...names].flatMap((name) => {
    const action = refused.has(name) ? 'refused' : actionOf(ended.get(name));
    return action ? plannedStep(piece, rehearsed, { name, action, calls: calls.filter(({ step }) => step === name) }) : [];
  });
}

interface Done {
  readonly name: string;
  readonly action: PlannedAction;
  readonly calls: readonly PlannedCall[];
}

/** @returns none for what was looked up once and is not needed any more: it is only forgotten */
function plannedStep(piece: Piece, rehearsed: Rehearsed, { name, action, calls }: Done): PlannedStep[] {
  const step = piece.steps.find((it) => it.name === name);
  const was = rehearsed.before.get(name);
  const type = step?.resource.type ?? was?.type ?? '';
  if (!step && piece.resources.get(type)?.lookup) return [];
  const isOther = action === 'update' || action === 'replace';
  const changes = was && isOther ? changesOf(was, rehearsed.seen.get(name), rehearsed.after.get(name), tagsOf(piece, name)) : [];
  return [
    {
      ...{ step: name, resource: type, action, calls },
      fixed: step && action === 'replace' ? fixedAmong(step.resource, membersOf(changes)) : [],
      changes: changes.map(({ path, from, to }) => ({ path, from, to: mapStrings(to, rehearsed.symbolic) })),
      ...(step && { why: step.why }),
      ...(was?.id !== undefined && { id: was.id }),
    },
  ];
}

/** Those that change something, as they would be told of, with symbols for what is not known. */
const plannedCalls = (events: readonly Untimed<Event>[], symbolic: (text: string) => string): PlannedCall[] =>
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

const membersOf = (changes: readonly Change[]): string[] =>
  [...new Set(changes.map(({ path }) => path.split('.')[0] ?? path).filter((member) => member !== 'tags'))];
