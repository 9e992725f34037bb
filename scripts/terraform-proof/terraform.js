import { spawn } from 'node:child_process';
import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** s after which a command is ended: far more than any takes, and less than Terraform's own half hours. */
const patience = 300;

/**
 * @param directory a directory that is made for the attempt, and removed
 * @param config a directory with a config that uses the provider
 * @returns why there is no Terraform or no provider; undefined where both are there
 */
export async function missing(directory, config) {
  await copy(config, directory);
  try {
    const version = await terraform(directory, ['version']);
    if (version.exitCode !== 0) return 'terraform is not on the PATH';
    const init = await terraform(directory, ['init', '-input=false', '-no-color']);
    if (init.exitCode !== 0) return `terraform init cannot get the AWS provider. ${errorIn(init.said)}`;
    return undefined;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The error of an output, in one line. */
const errorIn = (said) =>
  said
    .slice(Math.max(0, said.search(/^Error: /m)))
    .replace(/\s+/g, ' ')
    .trim();

/** Copies the files of a config, and nothing that Terraform has written beside them. */
export async function copy(config, directory) {
  const files = (await readdir(config)).filter((file) => file.endsWith('.tf'));
  for (const file of files) await cp(join(config, file), join(directory, file));
}

/**
 * Runs a command of Terraform to its end, or until it has taken too long.
 * @param env what is added to the environment, of which the settings of AWS are taken out
 * @returns its exit code, null where it has none; what it said on both outputs; and the seconds
 */
export function terraform(directory, args, env = {}) {
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn('terraform', args, {
      cwd: directory,
      env: { ...withoutSettings(process.env), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    // The first signal lets Terraform end in order, the second one ends it.
    const timers = [patience, patience + 60].map((s) => setTimeout(() => child.kill('SIGINT'), s * 1000));
    const end = (exitCode, text = '') => {
      timers.forEach(clearTimeout);
      resolve({ exitCode, said: said + text, seconds: (performance.now() - began) / 1000 });
    };
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (said += chunk));
    child.on('error', (error) => end(null, error.message));
    child.on('close', (exitCode) => end(exitCode));
  });
}

/** The configuration of Terraform itself stays: it says where the provider is. */
const withoutSettings = (env) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^(AWS_|TF_VAR_|TF_LOG|TF_WORKSPACE|TF_DATA)/.test(name)));
