// Bundles the program into dist/: one small entry, and chunks that are loaded only by the commands that need them.
import { chmod, cp, readFile, rm } from 'node:fs/promises';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);
const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));

await rm(new URL('dist/', root), { recursive: true, force: true });
await build({
  absWorkingDir: new URL('.', root).pathname,
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
