import { spawn } from 'node:child_process';

/** ms until the server must say where it listens. It takes about three seconds. */
const startMs = 30_000;

/**
 * Starts moto's server on loopback, on a port that is free.
 * @returns its URL, how it is emptied, and how it is ended; undefined where `moto_server` is not on the PATH
 */
export async function startMoto() {
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], {
    // Without it, IAM does not have AWS's own policies, which execution roles need.
    // Source: https://docs.getmoto.org/en/latest/docs/services/iam.html
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise((resolve) => child.once('close', resolve));
  const url = await new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => {
      kill();
      reject(new Error(`moto_server does not say where it listens: ${said}`));
    }, startMs);
    // It goes on to write a line for each request, which must be read, or else it would wait for that.
    child.stderr.on('data', (chunk) => {
      if (timer.hasRef()) said += chunk;
      const found = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (!found) return;
      clearTimeout(timer);
      resolve(found);
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      if (error.code === 'ENOENT') resolve(undefined);
      else reject(error);
    });
    void ended.then((code) => {
      clearTimeout(timer);
      // So ends the stand-in of a version manager that has no such program in the version that is chosen.
      if (code === 127) resolve(undefined);
      reject(new Error(`moto_server ended with ${code}: ${said}`));
    });
  });
  if (url === undefined) return undefined;
  return {
    url,
    async reset() {
      const answer = await fetch(`${url}/moto-api/reset`, { method: 'POST' });
      if (!answer.ok) throw new Error(`moto does not reset: ${answer.status}`);
    },
    async close() {
      child.kill('SIGTERM');
      await ended;
      process.removeListener('exit', kill);
    },
  };
}
