import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bareEnvironment, must, run } from './run.js';

/**
 * What somebody does with it first, in a folder that is no checkout.
 * @returns what to say of it
 */
export async function mainJob({ program, folder, home }, { node, tarball }) {
  const cwd = join(folder, 'work');
  await mkdir(cwd);
  const env = bareEnvironment(home, node.directory);
  const provision = async (...words) => (await run(program, words, { cwd, env })).stdout;
  const result = async (...words) => JSON.parse((await provision(...words, '--json')).trimEnd().split('\n').at(-1));
  const sandbox = ['--sandbox', '--sandbox-speed', 'instant'];

  must((await provision('--version')).trim() === tarball.version, `--version is not ${tarball.version}`);
  must((await provision('up', '--help')).includes('--blueprint'), 'help does not tell of --blueprint');
  await provision('init');
  must((await readdir(cwd)).includes('provision.yaml'), 'init wrote no provision.yaml');
  const up = await result('up', ...sandbox);
  must(up.ok && up.created > 20 && up.outputs.ApiUrl, `up: ${JSON.stringify(up)}`);
  const status = await result('status', ...sandbox);
  must(status.ok && status.unchanged === up.created, `status: ${JSON.stringify(status)}`);
  await provision('explain', 'vpc');
  must((await provision('graph', '--format', 'svg')).includes('<svg'), 'graph draws no SVG');
  const down = await result('down', ...sandbox);
  must(down.ok && down.deleted === up.created, `down: ${JSON.stringify(down)}`);
  return `init, up (${up.created} created), status, explain, graph, down (${down.deleted} deleted)`;
}

/** An older Node gets one sentence and exit code 2. */
export async function refusal({ program, folder, home }, { node }) {
  const env = bareEnvironment(home, node.directory);
  const { stdout, stderr } = await run(program, ['up', '--sandbox'], { cwd: folder, env, expect: 2 });
  const sentence = `provision needs Node 20.19 or later, and this is Node ${node.version}.\n`;
  must(stdout === '' && stderr === sentence, `it said: ${stdout}${stderr}`);
  return `refused: ${sentence.trim()}`;
}
