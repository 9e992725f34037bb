// Proves that a script does what the program does. For each blueprint, the script of `provision script up` is run with
// the AWS CLI in an empty sandbox. The resources must equal, property by property, those that `provision up` creates.
// The same holds for `provision script down` and `provision down`, and for `provision script --run last` after an `up`.
// shellcheck must report nothing.
//
//   node scripts/script-proof.js [--blueprint cloud-map-public ...] [--run cloud-map-public ...] [--only-up] [--jobs 2]
//                                [--cli dist/cli.js] [--keep]
//
// It needs bash, shellcheck and an AWS CLI that knows all of the calls; without them it fails. There are about 850 calls
// of the CLI, and each takes half a second of processor time or more.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { TestBed, missingTools } from './script-proof/test-bed.js';
import { differences } from './script-proof/compare-worlds.js';

const all = ['alb-microservices', 'cli-walkthrough', 'cloud-map-private', 'ec2-capacity', 'cloud-map-public'];
/** How many differences of a blueprint are shown; one mistake causes many. */
const shown = 10;

const { values: options } = parseArgs({
  options: {
    blueprint: { type: 'string', multiple: true, default: all },
    /** The blueprints for which the script of a run is proven, too. */
    run: { type: 'string', multiple: true, default: ['cloud-map-public'] },
    /** For a CLI that does not know the calls of `down`. */
    'only-up': { type: 'boolean', default: false },
    /** How many blueprints at a time. */
    jobs: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    cli: { type: 'string', default: fileURLToPath(new URL('../dist/cli.js', import.meta.url)) },
    /** Keep the scripts, the sandboxes' states and the output. */
    keep: { type: 'boolean', default: false },
  },
});

/** @returns a line for each deviation */
async function proven(testBed) {
  const faults = [];
  const scripts = { up: await testBed.script('up'), down: await testBed.script('down') };
  const wanted = { up: await testBed.program('up') };
  const hasRun = options.run.includes(testBed.blueprint);
  if (hasRun) scripts.run = await testBed.script('run');
  wanted.down = await testBed.program('down');
  for (const act of Object.keys(scripts)) faults.push(...(await testBed.check(act)));
  const acts = options['only-up'] ? ['up'] : ['up', 'down'];
  const made = { ...(await testBed.run(...acts)), ...(hasRun && (await testBed.run('run'))) };
  for (const [act, { exitCode, said, seconds, world }] of Object.entries(made)) {
    const differing =
      exitCode === 0 ? differences(wanted[act] ?? wanted.up, world) : [`exit code ${exitCode}: ${said}`];
    const lines = scripts[act].split('\n').length - 1;
    const what = differing.length === 0 ? 'like the program' : `${differing.length} differences`;
    console.log(
      `${testBed.blueprint.padEnd(18)} ${act.padEnd(4)} ${String(lines).padStart(5)} lines ${String(Math.round(seconds)).padStart(4)} s  ${what}`,
    );
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
      const testBed = await TestBed.open({
        blueprint,
        cli: resolve(options.cli),
        directory: join(directory, blueprint),
      });
      const faults = await proven(testBed);
      if (faults.length > 0)
        console.error(
          [`${blueprint}:`, ...faults.slice(0, shown).map((line) => `  ${line.slice(0, 1500)}`)].join('\n'),
        );
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
