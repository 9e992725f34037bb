import { execFile } from 'node:child_process';
import { access, constants, cp, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { mirrorSettings } from '../terraform-proof/provider-mirror.js';
import { missing, terraform } from '../terraform-proof/terraform.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = join(root, 'dist/provision.js');
const terraformConfig = join(root, 'test/terraform/cloud-map-public');
/** The stack of all tools. Of its config for Terraform `withoutInsights` makes the same. */
const stack = ['--blueprint', 'cloud-map-public', '--set', 'cluster.containerInsights=disabled'];

/**
 * The tools of this machine, `provision` first.
 * @param directory where what they have in common is written
 * @returns for each `command(act, url)`, the words and variables of its `up` or `down`; and why the others are missing
 */
export async function foundTools(directory) {
  const found = [await ourselves(), await awsScript(directory), await terraformTool(directory)];
  return {
    tools: found.filter((it) => typeof it !== 'string'),
    skipped: found.filter((it) => typeof it === 'string'),
  };
}

async function ourselves() {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return {
    name: 'provision',
    version,
    file: program,
    command: (act, url) => ({ words: [process.execPath, program, act, ...stack, '--yes', '--endpoint-url', url] }),
  };
}

/** The scripts that `provision script` writes, with the AWS CLI. */
async function awsScript(directory) {
  const file = await onPath('aws');
  const version = file && (await saidBy(file, ['--version']));
  if (!version) return 'aws is skipped: the AWS CLI is not on the PATH.';
  const scripts = { up: join(directory, 'up.sh'), down: join(directory, 'down.sh') };
  for (const [act, path] of Object.entries(scripts)) {
    const words = [program, 'script', act, '--sandbox', ...stack];
    const { stdout } = await run(process.execPath, words, { cwd: directory, maxBuffer: 1e8 });
    await writeFile(path, stdout);
  }
  return {
    name: 'aws script',
    version,
    file,
    command: (act) => ({ words: ['bash', scripts[act]], env: { IDS: './ids.env' } }),
  };
}

async function terraformTool(directory) {
  const file = await onPath('terraform');
  if (!file) return 'terraform is skipped: it is not on the PATH.';
  const own = await mirrorSettings(join(directory, 'terraformrc'));
  // `terraform` of `terraform-proof` takes the environment of this process.
  Object.assign(process.env, own);
  const why = await missing(join(directory, 'provider'), terraformConfig);
  if (why !== undefined) return `terraform is skipped: ${why}`;
  const env = { ...own, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
  const acts = { up: 'apply', down: 'destroy' };
  return {
    name: 'terraform',
    version: (await saidBy(file, ['version'])) ?? 'unknown',
    file,
    async prepare(work) {
      await withoutInsights(terraformConfig, work);
      const { exitCode, said } = await terraform(work, ['init', '-input=false', '-no-color'], env);
      if (exitCode !== 0) throw new Error(`terraform init ended with ${exitCode}:\n${said}`);
    },
    command: (act) => ({ words: [file, acts[act], '-input=false', '-no-color', '-auto-approve'], env }),
  };
}

async function withoutInsights(config, directory) {
  await cp(join(config, 'main.tf'), join(directory, 'main.tf'));
  const text = await readFile(join(directory, 'main.tf'), 'utf8');
  const off = text.replace(/(name\s*= "containerInsights"\s*value\s*= )"enabled"/, '$1"disabled"');
  if (off === text) throw new Error(`${config} does not say "containerInsights" and "enabled"`);
  await writeFile(join(directory, 'main.tf'), off);
}

const run = promisify(execFile);

/** The first line that a program says of its version; undefined where it cannot be run. */
const saidBy = (file, words) =>
  run(file, words).then(
    ({ stdout, stderr }) => (stdout || stderr).split('\n')[0].trim(),
    () => undefined,
  );

async function onPath(name) {
  for (const directory of (process.env.PATH ?? '').split(delimiter).filter((it) => it !== '')) {
    const file = join(directory, name);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}
