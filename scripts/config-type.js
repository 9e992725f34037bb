// Writes src/library/stack-config.ts, the type of a config, from the schema of the config.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { format, resolveConfig } from 'prettier';

const path = (file) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const { outputFiles } = await build({
  entryPoints: [path('scripts/build/config-type.ts')],
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
});
const bundle = `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`;
const { configModule } = await import(bundle);
const file = path('src/library/stack-config.ts');
await writeFile(file, await format(configModule(), { ...(await resolveConfig(file)), filepath: file }));
