import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Bundles a worker with the sources that it tests.
 * @param entry its file, from the root of the repository
 * @returns the bundle, and the directory to remove afterwards
 */
export async function buildWorker(entry) {
  const cache = join(root, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const directory = await mkdtemp(join(cache, 'worker-'));
  const file = join(directory, 'worker.js');
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    sourcemap: 'inline',
    sourcesContent: false,
    define: { PROVISION_VERSION: '"test"' },
    logLevel: 'warning',
  });
  // A bundle has these beside it.
  await cp(join(root, 'src/config/blueprints/'), join(directory, 'blueprints/'), { recursive: true });
  await cp(join(root, 'examples/'), join(directory, 'examples/'), { recursive: true });
  return { file, directory };
}
