import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { isFull, longTest } from '../../full.js';
import { openBucket } from './bed.js';
import type { Order, Outcome } from './racer.js';

/** The races of races.test.ts between processes, a hundred of each kind. */
const races = 100;
const root = fileURLToPath(new URL('../../../', import.meta.url));
let bucket: Awaited<ReturnType<typeof openBucket>>;
let directory: string;
const started: Racer[] = [];
beforeAll(async () => {
  if (!isFull) return;
  bucket = await openBucket();
  // Where the packages that it uses are found.
  directory = await mkdtemp(join(root, 'node_modules/.races-'));
  const bundling = ['--bundle', '--platform=node', '--format=esm', '--packages=external'];
  const words = [join(root, 'test/state/s3/racer.ts'), ...bundling, `--outfile=${join(directory, 'racer.mjs')}`];
  await promisify(execFile)(process.execPath, [join(root, 'node_modules/esbuild/bin/esbuild'), ...words]);
});
afterAll(async () => {
  for (const racer of started) await racer.end();
  if (!isFull) return;
  await rm(directory, { recursive: true });
  await bucket.close();
});

class Racer {
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  constructor() {
    const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
    const stdio = ['pipe', 'pipe', 'inherit'] as const;
    const child = spawn(process.execPath, [join(directory, 'racer.mjs'), bucket.url], { env, stdio: [...stdio] });
    if (!child.stdout) throw new Error('it has no output');
    this.#child = child;
    this.#answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    started.push(this);
  }
  async told(order: Order): Promise<Outcome> {
    this.#child.stdin?.write(`${JSON.stringify(order)}\n`);
    const { value } = (await this.#answers.next()) as { value: string };
    return JSON.parse(value) as Outcome;
  }
  end(): Promise<unknown> {
    const ended = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.stdin?.end();
    this.#child.kill();
    return ended;
  }
}

/** What the races of one kind came to. */
class Score {
  /** How often each process was first. */
  readonly wins: number[];
  /** How often all of them were at it at the same moment. */
  together = 0;
  constructor(count: number) {
    this.wins = Array.from({ length: count }, () => 0);
  }
  /** @returns which one succeeded; all others must have failed so */
  add(outcomes: readonly Outcome[], lost: string): number {
    const winner = outcomes.findIndex(({ is }) => is === 'done');
    expect(outcomes.map(({ is }, at) => (at === winner ? 'done' : is))).toEqual(
      outcomes.map((_, at) => (at === winner ? 'done' : lost)),
    );
    expect(winner).toBeGreaterThanOrEqual(0);
    this.wins[winner] = (this.wins[winner] ?? 0) + 1;
    if (Math.max(...outcomes.map(({ from }) => from)) < Math.min(...outcomes.map(({ to }) => to))) this.together++;
    return winner;
  }
}

describe.each([2, 3])('of %i processes at once', (count) => {
  let all: Racer[];
  const every = (act: Order['act'], stack: string) => {
    const at = performance.timeOrigin + performance.now() + 5;
    return Promise.all(all.map((it, index) => it.told({ act, stack, id: `p${index}`, at })));
  };
  beforeAll(() => void (all = isFull ? Array.from({ length: count }, () => new Racer()) : []));

  longTest('exactly one gets the lock, and exactly one takes over a lease that has ended', async () => {
    const [taken, over] = [new Score(count), new Score(count)];
    for (let race = 0; race < races; race++) {
      const stack = `lock-${count}-${race}`;
      taken.add(await every('lock', stack), 'state-locked');
      bucket.pass(100);
      const winner = over.add(await every('lock', stack), 'state-locked');
      // Who has lost it takes nothing away from who has it.
      const before = await bucket.states().holder(stack);
      await Promise.all(
        all.filter((_, at) => at !== winner).map((it) => it.told({ act: 'release', stack, id: '', at: 0 })),
      );
      expect(await bucket.states().holder(stack)).toEqual(before);
      await all[winner]?.told({ act: 'release', stack, id: '', at: 0 });
      expect(await bucket.states().holder(stack)).toBeUndefined();
    }
    reported(`the lock, ${count} processes`, taken);
    reported(`a lease that has ended, ${count} processes`, over);
  });

  longTest('exactly one writes the first state, and exactly one the next; theirs stand', async () => {
    const [first, next] = [new Score(count), new Score(count)];
    for (let race = 0; race < races; race++) {
      const stack = `state-${count}-${race}`;
      const winner = first.add(await every('write', stack), 'state-changed');
      await every('read', stack);
      const second = next.add(await every('write', stack), 'state-changed');
      const { outputs = {}, serial } = (await bucket.states().read(stack))?.state ?? {};
      expect([serial, Object.keys(outputs).toSorted()]).toEqual([
        2,
        [...new Set([`p${winner}`, `p${second}`])].toSorted(),
      ]);
    }
    reported(`the first state, ${count} processes`, first);
    reported(`the next state, ${count} processes`, next);
  });
});

/** Races of which few are at the same moment prove nothing. */
function reported(what: string, { wins, together }: Score): void {
  process.stdout.write(`${what}: ${races} races, ${together} at the same moment; won by ${wins.join(' / ')}\n`);
  expect(together).toBeGreaterThan(races / 2);
  expect(wins.reduce((sum, it) => sum + it, 0)).toBe(races);
}
