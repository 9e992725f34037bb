import { createHash } from 'node:crypto';
import { differing, left, type Census } from '../e2e/census.js';
import { Bed, unwritable, type Call, type Interceptor, type Outcome } from './bed.js';
import type { Case, Profile } from './cases.js';
import {
  callFaults,
  laggingTags,
  lost,
  notFound,
  notFoundForLong,
  unlistedForLong,
  wrongNotFound,
  type Kind,
} from './kinds.js';
import { leavesOf, without } from './hiding.js';
import { isMutating } from '../../src/is-mutating.js';

export interface Verdict {
  readonly name: string;
  readonly blueprint: string;
  readonly command: string;
  readonly kind: string;
  readonly isKill: boolean;
  /** Nothing went wrong: the call did not come in this run, or AWS did not let the resource go. */
  readonly isUnmet: boolean;
  /** Resources that are missing after the next `up`, so lost to the stack. */
  readonly orphans: number;
  readonly duplicates: number;
  readonly leftovers: number;
  readonly exits: number;
  readonly why: readonly string[];
}

/** Verdicts on the cases of one command. What two kills leave is often the same, and then one of them is tried. */
export class Verdicts {
  readonly #known = new Map<string, Promise<Verdict>>();
  constructor(private readonly profile: Profile) {}

  async of(it: Case): Promise<Verdict> {
    const { name, kind, snapshot, then } = it;
    if (!snapshot) return verdictOf(it, this.profile);
    const left = createHash('sha256')
      .update(JSON.stringify([snapshot.world, snapshot.records, then]))
      .digest('hex');
    const verdict = this.#known.get(left) ?? verdictOf(it, this.profile);
    this.#known.set(left, verdict);
    return { ...(await verdict), name, kind };
  }
}

/** Lets one thing go wrong, brings the stack to its end, and counts what is not as it must be. */
async function verdictOf(it: Case, { start, after, whole }: Profile): Promise<Verdict> {
  const why: string[] = [];
  let [exits, orphans, duplicates, leftovers] = [0, 0, 0, 0];
  let isUnmet = false;
  const isKill = it.snapshot !== undefined;
  const what = { name: it.name, blueprint: it.scenario.blueprint, command: it.scenario.name, kind: it.kind, isKill };
  const bed = new Bed(it.snapshot ?? start);
  const later: Promise<unknown>[] = [];
  const { scenario } = it;
  const exitOf = (what: string, { failures }: Outcome, expected: 0 | 1 = 0) => {
    if (failures.length > 0 === (expected === 1)) return;
    exits++;
    why.push(`${what} ended with ${failures.length > 0 ? JSON.stringify(failures[0]) : '0'}`);
  };
  const compare = (what: string, now: Census, expected: Census) => {
    for (const [kind, { less, more }] of Object.entries(differing(expected, now))) {
      why.push(`${what}: ${kind}: missing ${JSON.stringify(less)}, too many ${JSON.stringify(more)}`);
      if (Object.keys(expected).length === 0) leftovers += more.length;
      else [orphans, duplicates] = [orphans + less.length, duplicates + more.length];
    }
  };
  const none: Census = {};
  if (it.deleted !== undefined) {
    // What AWS does not let go is not lost.
    if (!(await bed.deleteByHand(it.deleted)))
      return { ...what, isUnmet: true, orphans, duplicates, leftovers, exits, why };
    exitOf('up', await bed.run(scenario.up));
  } else if (!it.snapshot) {
    const isStruck = { yet: false };
    let writes = 0;
    if (it.write !== undefined)
      bed.store.beforeWrite = () => {
        if (++writes < (it.write ?? 0)) return;
        isStruck.yet = true;
        throw unwritable();
      };
    const ran = await bed.run(scenario.command, disturbing(it, bed, later, isStruck));
    bed.restart();
    isUnmet = !isStruck.yet;
    const expected = it.write !== undefined ? 1 : (kindOf(it.kind)?.exit ?? 0);
    // It may take a second run until all is used again that was not shown.
    if (isStruck.yet && it.hidden === undefined) exitOf('the run', ran, expected);
    await Promise.allSettled(later);
    if (it.write === undefined && it.hidden === undefined && expected === 0 && isStruck.yet)
      compare('after the run', await bed.census(), scenario.command.is === 'down' ? none : after);
  }
  if (it.then === 'up') {
    exitOf('up', await bed.run(scenario.up));
    compare('after up', await bed.census(), whole);
    const again = await bed.run(scenario.up);
    exitOf('the second up', again);
    if (again.changes > 0 || again.mutating.length > 0) {
      exits++;
      why.push(`the second up changed: ${again.mutating.join(', ')}`);
    }
  }
  if (it.then === 'down' && scenario.command.is === 'pause') {
    exitOf('pause', await bed.run(scenario.command));
    compare('after pause', await bed.census(), after);
  }
  exitOf('down', await bed.run(scenario.down));
  compare('after down', left(await bed.census()), none);
  if (bed.store.records.size > 0) {
    leftovers += bed.store.records.size;
    why.push(`still recorded: ${[...bed.store.records.keys()].join(', ')}`);
  }
  return { ...what, isUnmet, orphans, duplicates, leftovers, exits, why };
}

const kindOf = (name: string): Kind | undefined => [...callFaults, wrongNotFound].find((it) => it.name === name);

/** Lets the fault of a case meet the call that it is meant for. */
function disturbing(it: Case, bed: Bed, later: Promise<unknown>[], isStruck: { yet: boolean }): Interceptor {
  const { met, kind } = it;
  const { clock } = bed.aws;
  if (it.hidden !== undefined) {
    let until: number | undefined;
    const texts = leavesOf(bed.store.records.get(it.hidden)?.id);
    return async (call, send) => {
      if (call.step !== it.hidden || isMutating(call.operation)) return send();
      isStruck.yet = true;
      until ??= clock.now() + (kind === unlistedForLong ? 40_000 : 25_000);
      if (clock.now() >= until) return send();
      if (kind === notFoundForLong || texts.some((it) => JSON.stringify(call.input).includes(it)))
        throw notFound(call.service);
      return without(await send(), texts);
    };
  }
  if (!met) return (_call, send) => send();
  const isSame = ({ step, service, operation }: Call) =>
    step === met.step && service === met.call.service && operation === met.call.operation;
  let [seen, times] = [0, 0];
  let hiddenUntil = -Infinity;
  const fault = kindOf(kind);
  return async (call, send) => {
    if (isSame(call)) seen++;
    if (kind === laggingTags) {
      if (isSame(call) && seen === met.number && !isStruck.yet) {
        isStruck.yet = true;
        hiddenUntil = clock.now() + 30_000;
        await send().catch(() => {});
        throw lost();
      }
      if (call.step === met.step && !isMutating(call.operation) && clock.now() < hiddenUntil)
        throw notFound(call.service);
      return send();
    }
    const isMeant = fault && ((isSame(call) && seen >= met.number) || (isStruck.yet && fault.isForAll));
    if (!isMeant || times >= fault.times) return send();
    isStruck.yet = true;
    const struck = { call, send, clock, times, later: (work: Promise<unknown>) => void later.push(work) };
    times++;
    return fault.strike(struck);
  };
}
