// Makes what only the tarball has: dist/, types/, and the package.json that is packed. npm packs the file that lies here, so
// it takes the place of the clone's own, which `postpack` puts back.
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { packedManifest } from './build/packed-manifest.js';
import './postpack.js';

await import('./build.js');
await import('./types.js');
const manifest = new URL('../package.json', import.meta.url);
await copyFile(manifest, new URL('../package.clone.json', import.meta.url));
await writeFile(manifest, `${JSON.stringify(packedManifest(JSON.parse(await readFile(manifest, 'utf8'))), null, 2)}\n`);
