// `npm run bench`: how long commands take on AWS's clock, and what they ask. `-- --help` lists the options.
import { rm } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { measurePeers } from './bench/peers.js';
import { buildWorker } from './workers/build-worker.js';

const { file, directory } = await buildWorker('bench/main.ts');
try {
  const { main } = await import(pathToFileURL(file).href);
  process.exitCode = await main(process.argv.slice(2), measurePeers);
} finally {
  await rm(directory, { recursive: true, force: true });
}
