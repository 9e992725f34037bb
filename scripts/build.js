// Bundles the program into dist/: one small entry, and chunks that are loaded only by the commands that need them.
import { execFile } from 'node:child_process';
import { chmod, cp, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);
const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));

await rm(new URL('dist/', root), { recursive: true, force: true });
await build({
  absWorkingDir: fileURLToPath(root),
  entryPoints: { cli: 'src/cli.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  mainFields: ['module', 'main'],
  define: { PROVISION_VERSION: JSON.stringify(version) },
  // Some dependencies are CommonJS and call `require`, which ES modules do not have.
  banner: { js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);" },
  logLevel: 'warning',
});
await chmod(new URL('dist/cli.js', root), 0o755);
await cp(new URL('src/config/blueprints/', root), new URL('dist/blueprints/', root), { recursive: true });
await cp(new URL('examples/', root), new URL('dist/examples/', root), { recursive: true });

// Help is rendered once, here, by the program itself: showing it then costs no more than Node does.
const cli = fileURLToPath(new URL('dist/cli.js', root));
const helpOf = async (command) => {
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...command, '--help']);
  return [command.join(' '), stdout];
};
const commands = ['up', 'down', 'status', 'plan', 'outputs', 'init', 'sandbox', 'graph', 'explain', 'policy', 'script', 'completion'];
const texts = await Promise.all([[], ...commands.map((name) => [name])].map(helpOf));
await writeFile(new URL('dist/help.json', root), JSON.stringify(Object.fromEntries(texts)));
