// `npm run test:faults`: a stack of each blueprint goes up, changes and comes down, and at each call something goes
// wrong. Then `up` must bring exactly one of everything, a second one must change nothing, and `down` must leave
// nothing. All of it is on a virtual clock, in several processes.
//
//   --all              every case; takes hours. Else each fault meets each command and each noun once
//   --only TEXT        the cases whose name contains this, e.g. one that has failed
//   --most N           at most so many of those
//   --seed N           which cases are taken of those that would do; it is printed
//   --workers N        how many processes
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { buildWorker } from './workers/build-worker.js';
import { groupBy } from './test-faults/group-by.js';
import { Pool } from './workers/pool.js';
import { sampleOf } from './test-faults/sample.js';
import { tableOf, totalsOf } from './test-faults/table.js';

const { values } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    only: { type: 'string' },
    most: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
});

const began = performance.now();
const { file, directory } = await buildWorker('test/faults/worker.ts');
const pool = new Pool(file, Number(values.workers));
try {
  const { commands } = await pool.ask({ list: true });
  const [blueprint, name] = values.only?.split(' / ') ?? [];
  const meant = commands.filter((it) => name === undefined || (it.blueprint === blueprint && it.command === name));
  const listed = await Promise.all(
    meant.map(async (command) => {
      const { cases } = await pool.ask(command);
      if (cases.length === 0) console.log(`refused by provision: ${command.blueprint} / ${command.command}`);
      return cases.map((it) => ({ ...command, ...it }));
    }),
  );
  const all = listed.flat();
  const named = all.filter(({ name }) => values.only === undefined || name.includes(values.only));
  const isEach = values.all || (values.only !== undefined && values.most === 'Infinity');
  const chosen = isEach ? named : sampleOf(named, Number(values.seed), Number(values.most));
  console.log(`${chosen.length} of ${all.length} cases, seed ${values.seed}`);

  const verdicts = [];
  const told = (verdict) => {
    verdicts.push(verdict);
    if (verdicts.length % 200 === 0) console.log(`${verdicts.length} done`);
    if (verdict.why.length > 0) console.log(`FAILED ${verdict.name}\n  ${verdict.why.join('\n  ')}`);
  };
  // A process that has profiled a command does many of its cases, so that the profile is made few times.
  const groups = groupBy(chosen, ({ blueprint, command }) => `${blueprint}/${command}`);
  const portions = groups.flatMap(([, cases]) => chunks(cases, 150));
  await Promise.all(
    portions.map(([first, ...others]) => {
      const names = [first, ...others].map(({ name }) => name);
      return pool.ask({ blueprint: first.blueprint, command: first.command, names }, told);
    }),
  );

  console.log(tableOf(verdicts));
  console.log(totalsOf(verdicts, (performance.now() - began) / 1000));
  const failed = verdicts.filter(({ why }) => why.length > 0);
  if (failed.length > 0) console.log(`again alone: npm run test:faults -- --only '${failed[0].name}'`);
  if (failed.length > 0 || verdicts.length !== chosen.length || chosen.length === 0) process.exitCode = 1;
} finally {
  pool.close();
  await rm(directory, { recursive: true, force: true });
}

function chunks(list, size) {
  const parts = [];
  for (let from = 0; from < list.length; from += size) parts.push(list.slice(from, from + size));
  return parts;
}
