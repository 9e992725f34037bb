import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('../../dist/provision.js', import.meta.url));
const keys = { AWS_ACCESS_KEY_ID: 'sandbox', AWS_SECRET_ACCESS_KEY: 'sandbox', AWS_REGION: 'us-east-1' };

/** A sandbox that is served from an empty directory. */
export async function openWorld() {
  const directory = await mkdtemp(join(tmpdir(), 'page-proof-'));
  const env = { ...process.env, ...keys };
  const options = { cwd: directory, env };
  const served = spawn(process.execPath, [program, 'sandbox', '--port', '0', '--sandbox-speed', 'instant', '--json'], {
    ...options,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: served.stdout }), 'line');
  const { url } = JSON.parse(line);
  return {
    url,
    directory,
    /** Runs a command of the program there. @returns what it says */
    async provision(...words) {
      const { stdout } = await promisify(execFile)(process.execPath, [program, ...words], options);
      return stdout;
    },
    /** Lets the next call of an operation take so many ms more. */
    async delay(operation, delayMs) {
      const body = JSON.stringify([{ operation, delayMs }]);
      const answer = await fetch(`${url}/_sandbox/faults`, { method: 'POST', body });
      if (!answer.ok) throw new Error(await answer.text());
    },
    /** A client of the SDK for it. */
    client: (Client) =>
      new Client({
        endpoint: url,
        region: 'us-east-1',
        credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
        disableHostPrefix: true,
      }),
    async close() {
      served.kill('SIGTERM');
      if (served.exitCode === null) await once(served, 'exit');
      await rm(directory, { recursive: true, force: true });
    },
  };
}
