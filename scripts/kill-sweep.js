// Proves with real kills that nothing created is ever lost. At every mutating call of a first `up`, and of a `down`,
// the process is ended by SIGKILL at three moments: when its request has arrived, when it was executed, when its
// answer was recorded. Then either `up` must give exactly one of everything, or `down` must leave nothing.
//
//   node scripts/kill-sweep.js [--blueprint cloud-map-public] [--jobs 2] [--every 13] [--only 7] [--command up|down]
//                              [--sandbox-speed instant] [--cli dist/cli.js]
//
// The larger blueprints have some hundred calls, and six kills at each: `--every 13` takes each thirteenth kill, which
// by and by is every moment and both ways on. (A number that 2 or 3 divides would leave some of them out.)
//
// The world is the embedded sandbox in a process of its own; a proxy between it and the program holds requests back
// and kills. Exit code 1 where anything deviates; its state and output are then kept and named. `instant` takes
// about 4 s of processor time a kill; at `60x` what was killed finds things still pending, and a kill takes longer.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { baseline, casesOf, killed } from './kill-sweep/cases.js';
import { Lane } from './kill-sweep/lane.js';

const { values: options } = parseArgs({
  options: {
    blueprint: { type: 'string', default: 'cloud-map-public' },
    /** How many worlds at a time. */
    jobs: { type: 'string', default: String(availableParallelism()) },
    /** How fast the world's life cycles go. */
    'sandbox-speed': { type: 'string', default: 'instant' },
    /** Only each so-manieth kill. */
    every: { type: 'string', default: '1' },
    /** Only the call with this number. */
    only: { type: 'string' },
    /** Kill only this command. */
    command: { type: 'string' },
    cli: { type: 'string', default: fileURLToPath(new URL('../dist/cli.js', import.meta.url)) },
  },
});

/** @returns whether all is as promised */
async function sweep() {
  const began = performance.now();
  const directory = await mkdtemp(join(tmpdir(), 'kill-sweep-'));
  const { blueprint, 'sandbox-speed': speed } = options;
  const cli = resolve(options.cli);
  const lanes = [];
  let deviations;
  let kills = 0;
  try {
    for (let i = 1; i <= Math.max(1, Number(options.jobs)); i++)
      lanes.push(await Lane.open({ cli, blueprint, speed, directory: join(directory, `job-${i}`) }));
    const { calls, made } = await baseline(lanes[0]);
    const commands = ['up', 'down'].filter((it) => it === (options.command ?? it));
    const work = sample(commands.flatMap((command) => workOf(command, calls[command])), Number(options.every));
    const results = await shared(lanes, work, made);
    kills = results.length;
    deviations = summarise(results, (performance.now() - began) / 1000);
  } catch (error) {
    console.error(`${error.stack}\nkept: ${directory}`);
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
  }
  if (deviations === 0) await rm(directory, { recursive: true, force: true });
  // No deviation among no kills proves nothing.
  return deviations === 0 && kills > 0;
}

const workOf = (command, names) =>
  names
    .map((name, i) => ({ command, name, n: i + 1, of: names.length, cases: casesOf(command, name) }))
    .filter(({ n }) => options.only === undefined || n === Number(options.only));

/** Of all kills each so-manieth; of the calls, those at which there is still one. */
function sample(work, every) {
  let count = 0;
  const chosen = work.map((call) => ({ ...call, cases: call.cases.filter(() => count++ % every === 0) }));
  return chosen.filter(({ cases }) => cases.length > 0);
}

/** Each lane takes the next call when it is done with one. */
async function shared(lanes, work, made) {
  const width = Math.max(0, ...work.map(({ name }) => name.length));
  const title = ''.padEnd(width + 12);
  console.log(`${title} then up                    then down`);
  console.log(`${title} ${'arrived executed recorded  '.repeat(2)}`.trimEnd());
  const left = [...work];
  const results = [];
  await Promise.all(
    lanes.map(async (lane) => {
      for (let next = left.shift(); next; next = left.shift()) {
        const cells = [];
        for (const it of next.cases) cells.push({ ...it, ...(await killed(lane, it, made)) });
        results.push(...cells);
        console.log(lineOf(next, cells, width));
      }
    }),
  );
  return results;
}

function lineOf({ command, name, n, of }, cells, width) {
  const columns = casesOf(command, name).map(({ moment, way }) => {
    const cell = cells.find((it) => it.moment === moment && it.way === way);
    const text = cell ? (cell.problems.length ? 'FAILED' : 'ok') : '-';
    return text.padEnd(moment.length + (moment === 'recorded' ? 2 : 1));
  });
  const line = `${command.padEnd(4)} ${`${n}/${of}`.padStart(6)} ${name.padEnd(width)} ${columns.join('')}`.trimEnd();
  const details = cells.flatMap(({ moment, way, problems }) => problems.map((it) => `${moment}, then ${way}: ${it}`));
  return [line, ...details.map((it) => `       ${it}`)].join('\n');
}

/** @returns how many cases deviate */
function summarise(results, seconds) {
  const failed = results.filter(({ problems }) => problems.length > 0).length;
  const why = new Map();
  for (const { moment, sprung } of results) if (moment === 'recorded') why.set(sprung, (why.get(sprung) ?? 0) + 1);
  const recorded = [...why].map(([it, count]) => `${count} ${it}`).join(', ');
  console.log(`\n${results.length} kills, ${failed} deviations, ${Math.round(seconds)} s.`);
  console.log(`What the kills after an answer waited for: ${recorded || 'none'}.`);
  return failed;
}

// `engines` in package.json is where it is said which Node this needs.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
process.on('SIGINT', () => process.exit(130)).on('SIGTERM', () => process.exit(143));
process.exitCode = (await sweep()) ? 0 : 1;
