// Bundles the program into dist/: one small entry, and chunks that are loaded only by the commands that need them.
import { execFile } from 'node:child_process';
import { chmod, cp, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { builtins } from './build/builtin-modules.js';
import { noticesFor } from './build/notices.js';
import { joinChunks } from './build/joined-chunks.js';
import { lazyClients } from './build/lazy-clients.js';
import { madeSchema } from './build/made-schema.js';
import { lateUnicode } from './build/late-unicode.js';
import { buildPage } from './build/page.js';
import { smallErrors } from './build/small-errors.js';
import { smallSchemas } from './build/small-schemas.js';

const root = new URL('../', import.meta.url);
const { version, engines } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));

await rm(new URL('dist/', root), { recursive: true, force: true });
const shared = {
  absWorkingDir: fileURLToPath(root),
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  // Names are kept and every file has a source map, so that the stack trace of a bug says where in the sources it is.
  // The maps leave out the sources themselves, which would double the size of the package.
  minifyWhitespace: true,
  minifySyntax: true,
  // Node prints the source line of an uncaught error, which must not fill the screen.
  lineLimit: 160,
  sourcemap: 'linked',
  sourcesContent: false,
  define: {
    PROVISION_VERSION: JSON.stringify(version),
    PROVISION_NODE: JSON.stringify(engines.node.slice('>='.length)),
  },
  logLevel: 'warning',
};
const program = {
  ...shared,
  // Some dependencies are CommonJS and call `require`, which ES modules do not have.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
  target: `node${engines.node.slice('>='.length)}`,
};
const parts = 'dist/parts';
const { metafile } = await build({
  ...program,
  outdir: parts,
  entryPoints: { cli: 'src/cli/cli.ts', index: 'src/library/index.ts' },
  splitting: true,
  mainFields: ['module', 'main'],
  plugins: [builtins, lazyClients, smallSchemas, smallErrors, lateUnicode, madeSchema],
  metafile: true,
});
await joinChunks(program, metafile, parts);
await rm(new URL(`${parts}/`, root), { recursive: true });
// The entry is for any Node, so that an old one gets a sentence instead of a syntax error. It imports the rest later.
await build({
  ...shared,
  entryPoints: { provision: 'src/cli/provision.ts' },
  external: ['./cli.js'],
  target: 'node10',
  supported: { 'dynamic-import': true },
});
await buildPage(root);
await chmod(new URL('dist/provision.js', root), 0o755);
await writeFile(new URL('dist/THIRD-PARTY-NOTICES.txt', root), await noticesFor(metafile, root));
await cp(new URL('src/config/blueprints/', root), new URL('dist/blueprints/', root), { recursive: true });
await cp(new URL('examples/', root), new URL('dist/examples/', root), { recursive: true });

/** The file of the bundle that a source has become. */
const builtOf = (source) => {
  const isIt = (it) => metafile.outputs[it].entryPoint?.endsWith(source);
  return new URL(Object.keys(metafile.outputs).find(isIt).replace(`${parts}/`, 'dist/'), root);
};
// What is said of nouns is read once, here, by the program itself: an explanation then loads none of them.
const { readNouns } = await import(builtOf('src/commands/explain/read-nouns.ts').href);
await writeFile(new URL('dist/nouns.json', root), JSON.stringify(readNouns()));
// Help is rendered once, here, by the program itself: showing it then costs no more than Node does.
const node = async (...words) => (await promisify(execFile)(process.execPath, words)).stdout;
// The names of all commands, as the program offers them to a shell for completion.
const offered = await node(fileURLToPath(new URL('dist/cli.js', root)), '--complete', '');
const commands = offered.split('\n').flatMap((line) => (line.includes('\t') ? [line.split('\t')[0]] : []));
const renderer = fileURLToPath(new URL('build/render-help.js', import.meta.url));
await writeFile(
  new URL('dist/help.json', root),
  await node(renderer, fileURLToPath(builtOf('src/cli/main.ts')), ...commands),
);
