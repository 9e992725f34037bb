import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** bash's `time` counts the processes that a command has started and waited for. Node tells nothing of a child's. */
const script = `TIMEFORMAT='%3R %3U %3S'
exec 3>&2
{ time "$@" >&3 2>&3; } 2>"$TIMES"`;

/**
 * Runs a command to its end.
 * @param words the program and its arguments
 * @returns its exit code, what it said on both outputs, and the seconds of the clock and of processors
 */
export async function timed(words, { cwd, env }) {
  const times = join(cwd, '.times');
  const child = spawn('bash', ['-c', script, 'timed', ...words], {
    cwd,
    env: { ...env, TIMES: times },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // Some locales write a comma.
  const written = (await readFile(times, 'utf8')).trim().replaceAll(',', '.');
  const [wall, user, system] = written.split(/\s+/).map(Number);
  return { exitCode, said, wall, cpu: user + system };
}
