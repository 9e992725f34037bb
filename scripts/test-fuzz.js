// `npm run test:fuzz`: configs, states, requests and answers that nobody has thought of, in several processes. Each
// must come to a result, or to an error that is data.
import { randomInt } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { seedOf, sharesOf } from './test-fuzz/portions.js';
import { summaryOf } from './test-fuzz/summary.js';
import { buildWorker } from './workers/build-worker.js';
import { Pool } from './workers/pool.js';

const usage = `npm run test:fuzz -- [OPTIONS]

  --runs N       cases of each target; 10000 by default
  --seed N       which cases; a random number by default, and it is printed
  --only NAME    one of the targets: config, state, wire, answers
  --workers N    how many processes; one a core by default
  --test TITLE   one of the properties, with --path: where its case was shrunk to. A failure prints this line.
  --path PATH

It prints what was wrong with each case, the line that repeats it, and runs, seed and failures of each target.`;

const text = { type: 'string' };
const { values } = parseArgs({
  options: {
    ...{ help: { type: 'boolean', default: false }, runs: { ...text, default: '10000' } },
    ...{ seed: text, only: text, test: text, path: text },
    workers: { ...text, default: String(availableParallelism()) },
  },
});
if (values.help) {
  console.log(usage);
  process.exit();
}
const runs = Number(values.runs);
const seed = Number(values.seed ?? randomInt(2 ** 31));

/** A target with so many failures is broken in some way that more of them say nothing about. */
const mostFailures = 3;
/** ms without an answer, after which the process is taken to be in an endless loop. */
const mostMs = 600_000;
const drafts = fileURLToPath(new URL('../node_modules/.cache/fuzz/', import.meta.url));

/** Tries all cases of a target. */
async function totalOf({ name, properties }) {
  const total = { name, runs: 0, failures: 0, seconds: 0 };
  const from = performance.now();
  const try_ = async (at, order) => {
    if (total.failures >= mostFailures) return;
    const { title } = properties[at];
    try {
      const { runs: tried, found } = await pool.ask({ target: name, property: at, ...order }, undefined, mostMs);
      total.runs += tried;
      if (found) await tell(name, title, found);
      if (found) total.failures++;
    } catch (error) {
      // It ran out of memory, or into an endless loop.
      total.failures++;
      const again = `--only ${name} --test "${title}" --seed ${order.seed} --runs ${order.runs}`;
      console.log(`FAILED ${name}: ${error.message}. Again:\n  npm run test:fuzz -- ${again}`);
    }
  };
  const orders = properties.flatMap(({ title, share }, at) =>
    values.test !== undefined && values.test !== title ? [] : ordersOf(share).map((order) => [at, order]),
  );
  const told = setInterval(() => console.log(`${name}: ${total.runs} done, ${total.failures} failed`), 60_000);
  await Promise.all(orders.map(([at, order]) => try_(at, order)));
  clearInterval(told);
  total.seconds = (performance.now() - from) / 1000;
  console.log(`${name}: ${total.runs} done, ${total.failures} failed, ${Math.round(total.seconds)} s`);
  return total;
}

/** A path belongs to one seed; without one, each portion has a seed of its own. */
const ordersOf = (share) =>
  values.path !== undefined
    ? [{ runs, seed, path: values.path }]
    : sharesOf(values.test === undefined ? Math.ceil(runs * share) : runs).map((size, at) => ({
        runs: size,
        seed: seedOf(seed, at),
      }));

async function tell(target, title, { seed: its, path, json, why }) {
  await mkdir(drafts, { recursive: true });
  const kept = join(drafts, `${target}-${its}.json`);
  await writeFile(kept, `${json}\n`);
  console.log(
    [
      `FAILED ${target}. Again:`,
      `  npm run test:fuzz -- --only ${target} --test "${title}" --seed ${its} --path ${path}`,
      `Keep it as test/fuzz/found/${target}/<what-was-wrong>.json; it is now in ${kept}:`,
      json.slice(0, 2000),
      why,
    ].join('\n'),
  );
}

console.log(`${runs} cases of ${values.only ?? 'each target'}, seed ${seed}`);
const began = performance.now();
const { file, directory } = await buildWorker('test/fuzz/worker.ts');
const pool = new Pool(file, Number(values.workers));
const totals = [];
try {
  const { targets } = await pool.ask({ list: true });
  const meant = targets.filter(({ name }) => values.only === undefined || name === values.only);
  if (meant.length === 0) throw new Error(`no target is called ${values.only}`);
  for (const target of meant) totals.push(await totalOf(target));
} finally {
  pool.close();
  await rm(directory, { recursive: true, force: true });
}
console.log(summaryOf(totals, seed));
console.log(`${Math.round((performance.now() - began) / 1000)} s`);
if (totals.some(({ failures, runs }) => failures > 0 || runs === 0)) process.exitCode = 1;
