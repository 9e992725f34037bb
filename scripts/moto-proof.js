// `npm run test:moto`: `provision` works with an AWS that somebody else has written. For each blueprint, in an
// empty moto: `up` must succeed, and the API must show what it says it has made; `up` again must change nothing, `status`
// must agree, a change must change what it is about, and `down` must leave nothing.
//
//   node scripts/moto-proof.js [--blueprint cloud-map-public ...] [--cli dist/cli.js] [--keep]
//
// moto (https://docs.getmoto.org) is no AWS. It starts no tasks, so all services have `count: 0`; its registry takes no
// images. What else is left out, and what moto lacks, each line says. `moto_server` must be on the PATH: without it the
// proof says so and is skipped.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { proven } from './moto-proof/proven.js';
import { startMoto } from './moto-proof/server.js';

/** ms that all of it may take. It takes one to two minutes. */
const limitMs = 240_000;
const blueprints = fileURLToPath(new URL('../src/config/blueprints/', import.meta.url));

const { values: options } = parseArgs({
  options: {
    blueprint: { type: 'string', multiple: true },
    cli: { type: 'string', default: fileURLToPath(new URL('../dist/cli.js', import.meta.url)) },
    /** Keep the directories. They are kept anyway where something is wrong. */
    keep: { type: 'boolean', default: false },
  },
});

async function proof() {
  const names = options.blueprint ?? (await readdir(blueprints)).map((file) => basename(file, '.yaml')).sort();
  const signal = AbortSignal.timeout(limitMs);
  const moto = await startMoto();
  if (!moto) {
    console.log('skipped: moto_server is not on the PATH (`pip install "moto[server]"`)');
    return true;
  }
  const directory = await mkdtemp(join(tmpdir(), 'moto-proof-'));
  let faulty = 0;
  try {
    console.log(
      'with `count: 0` (moto starts no tasks), and without Container Insights (`down` would wait for their log group)',
    );
    for (const name of names) {
      const file = join(blueprints, `${name}.yaml`);
      const job = { name, file, moto, cli: options.cli, signal, directory: join(directory, name) };
      const { line, faults } = await proven(job);
      console.log(line);
      if (faults.length > 0) console.error(faults.map((fault) => `  ${fault.replaceAll('\n', '\n  ')}`).join('\n'));
      faulty += faults.length > 0 ? 1 : 0;
    }
  } finally {
    await moto.close();
    if (faulty > 0 || options.keep) console.log(`kept: ${directory}`);
    else await rm(directory, { recursive: true, force: true });
  }
  return faulty === 0 && names.length > 0;
}

try {
  process.exitCode = (await proof()) ? 0 : 1;
} catch (error) {
  console.error(error.stack);
  process.exitCode = 1;
}
