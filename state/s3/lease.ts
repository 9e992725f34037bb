import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import * as z from 'zod';
import { FailureError, type LockHolder } from '../../src/failure.js';
import type { HeldLock, OnLost, StateLock } from '../states.js';
import { stateFailure } from './errors.js';
import type { Access, Read, S3Object } from './object.js';

/**
 * A lock that several machines share: an object that says who holds it. Whoever holds it renews it. Who finds that
 * nobody has done so for as long as the lease lasts, takes it over. Each step is a conditional write, so of several who
 * try at once exactly one succeeds. How old the object is, is measured by the clock of S3 alone.
 */
export const leaseSeconds = 60;
const renewalSeconds = 20;
/** S3 tells both of its times in whole seconds. */
const clockGrain = 1;

const leaseSchema = z.object({
  user: z.string(),
  host: z.string(),
  pid: z.int(),
  command: z.string(),
  since: z.string(),
  leaseSeconds: z.number().positive(),
  /** Tells this lock from all others. */
  nonce: z.string(),
  /** How often it was renewed: it makes each text, and so each ETag, another one. */
  renewals: z.int(),
});
type Lease = z.output<typeof leaseSchema>;

export interface Timing {
  readonly leaseSeconds: number;
  readonly renewalSeconds: number;
}
export const usualTiming: Timing = { leaseSeconds, renewalSeconds };

interface Terms {
  /** For people. */
  readonly path: string;
  readonly access: Access;
  /** S3's time, in ms since the epoch. */
  now(): Promise<number>;
  readonly timing?: Timing;
}

/**
 * Takes the lock.
 * @param onLost called once, where it turns out that somebody else holds it
 * @throws FailureError `state-locked`, naming the holder
 */
export async function takeLease(object: S3Object, command: string, terms: Terms, onLost: OnLost): Promise<StateLock> {
  const { path, timing = usualTiming } = terms;
  const mine: Lease = {
    user: userName(),
    host: hostname(),
    pid: process.pid,
    command,
    since: new Date().toISOString(),
    leaseSeconds: timing.leaseSeconds,
    nonce: randomUUID(),
    renewals: 0,
  };
  try {
    let expected: string | undefined;
    for (;;) {
      const asked = terms.access.clock.now();
      const written = await object.write(JSON.stringify(mine), expected);
      if (written.is === 'written') return new HeldLease(object, mine, written.etag, asked, terms, onLost);
      const { there } = written;
      expected = undefined;
      if (!there) continue;
      const age = ((await terms.now()) - there.modified.getTime()) / 1000;
      const lease = leaseIn(there.text);
      if (age <= (lease?.leaseSeconds ?? timing.leaseSeconds) + clockGrain) throw locked(path, lease, there);
      expected = there.etag;
    }
  } catch (error) {
    throw stateFailure(error, path, 'state-unwritable');
  }
}

/** Who holds the lock. A stale one may be taken over. @throws Error of the SDK */
export async function leaseHolder(object: S3Object, now: () => Promise<number>): Promise<HeldLock | undefined> {
  const there = await object.read();
  if (!there) return undefined;
  const lease = leaseIn(there.text);
  const age = ((await now()) - there.modified.getTime()) / 1000;
  return {
    holder: holderOf(lease, there),
    revision: there.etag,
    isStale: age > (lease?.leaseSeconds ?? leaseSeconds) + clockGrain,
  };
}

class HeldLease implements StateLock {
  readonly #object: S3Object;
  readonly #terms: Terms;
  readonly #onLost: OnLost;
  readonly #timing: Timing;
  readonly #released = new AbortController();
  #lease: Lease;
  #etag: string;
  /** On the clock of this machine: when the write was sent that made or renewed it. */
  #since: number;
  #lost: FailureError | undefined;
  #renewing: Promise<void> | undefined;

  constructor(object: S3Object, lease: Lease, etag: string, since: number, terms: Terms, onLost: OnLost) {
    this.#object = object;
    this.#lease = lease;
    this.#etag = etag;
    this.#since = since;
    this.#terms = terms;
    this.#onLost = onLost;
    this.#timing = terms.timing ?? usualTiming;
    void this.#keep();
  }

  /** Within the lease nobody can have taken it over. After it, only a renewal tells. */
  async requireHeld(): Promise<void> {
    this.#requireNotLost();
    const age = (this.#terms.access.clock.now() - this.#since) / 1000;
    if (age < this.#timing.leaseSeconds - this.#timing.renewalSeconds / 2) return;
    await this.#renew();
    this.#requireNotLost();
  }

  /** A renewal may have changed that while it was awaited. */
  #requireNotLost(): void {
    if (this.#lost) throw this.#lost;
  }

  async release(): Promise<void> {
    this.#released.abort();
    await this.#renewing?.catch(() => {});
    // What is not given back ends with its lease.
    if (!this.#lost) await this.#object.remove(this.#etag).catch(() => {});
  }

  async #keep(): Promise<void> {
    const { signal } = this.#released;
    while (!signal.aborted && !this.#lost) {
      await this.#terms.access.clock.sleep(this.#timing.renewalSeconds * 1000, signal).catch(() => {});
      if (signal.aborted) return;
      // An S3 that does not answer is asked again; `requireHeld` lets nothing through meanwhile.
      await this.#renew().catch(() => {});
    }
  }

  #renew(): Promise<void> {
    return (this.#renewing ??= this.#renewOnce().finally(() => (this.#renewing = undefined)));
  }

  async #renewOnce(): Promise<void> {
    const asked = this.#terms.access.clock.now();
    const next = { ...this.#lease, renewals: this.#lease.renewals + 1 };
    try {
      const written = await this.#object.write(JSON.stringify(next), this.#etag);
      if (written.is === 'written') {
        [this.#lease, this.#etag, this.#since] = [next, written.etag, asked];
        return;
      }
      const by = written.there && holderOf(leaseIn(written.there.text), written.there);
      const loss = { code: 'lock-lost', path: this.#terms.path, ...(by && { by }) } as const;
      this.#lost = new FailureError(loss);
      this.#onLost(loss);
    } catch (error) {
      throw stateFailure(error, this.#terms.path, 'state-unwritable');
    }
  }
}

function leaseIn(text: string): Lease | undefined {
  try {
    return leaseSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const holderOf = (lease: Lease | undefined, { modified }: Read): LockHolder => ({
  pid: lease?.pid ?? 0,
  host: lease ? `${lease.user}@${lease.host}` : 'unknown',
  command: lease?.command ?? 'unknown',
  since: lease?.since ?? modified.toISOString(),
  leaseSeconds: lease?.leaseSeconds ?? leaseSeconds,
});

function locked(path: string, lease: Lease | undefined, there: Read): FailureError {
  const by = holderOf(lease, there);
  const ageSeconds = Math.max(0, Math.round((Date.now() - Date.parse(by.since)) / 1000));
  return new FailureError({ code: 'state-locked', path, by, ageSeconds });
}

/** Where the system has no name for the user, there is none. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
