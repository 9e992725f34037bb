// Proves with real kills that nothing that was created is ever lost. It runs a first `up`, and a `down`. At every
// mutating call it ends the process by SIGKILL at three moments: when the request has arrived, when it was executed,
// and when its answer was recorded. Afterwards either `up` must give exactly one of everything, or `down` must leave
// nothing.
//
//   node scripts/kill-sweep.js [--blueprint cloud-map-public] [--jobs 2] [--every 13] [--only 7] [--command up|down]
//                              [--sandbox-speed instant] [--cli dist/cli.js]
//
// The larger blueprints have some hundred calls, with six kills at each. `--every 13` does only each thirteenth kill.
// Over a run this covers every moment, with both follow-ups. (A multiple of 2 or 3 would leave some of them out.)
//
// AWS is the embedded sandbox, in a process of its own. A proxy between it and the program holds requests back and
// kills the program. If anything deviates, the exit code is 1, and state and output are kept. With `instant`, a kill
// takes about 4 s of processor time. With `60x` it takes longer, and the follow-up finds resources that are still pending.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { baseline, casesOf, runKilled } from './kill-sweep/cases.js';
import { TestBed } from './kill-sweep/test-bed.js';

const { values: options } = parseArgs({
  options: {
    blueprint: { type: 'string', default: 'cloud-map-public' },
    /** How many sandboxes work at the same time. */
    jobs: { type: 'string', default: String(availableParallelism()) },
    /** How fast the sandbox's resources change their states. */
    'sandbox-speed': { type: 'string', default: 'instant' },
    /** Do only each n-th kill. */
    every: { type: 'string', default: '1' },
    /** Only the call with this number. */
    only: { type: 'string' },
    /** Kill only this command. */
    command: { type: 'string' },
    cli: { type: 'string', default: fileURLToPath(new URL('../dist/cli.js', import.meta.url)) },
  },
});

/** Runs all kills. @returns whether none of them deviated, and there was at least one */
async function sweep() {
  const began = performance.now();
  const directory = await mkdtemp(join(tmpdir(), 'kill-sweep-'));
  const { blueprint, 'sandbox-speed': speed } = options;
  const cli = resolve(options.cli);
  const testBeds = [];
  let deviations;
  let kills = 0;
  try {
    for (let i = 1; i <= Math.max(1, Number(options.jobs)); i++)
      testBeds.push(await TestBed.open({ cli, blueprint, speed, directory: join(directory, `job-${i}`) }));
    const { calls, made } = await baseline(testBeds[0]);
    const commands = ['up', 'down'].filter((it) => it === (options.command ?? it));
    const work = sample(
      commands.flatMap((command) => workOf(command, calls[command])),
      Number(options.every),
    );
    const results = await shared(testBeds, work, made);
    kills = results.length;
    deviations = summarise(results, (performance.now() - began) / 1000);
  } catch (error) {
    console.error(`${error.stack}\nkept: ${directory}`);
  } finally {
    await Promise.all(testBeds.map((testBed) => testBed.close()));
  }
  if (deviations === 0) await rm(directory, { recursive: true, force: true });
  // No deviation among no kills proves nothing.
  return deviations === 0 && kills > 0;
}

const workOf = (command, names) =>
  names
    .map((name, i) => ({ command, name, n: i + 1, of: names.length, cases: casesOf(command, name) }))
    .filter(({ n }) => options.only === undefined || n === Number(options.only));

/** Keeps each n-th kill, and the calls at which one is left. */
function sample(work, every) {
  let count = 0;
  const chosen = work.map((call) => ({ ...call, cases: call.cases.filter(() => count++ % every === 0) }));
  return chosen.filter(({ cases }) => cases.length > 0);
}

/** Shares the work out: each test bed takes the next call when it has finished one. */
async function shared(testBeds, work, made) {
  const width = Math.max(0, ...work.map(({ name }) => name.length));
  const title = ''.padEnd(width + 12);
  console.log(`${title} then up                    then down`);
  console.log(`${title} ${'arrived executed recorded  '.repeat(2)}`.trimEnd());
  const left = [...work];
  const results = [];
  await Promise.all(
    testBeds.map(async (testBed) => {
      for (let next = left.shift(); next; next = left.shift()) {
        const cells = [];
        for (const it of next.cases) cells.push({ ...it, ...(await runKilled(testBed, it, made)) });
        results.push(...cells);
        console.log(lineOf(next, cells, width));
      }
    }),
  );
  return results;
}

function lineOf({ command, name, n, of }, cells, width) {
  const columns = casesOf(command, name).map(({ moment, followUp }) => {
    const cell = cells.find((it) => it.moment === moment && it.followUp === followUp);
    const text = cell ? (cell.problems.length ? 'FAILED' : 'ok') : '-';
    return text.padEnd(moment.length + (moment === 'recorded' ? 2 : 1));
  });
  const line = `${command.padEnd(4)} ${`${n}/${of}`.padStart(6)} ${name.padEnd(width)} ${columns.join('')}`.trimEnd();
  const details = cells.flatMap(({ moment, followUp, problems }) =>
    problems.map((it) => `${moment}, then ${followUp}: ${it}`),
  );
  return [line, ...details.map((it) => `       ${it}`)].join('\n');
}

/** @returns how many cases deviate */
function summarise(results, seconds) {
  const failed = results.filter(({ problems }) => problems.length > 0).length;
  const why = new Map();
  for (const { moment, killedBecause } of results)
    if (moment === 'recorded') why.set(killedBecause, (why.get(killedBecause) ?? 0) + 1);
  const recorded = [...why].map(([it, count]) => `${count} ${it}`).join(', ');
  console.log(`\n${results.length} kills, ${failed} deviations, ${Math.round(seconds)} s.`);
  console.log(`What the kills after an answer waited for: ${recorded || 'none'}.`);
  return failed;
}

// The SDK's warning about old versions of Node is not needed: `engines` in package.json says which Node this needs.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
process.on('SIGINT', () => process.exit(130)).on('SIGTERM', () => process.exit(143));
process.exitCode = (await sweep()) ? 0 : 1;
