import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSandbox } from '../sandbox-process.js';
import { timed } from './timed.js';
import { foundTools } from './tools.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/**
 * `MeasurePeers` of `bench/peers.ts`: in each round one tool after the other brings the stack up and takes it down again, in an
 * empty directory and against an empty sandbox in a process of its own. What slows the machine down meets all of them alike.
 * Where a command of another tool fails, that tool is left out.
 * @throws Error where a command of ours fails: then there is nothing to compare
 */
export async function measurePeers({ rounds, progress }) {
  const directory = await mkdtemp(join(tmpdir(), 'provision-peers-'));
  try {
    const { tools, skipped } = await foundTools(directory);
    const [ours] = tools;
    const failed = new Map();
    const measured = [];
    for (let round = 1; round <= rounds; round++) {
      const took = {};
      for (const tool of tools.filter((it) => !failed.has(it))) {
        const own = join(directory, `${round}-${tool.name}`);
        const told = (command, { wall, cpu }) =>
          progress(`round ${round}: ${tool.name} ${command}: ${wall.toFixed(1)} s, ${cpu.toFixed(1)} s of CPU`);
        try {
          took[tool.name] = await lived(tool, own, told);
        } catch (error) {
          if (tool === ours) throw error;
          failed.set(tool, `${tool.name} is left out: ${error.message}`);
        }
        await rm(own, { recursive: true, force: true });
      }
      measured.push(took);
    }
    const compared = tools.filter((it) => !failed.has(it));
    return {
      tools: compared.map(({ name, version, file }) => ({ name, version, file })),
      skipped: [...skipped, ...failed.values()],
      rounds: measured,
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function lived(tool, directory, ended) {
  const work = join(directory, 'work');
  await mkdir(work, { recursive: true });
  const sandbox = await startSandbox({ cli, state: join(directory, 'sandbox'), speed: 'instant' });
  try {
    await tool.prepare?.(work);
    const took = {};
    for (const command of ['up', 'down']) {
      const before = (await sandbox.calls()).length;
      const { words, env } = tool.command(command, sandbox.url);
      const { exitCode, said, wall, cpu } = await timed(words, {
        cwd: work,
        env: { ...environment(sandbox.url), ...env },
      });
      if (exitCode !== 0)
        throw new Error(`${command} of ${tool.name} ended with ${exitCode}: ${said.slice(-2000).trim()}`);
      took[command] = { wall, cpu, calls: (await sandbox.calls()).length - before };
      ended(command, took[command]);
    }
    return took;
  } finally {
    await sandbox.close();
  }
}

/** An environment without this machine's settings of AWS and Terraform: no profile, no region, no variables. */
const environment = (url) => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS_|TF_(?!CLI_CONFIG_FILE$))/.test(name))),
  AWS_ACCESS_KEY_ID: 'sandbox',
  AWS_SECRET_ACCESS_KEY: 'sandbox',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_ENDPOINT_URL: url,
});
