import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setQuotas } from '../src/sandbox/quotas.js';
import { WorldFile } from '../src/sandbox/world-file.js';

/** What a command takes of this machine, in a process of its own, on the sandbox at `instant`. */
export interface OnThisMachine {
  /** Seconds of all its threads, system calls included. */
  readonly cpu: number;
  /** MB that it has held at most. */
  readonly memory: number;
}

export const realCommands = ['plan', 'up', 'up again', 'status', 'down'] as const;
export type RealCommand = (typeof realCommands)[number];

/** Written by the process itself when it ends, because Node tells nothing of a child's. */
const usage = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  require('node:fs').writeFileSync(process.env.USAGE_FILE, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS / 1024 }));
});
`;

/**
 * Runs the commands one after another.
 * @param program the built command line
 * @param config its text
 * @throws Error where one fails
 */
export async function onThisMachine(program: string, config: string): Promise<Record<RealCommand, OnThisMachine>> {
  const directory = await mkdtemp(join(tmpdir(), 'provision-bench-'));
  try {
    const [usageFile, hook] = [join(directory, 'usage.json'), join(directory, 'usage.cjs')];
    await writeFile(hook, usage);
    await writeFile(join(directory, 'provision.yaml'), config);
    await raiseVcpus(join(directory, '.provision', 'sandbox'));
    const found = {} as Record<RealCommand, OnThisMachine>;
    for (const command of realCommands) {
      const words = [command.replace(' again', ''), '--sandbox', '--sandbox-speed', 'instant'];
      const env = { ...process.env, USAGE_FILE: usageFile, NODE_OPTIONS: `--require ${hook}` };
      const code = await ended(
        spawn(process.execPath, [resolve(program), ...words], { cwd: directory, env, stdio: 'ignore' }),
      );
      if (code !== 0 && !(command === 'plan' && code === 3)) throw new Error(`${command} ended with ${code}`);
      found[command] = JSON.parse(await readFile(usageFile, 'utf8')) as OnThisMachine;
    }
    return found;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** A hundred tasks have more vCPUs than AWS lets every account run. An account with so many has asked for them. */
async function raiseVcpus(directory: string): Promise<void> {
  const file = await WorldFile.open(directory);
  setQuotas(file, { 'fargate-vcpus': 100 });
  await file.close();
}

const ended = (child: ReturnType<typeof spawn>): Promise<number | null> =>
  new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', done);
  });
