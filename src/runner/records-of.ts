import { randomUUID } from 'node:crypto';
import { all } from '../all.js';
import type { Json, StepRecord } from '../../state/schema.js';
import { identityKeys, isSameOwner } from '../identity.js';
import { dependenciesOf, recordedDependencies } from '../step-dependencies.js';
import type { Seen, Step, Tags } from '../step.js';
import { attempt } from './attempt.js';
import { differencesOf, equalAsJson, toJson } from './compare.js';
import { lookAt } from './everything.js';
import { isSameId } from './same-id.js';
import type { Thing, Whole } from './inventory.js';
import { pair, replaced } from './lost-ids.js';
import { tagsOf, type Job, type Run } from './run.js';
import { readDeadline } from './wait.js';
import { isKnown, wantBeforehand } from './want-beforehand.js';

type Records = ReadonlyMap<string, StepRecord>;
type Want = { readonly [member: string]: unknown };

/**
 * The records that a state would have of what is there.
 * @param steps of the config; none where there is no config
 * @param things all that bears the stack's tags, and the parts of it
 * @returns records by step, in the order of the steps; then those of no step, which the next `up` deletes
 * @throws FailureError, Stopped
 */
export async function recordsOf(run: Run, steps: readonly Step[], things: readonly Thing[]): Promise<Records> {
  const made = new Restoration(run, things);
  for (const step of steps) await (step.resource.lookup ? made.pin(step, steps) : made.match(step));
  for (const step of steps.toReversed()) made.giveUp(step);
  return made.withTheRest();
}

/** The records made so far, and what they leave of the things. */
class Restoration {
  readonly #records = new Map<string, StepRecord>();
  /** What later steps are given. */
  readonly #known = new Map<string, StepRecord>();
  readonly #used = new Set<Thing>();
  readonly #shared: readonly string[];

  constructor(
    private readonly run: Run,
    private readonly things: readonly Thing[],
  ) {
    this.#shared = sharedKeys(things, Object.keys(run.tags));
  }

  /** Looks a value up again. What is there tells what it was: AWS may have published a newer image since. */
  async pin(step: Step, steps: readonly Step[]): Promise<void> {
    const { run } = this;
    const want = wantBeforehand(step, this.#known);
    const job = jobFor(run, step);
    const looked = await attempt(run, job, 'create', readDeadline(run), (cloud) => step.resource.create(cloud, want));
    if (looked.is !== 'done') return;
    const pinned = async (id: unknown) => {
      const thing = await lookAt(run, step.resource, id);
      return thing && this.#recordOf(thing, step.name, want ?? {}, step);
    };
    const fresh = await pinned(looked.value);
    if (!fresh) return;
    const then = this.#asUsed(step, fresh, steps);
    const record = equalAsJson(then, fresh.id) ? fresh : ((await pinned(then)) ?? fresh);
    this.#keep(step.name, record);
  }

  /** The id of a looked-up value with what the steps that need it were made with, as far as that differs. */
  #asUsed(step: Step, fresh: StepRecord, steps: readonly Step[]): unknown {
    const instead = new Map<string, string>();
    const known = new Map([...this.#known, [step.name, fresh]]);
    for (const user of steps.filter((it) => dependenciesOf(it).some(({ to }) => to === step))) {
      const live = this.#taggedOf(user).find(({ seen }) => seen.is === 'ready')?.seen;
      const want = wantBeforehand(user, known);
      if (live?.is !== 'ready' || !want) continue;
      for (const [member, value] of Object.entries(live.live as Want))
        if (isKnown(want[member])) pair(toJson(want[member]), toJson(value), instead);
    }
    return replaced(fresh.id, permuted(instead));
  }

  /** Finds what a step has made: what is as wanted first, then what else bears its tags. */
  async match(step: Step): Promise<void> {
    const { run } = this;
    const want = wantBeforehand(step, this.#known);
    const found = want && isKnown(want) ? await this.#find(step, want) : [];
    const others = this.#taggedOf(step)
      .filter((it) => !found.includes(it))
      .toSorted((one, other) => differences(step, want, one) - differences(step, want, other));
    const theirs = [...found, ...others].filter((it) => !this.#used.has(it));
    const [current, ...older] = theirs.toSorted((one, other) => Number(isLeaving(one)) - Number(isLeaving(other)));
    if (!current) return;
    for (const it of theirs) this.#used.add(it);
    const retired = older
      .toSorted((one, other) => (sinceOf(one) ?? 0) - (sinceOf(other) ?? 0))
      .map((it) => ({
        type: it.type,
        id: toJson(it.id),
        want: liveOf(it.seen),
        isPartial: true as const,
        // Nobody knows which of them have worked.
        ...(step.keep && it.seen.is === 'ready' && { steady: sinceOf(it) ?? 0 }),
      }));
    const record = this.#recordOf(current, step.name, want && isKnown(want) ? want : undefined, step);
    this.#keep(step.name, retired.length > 0 ? { ...record, retired } : record);
    run.emit(foundEvent(step.name, current));
  }

  /**
   * What was made with something that is gone for good, and cannot be changed, is on its way out: a capacity provider holds
   * the ARN of its Auto Scaling group, which `down` has deleted already. The next `up` makes it anew.
   */
  giveUp(step: Step): void {
    const record = this.#records.get(step.name);
    const { fixed = [], replace, lookup } = step.resource;
    if (!record || lookup || replace || record.at === 'deleting') return;
    const isUsed = [...this.#records.values()].some(({ needs }) => needs.includes(step.name));
    const want = wantBeforehand(step, this.#known);
    const holdsWhatIsGone = want !== undefined && fixed.some((member) => !isKnown(want[member]));
    const isMissing = dependenciesOf(step).some(({ to }) => !this.#records.has(to.name));
    if (!isUsed && holdsWhatIsGone && isMissing) this.#records.set(step.name, { ...record, at: 'deleting' });
  }

  async #find(step: Step, want: Want): Promise<Thing[]> {
    const { run } = this;
    const { resource } = step;
    // No attempt of anybody is looked for.
    const job = { ...jobFor(run, step), token: '' };
    const looked = await attempt(run, job, 'find', readDeadline(run), (cloud) => resource.find(cloud, want));
    const own = (looked.is === 'done' ? looked.value : []).filter(({ tags }) => !tags || isSameOwner(tags, job.tags));
    const things = await all(
      own.map(async ({ id, tags }) => {
        const known = this.things.find((it) => it.type === resource.type && isSameId(it.id, id));
        return known ?? lookAt(run, resource, id, tags);
      }),
    );
    return things.flatMap((it) => it ?? []);
  }

  #taggedOf = ({ name, resource }: Step): Thing[] =>
    this.things.filter((it) => it.type === resource.type && it.tags?.['provision:step'] === name);

  #keep(step: string, record: StepRecord): void {
    this.#records.set(step, record);
    if (record.at === 'ready' || record.at === 'created') this.#known.set(step, record);
  }

  /** @param want of the config, as far as it is known; absent where only what can be read back is */
  #recordOf(thing: Thing, name: string, want: Want | undefined, step?: Step): StepRecord {
    const { seen, type, id, tags } = thing;
    const edges = step ? recordedDependencies(step) : { needs: [] };
    const ours = tags ? this.#oursOf(tags) : { ...tagsOf(this.run, name) };
    const record = {
      ...{ type, at: atOf(seen), token: randomUUID(), ...edges, tags: ours, id: toJson(id) },
      ...(seen.is === 'ready' && { out: toJson(seen.out) }),
    };
    if (!want) return { ...record, want: liveOf(seen), isPartial: true };
    const paused = this.#pausedMembers(type, tags, want);
    // What is live counts where it differs, so that the next run sees the difference.
    const live = seen.is === 'ready' && step ? differencesOf(step.resource, want, seen.live) : [];
    const differing = live.filter(({ member }) => !(member in paused)).map((it) => [it.member, it.live] as const);
    const isPaused = Object.keys(paused).length > 0;
    return { ...record, want: toJson({ ...want, ...Object.fromEntries(differing) }), ...(isPaused && { paused }) };
  }

  /** What a pause has given to a resource that says so. */
  #pausedMembers(type: string, tags: Tags | undefined, want: Want): NonNullable<StepRecord['paused']> {
    const way = tags?.['provision:paused'] === undefined ? undefined : this.run.resources.get(type)?.pause?.(want);
    return typeof way === 'object' ? (toJson(way) as NonNullable<StepRecord['paused']>) : {};
  }

  /** Of the tags of a resource, those that this stack gives to all that it makes. */
  #oursOf = (tags: Tags): { [key: string]: string } =>
    Object.fromEntries(
      Object.entries(tags).filter(([key]) => key.startsWith('provision:') || this.#shared.includes(key)),
    );

  /** What is of no step gets a record of its own. The nouns say what must outlive it. */
  withTheRest(): Records {
    const rest = this.things.filter((it) => !this.#used.has(it));
    const isAlone = (step: string) => rest.filter(({ tags }) => tags?.['provision:step'] === step).length === 1;
    const names = new Map<Whole, string>();
    for (const it of rest.toSorted((one, other) => Number(!one.tags) - Number(!other.tags))) {
      const step = it.tags?.['provision:step'];
      const whole = it.partOf && (names.get(it.partOf) ?? it.partOf.tags?.['provision:step']);
      const name = this.#freeName(
        step !== undefined && isAlone(step) ? step : `${step ?? whole ?? 'stack'}-${it.type}`,
      );
      names.set(it, name);
      this.#records.set(name, this.#recordOf(it, name, undefined));
      this.run.emit(foundEvent(name, it));
    }
    for (const name of names.values()) this.#addNeeds(name);
    return this.#records;
  }

  #freeName(wanted: string, count = 1): string {
    const name = count === 1 ? wanted : `${wanted}-${count}`;
    return this.#records.has(name) ? this.#freeName(wanted, count + 1) : name;
  }

  #addNeeds(name: string): void {
    const record = this.#records.get(name);
    if (!record) return;
    const { uses = [] } = this.run.resources.get(record.type) ?? {};
    const needs = [...this.#records].flatMap(([other, { type }]) => (uses.includes(type) ? [other] : []));
    this.#records.set(name, { ...record, needs });
  }
}

const jobFor = (run: Run, { name, resource }: Step): Job => ({
  ...{ step: name, resource, token: randomUUID() },
  tags: tagsOf(run, name),
});

/** ms since the epoch */
const sinceOf = ({ seen }: Thing): number | undefined => (seen.is === 'ready' ? seen.since?.getTime() : undefined);

const isLeaving = ({ seen }: Thing): boolean => seen.is === 'pending' && seen.isLeaving === true;

function atOf(seen: Seen): StepRecord['at'] {
  if (seen.is === 'ready') return 'ready';
  return seen.is === 'pending' && seen.isLeaving ? 'deleting' : 'created';
}

const liveOf = (seen: Seen): Json => (seen.is === 'ready' ? toJson(seen.live) : {});

/** How many members are not as wanted: the successor has fewer than what it replaces. */
const differences = ({ resource }: Step, want: Want | undefined, { seen }: Thing): number =>
  seen.is === 'ready'
    ? differencesOf(resource, want, seen.live).filter(({ member }) => want && isKnown(want[member])).length
    : Infinity;

/** The keys of the config's tags: those that all bear. @param known keys that are the config's in any case */
function sharedKeys(things: readonly Thing[], known: readonly string[]): string[] {
  const all = things.flatMap(({ tags }) => (tags ? [tags] : []));
  const first = all[0] ?? {};
  const shared = Object.keys(first).filter(
    (key) => !key.startsWith('aws:') && all.every((tags) => tags[key] === first[key]),
  );
  return [...identityKeys, ...known, ...shared];
}

/** An exchange of texts in which no two become the same: where one takes another's place, that one takes the first's. */
function permuted(instead: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const taken = new Set(instead.values());
  const free = [...instead.keys()].filter((text) => !taken.has(text));
  const displaced = [...taken].filter((text) => !instead.has(text));
  return new Map([
    ...instead,
    ...displaced.flatMap((text, i) => (free[i] === undefined ? [] : [[text, free[i]] as const])),
  ]);
}

const foundEvent = (step: string, { type, id }: Thing) =>
  ({ type: 'step', step, resource: type, state: 'done', action: 'look', outcome: 'found', id }) as const;
