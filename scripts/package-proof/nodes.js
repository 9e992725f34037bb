import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from './run.js';

/**
 * Installs a Node of npm's: a package for each platform has the binary, and needs no script to be run.
 * @param version a version, or the beginning of one: `22`
 * @returns its version, and the paths of its binary and the folder of that
 */
export async function installNode(version, home) {
  const folder = join(home, `node-${version}`);
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{"private":true}\n');
  const name = `node-${process.platform}-${process.arch}`;
  await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', `${name}@${version}`], { cwd: folder });
  const bin = join(folder, 'node_modules', name, 'bin/node');
  const { stdout } = await run(bin, ['--version']);
  return { version: stdout.trim().slice(1), bin, directory: dirname(bin) };
}
