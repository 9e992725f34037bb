import type { StepRecord } from '../../state/schema.js';
import { changesBetween } from '../changes.js';
import type { Event, StepEvent, Untimed } from '../events.js';
import type { Failure } from '../failure.js';
import { isMutating } from '../is-mutating.js';
import type { Change, PlannedAction, PlannedCall, PlannedStep } from '../plan.js';
import { memberOf } from '../list-rules.js';
import { lostWith, type Lost } from '../lost-with.js';
import { partsOf, pathOf } from '../member-path.js';
import { changedMembers, driftOf } from '../runner/compare.js';
import { redeployed } from '../runner/traffic.js';
import { fixedMembersIn } from '../runner/refusals.js';
import { tagsOf } from '../runner/run.js';
import type { Added } from '../status.js';
import type { Resource, Seen, Tags, Traffic } from '../step.js';
import { forwardAgain } from '../went-back.js';
import { mapStrings } from './json-strings.js';
import type { PlanInput } from './lifecycle.js';

/** A rehearsed `up`: the records before and after, and what happened in between. */
export interface RehearsedUp {
  /** The stack's. */
  readonly id: string;
  readonly before: ReadonlyMap<string, StepRecord>;
  /** By step: what `read` found before. */
  readonly seen: ReadonlyMap<string, Seen>;
  /** By step: whether requests arrive. */
  readonly traffic: ReadonlyMap<string, Traffic>;
  /** By step: what somebody has added to it. */
  readonly added: ReadonlyMap<string, readonly Added[]>;
  /** By step: what could not be found out about what is looked up. */
  readonly notes: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, StepRecord>;
  readonly events: readonly Untimed<Event>[];
  readonly failures: readonly Failure[];
  /** Puts placeholders in the place of what is not known yet. */
  withPlaceholders(text: string): string;
}

/** The planned action of each step: the wanted steps in their order, then those that are deleted. */
export function plannedSteps(planInput: PlanInput, rehearsed: RehearsedUp): PlannedStep[] {
  const { before, events, failures, withPlaceholders } = rehearsed;
  const ended = new Map(
    events.flatMap((it) => (it.type === 'step' && it.state !== 'planned' ? [[it.step, it] as const] : [])),
  );
  const refused = new Set(failures.flatMap((it) => ('step' in it && it.step !== undefined ? [it.step] : [])));
  const calls = plannedCalls(events, withPlaceholders);
  const names = new Set([...planInput.steps.map(({ name }) => name), ...before.keys()]);
  return [...names].flatMap((name) => {
    const end = ended.get(name);
    const action = refused.has(name) ? 'refused' : actionOf(end);
    return action
      ? plannedStep(planInput, rehearsed, {
          ...{ name, action, goneWith: end?.goneWith },
          calls: calls.filter(({ step }) => step === name),
        })
      : [];
  });
}

interface StepOutcome {
  readonly name: string;
  readonly action: PlannedAction;
  readonly goneWith: string | undefined;
  readonly calls: readonly PlannedCall[];
}

/** @returns nothing for a looked-up value that is not needed any more: it is only removed from the state */
function plannedStep(
  planInput: PlanInput,
  rehearsed: RehearsedUp,
  { name, action, goneWith, calls }: StepOutcome,
): PlannedStep[] {
  const step = planInput.steps.find((it) => it.name === name);
  const was = rehearsed.before.get(name);
  const type = step?.resource.type ?? was?.type ?? '';
  if (!step && planInput.resources.get(type)?.lookup) return [];
  const added = rehearsed.added.get(name);
  const arriving = rehearsed.traffic.get(name);
  const lack = planInput.redeploy?.has(name) ? redeployed : (arriving?.lacks ?? arriving?.outdated);
  const isOther = action === 'update' || action === 'replace';
  const loses = was ? lossesOf(planInput, was, action) : [];
  const changes =
    was && isOther && step
      ? changesOf(action === 'update' ? step.resource : madeAnew(step.resource), was, {
          seen: rehearsed.seen.get(name),
          is: rehearsed.after.get(name),
          tags: tagsOf({ ...planInput, store: rehearsed }, name),
        })
      : [];
  const note = rehearsed.notes.get(name);
  const forward = was && forwardAgain(was, rehearsed.after.get(name)?.want);
  const lacks = lack ?? (action === 'update' && changes.length === 0 ? saidOf(rehearsed, name) : undefined);
  return [
    {
      ...{ step: name, resource: type, action, calls },
      fixed:
        was && step && action === 'replace'
          ? fixedMembersIn(step.resource, membersOf(changes), { last: was.want, want: rehearsed.after.get(name)?.want })
          : [],
      changes: changes.map(({ path, from, to }) => ({
        path: pathOf(partsOf(path).map(rehearsed.withPlaceholders)),
        from,
        to: mapStrings(to, rehearsed.withPlaceholders),
      })),
      ...(action === 'replace' && step?.resource.whenReplaced && { whenReplaced: step.resource.whenReplaced }),
      ...(step && { why: step.why }),
      ...(was?.id !== undefined && { id: was.id }),
      ...(loses.length > 0 && { loses }),
      ...(goneWith !== undefined && { goneWith }),
      ...(note !== undefined && { note }),
      ...(added && { added }),
      ...(lacks !== undefined && { lacks }),
      ...(forward !== undefined && { forward }),
    },
  ];
}

/** Why it is updated, though nothing of it differs: the image that it needs is another one then. */
const saidOf = ({ events }: RehearsedUp, name: string): string | undefined =>
  events.flatMap((it) => (it.type === 'wait' && it.lasting && it.step === name ? [it.why] : [])).at(-1);

/** Also of what it was made in the place of, which an earlier run has not come to delete. */
function lossesOf({ resources }: PlanInput, was: StepRecord, action: PlannedAction): Lost[] {
  const gone = [
    ...(action === 'delete' || action === 'replace' ? [was] : []),
    ...(was.retired ?? []).filter(({ missing }) => missing === undefined),
  ];
  return gone.flatMap((it) => lostWith(it, resources));
}

/** Made anew, it begins with what the config says, whoever has changed it meanwhile. */
const madeAnew = ({ initial: _, ...resource }: Resource): Resource => resource;

/** The calls that change something, as `up` would emit them, with placeholders for what is not known yet. */
const plannedCalls = (events: readonly Untimed<Event>[], withPlaceholders: (text: string) => string): PlannedCall[] =>
  events.flatMap((it) => {
    if (it.type !== 'call' || !isMutating(it.operation) || !it.outcome.ok) return [];
    const { service, operation, mutating, input, step } = it;
    return [
      { service, operation, mutating, input: mapStrings(input, withPlaceholders), ...(step !== undefined && { step }) },
    ];
  });

const outcomes: { readonly [outcome in NonNullable<StepEvent['outcome']>]: PlannedAction } = {
  created: 'create',
  updated: 'update',
  replaced: 'replace',
  deleted: 'delete',
  unchanged: 'unchanged',
  pinned: 'look',
  found: 'look',
};
const actionOf = (event: Pick<StepEvent, 'outcome'> | undefined): PlannedAction | undefined =>
  event?.outcome && outcomes[event.outcome];

/**
 * What `up` changes of a resource, tags among it: from the live value where somebody has changed it, else from the recorded
 * one. What AWS shows otherwise than it was asked for is no change.
 */
function changesOf(
  resource: Resource,
  was: StepRecord,
  { seen, is, tags }: { seen: Seen | undefined; is: StepRecord | undefined; tags: Tags },
): Change[] {
  const live = seen?.is === 'ready' ? seen.live : undefined;
  const drifted = driftOf(resource, { want: is?.want, shown: was.shown }, live).map(({ member }) => member);
  const paused = Object.keys(was.paused ?? {});
  const members = new Set([...changedMembers(resource, is?.want, was, live), ...paused]);
  const isLive = (member: string) => drifted.includes(member) || paused.includes(member);
  const liveTags = seen?.is === 'ready' && seen.tags ? seen.tags : was.tags;
  const ours = Object.fromEntries(
    Object.keys({ ...was.tags, ...tags }).flatMap((key) => (key in liveTags ? [[key, liveTags[key]]] : [])),
  );
  return [
    ...[...members].flatMap((member) => {
      const from = memberOf(isLive(member) && live ? live : was.want, member);
      return changesBetween(from, memberOf(is?.want, member), resource.lists, [member]);
    }),
    ...changesBetween(ours, tags, {}, ['tags']),
  ];
}

const membersOf = (changes: readonly Change[]): string[] => [
  ...new Set(changes.map(({ path }) => partsOf(path)[0] ?? path).filter((member) => member !== 'tags')),
];
