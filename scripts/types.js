// Writes types/index.d.ts: what the library exports, in one file that imports nothing.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

const root = new URL('../', import.meta.url);
const bundle = await rollup({
  input: fileURLToPath(new URL('src/library/index.ts', root)),
  plugins: [dts({ tsconfig: fileURLToPath(new URL('tsconfig.json', root)) })],
  external: (module) => !/^[./]/.test(module),
});
const { output } = await bundle.generate({ format: 'es' });
await bundle.close();
const [{ code, imports }] = output;
const outside = [...imports, ...[...code.matchAll(/import\(['"](.+?)['"]\)/g)].map(([, module]) => module)];
if (outside.length > 0) throw new Error(`the types of the library import ${outside.join(', ')}`);
// The package has no sources, so the types may not mention a source file.
const [mention] = /[\w/-]+\.ts\b/.exec(code) ?? [];
if (mention !== undefined) throw new Error(`the types of the library mention ${mention}, which is not in the package`);
await rm(new URL('types/', root), { recursive: true, force: true });
await mkdir(new URL('types/', root));
await writeFile(new URL('types/index.d.ts', root), code);
