import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Runs a command of the program against an endpoint, to its end, without any AWS settings of this machine.
 * @param signal ends it when the proof has taken too long
 * @returns its exit code, null where it was ended; its events; what it wrote to stderr; and the seconds
 */
export async function program({ cli, directory, url, region, signal }, command) {
  const began = performance.now();
  const words = [cli, command, '--endpoint-url', url, '--region', region, '--yes', '--json'];
  const child = spawn(process.execPath, words, { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'], signal });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) child[stream].on('data', (chunk) => (said[stream] += chunk));
  // The error of a signal that is aborted; the exit code is null then.
  child.on('error', (error) => (said.stderr += error.message));
  const exitCode = await new Promise((resolve) => child.on('close', resolve));
  await writeFile(join(directory, `${command}-${Math.round(began)}.ndjson`), said.stdout + said.stderr);
  const events = said.stdout.split('\n').flatMap(eventIn);
  return { command, exitCode, events, stderr: said.stderr, seconds: (performance.now() - began) / 1000 };
}

/** The last line of a run that was ended may be half a line. */
function eventIn(line) {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'))),
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
};
