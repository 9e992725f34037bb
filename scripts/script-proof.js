// Proves that a script does what the program does. For each blueprint, `provision script up`, run against an empty
// sandbox by the AWS CLI, must make a world like the one that `provision up` makes, property by property, and
// `provision script down` one like the one that `provision down` leaves. `provision script --run last`, of the `up` of
// the program, must make a world like that one, too. shellcheck must have nothing to say.
//
//   node scripts/script-proof.js [--blueprint cloud-map-public ...] [--run cloud-map-public ...] [--only-up] [--jobs 2]
//                                [--cli dist/cli.js] [--keep]
//
// Takes bash, shellcheck and an AWS CLI that knows all of the calls; without them it fails. Each call of the CLI takes
// half a second of processor time and more, and there are about 850 of them.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Bench, missingTools } from './script-proof/bench.js';
import { differences } from './script-proof/likeness.js';

const all = ['alb-microservices', 'cli-walkthrough', 'cloud-map-private', 'ec2-capacity', 'cloud-map-public'];
/** Differences of a blueprint; one mistake makes many. */
const shown = 10;

const { values: options } = parseArgs({
  options: {
    blueprint: { type: 'string', multiple: true, default: all },
    /** Those of which the script of a run is proven, too. */
    run: { type: 'string', multiple: true, default: ['cloud-map-public'] },
    /** For a CLI that does not know what takes things down. */
    'only-up': { type: 'boolean', default: false },
    /** How many at a time. */
    jobs: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    cli: { type: 'string', default: fileURLToPath(new URL('../dist/cli.js', import.meta.url)) },
    /** Keep the scripts, the worlds and what was said. */
    keep: { type: 'boolean', default: false },
  },
});

/** @returns lines about what is not as it should be */
async function proven(bench) {
  const faults = [];
  const scripts = { up: await bench.script('up'), down: await bench.script('down') };
  const wanted = { up: await bench.program('up') };
  const hasRun = options.run.includes(bench.blueprint);
  if (hasRun) scripts.run = await bench.script('run');
  wanted.down = await bench.program('down');
  for (const act of Object.keys(scripts)) faults.push(...(await bench.check(act)));
  const acts = options['only-up'] ? ['up'] : ['up', 'down'];
  const made = { ...(await bench.run(...acts)), ...(hasRun && (await bench.run('run'))) };
  for (const [act, { exitCode, said, seconds, world }] of Object.entries(made)) {
    const differing = exitCode === 0 ? differences(wanted[act] ?? wanted.up, world) : [`exit code ${exitCode}: ${said}`];
    const lines = scripts[act].split('\n').length - 1;
    const what = differing.length === 0 ? 'like the program' : `${differing.length} differences`;
    console.log(`${bench.blueprint.padEnd(18)} ${act.padEnd(4)} ${String(lines).padStart(5)} lines ${String(Math.round(seconds)).padStart(4)} s  ${what}`);
    faults.push(...differing.map((line) => `${act}: ${line}`));
  }
  return faults;
}

async function proof() {
  const missing = await missingTools();
  if (missing.length > 0) throw new Error(`missing: ${missing.join(', ')}`);
  const directory = await mkdtemp(join(tmpdir(), 'script-proof-'));
  const left = [...options.blueprint];
  let faulty = 0;
  const work = async () => {
    for (let blueprint = left.shift(); blueprint; blueprint = left.shift()) {
      const bench = await Bench.open({ blueprint, cli: resolve(options.cli), directory: join(directory, blueprint) });
      const faults = await proven(bench);
      if (faults.length > 0) console.error([`${blueprint}:`, ...faults.slice(0, shown).map((line) => `  ${line.slice(0, 1500)}`)].join('\n'));
      faulty += faults.length > 0 ? 1 : 0;
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Number(options.jobs)) }, work));
  if (faulty > 0 || options.keep) console.log(`kept: ${directory}`);
  else await rm(directory, { recursive: true, force: true });
  return faulty === 0 && options.blueprint.length > 0;
}

try {
  process.exitCode = (await proof()) ? 0 : 1;
} catch (error) {
  console.error(error.stack);
  process.exitCode = 1;
}
