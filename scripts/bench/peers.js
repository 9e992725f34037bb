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
 * @throws Error where a command fails: then there is nothing to compare
 */
export async function measurePeers({ rounds, progress }) {
  const directory = await mkdtemp(join(tmpdir(), 'provision-peers-'));
  try {
    const { tools, skipped } = await foundTools(directory);
    const measured = [];
    for (let round = 1; round <= rounds; round++) {
      const took = {};
      for (const tool of tools) {
        const own = join(directory, `${round}-${tool.name}`);
        took[tool.name] = await lived(tool, own, (command, { wall, cpu }) =>
          progress(`round ${round}: ${tool.name} ${command}: ${wall.toFixed(1)} s, ${cpu.toFixed(1)} s of CPU`),
        );
        await rm(own, { recursive: true, force: true });
      }
      measured.push(took);
    }
    return { tools: tools.map(({ name, version, file }) => ({ name, version, file })), skipped, rounds: measured };
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
      if (exitCode !== 0) throw new Error(`${command} of ${tool.name} ended with ${exitCode}:\n${said.slice(-3000)}`);
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
