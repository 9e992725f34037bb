import { spawn } from 'node:child_process';

/**
 * Starts a sandbox in a process of its own.
 * @param state where it keeps its world
 * @returns its URL, the calls it has answered, and how it is ended
 */
export async function startSandbox({ cli, state, speed }) {
  const words = ['sandbox', '--port', '0', '--sandbox-speed', speed, '--state', state];
  const child = spawn(process.execPath, [cli, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const url = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const found = /http:\/\/[\w.]+:\d+/.exec(said)?.[0];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error(`the sandbox ended: ${said}`)));
  });
  return {
    url,
    calls: async () => (await fetch(`${url}/_sandbox/calls`)).json(),
    async close() {
      child.kill('SIGINT');
      await ended;
    },
  };
}
