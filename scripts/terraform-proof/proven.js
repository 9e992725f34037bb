import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { resourcesIn } from '../kill-sweep/resources.js';
import { startSandbox } from '../sandbox-process.js';
import { copy, terraform } from './terraform.js';

const push = `"${process.execPath}" "${fileURLToPath(new URL('push-image.js', import.meta.url))}"`;
/** ms until what a deletion leaves for a while is gone, such as the network interfaces of a load balancer. */
const settleMs = 2000;
/** How many characters of an output are shown. */
const shown = 6000;

/**
 * The life of one config in a sandbox of its own.
 * @param refusal what the sandbox says of something in it that it does not have; undefined where it has everything
 * @returns one line to show, and what is wrong
 */
export async function proven({ name, config, refusal, directory, cli, speed, log }) {
  await mkdir(directory, { recursive: true });
  await copy(config, directory);
  const sandbox = await startSandbox({ cli, state: join(directory, 'sandbox'), speed });
  const faults = [];
  const took = [];
  const run = async (act, args, wanted = 0) => {
    const env = {
      ...environment(sandbox.url),
      ...(log && { TF_LOG: 'DEBUG', TF_LOG_PATH: join(directory, 'tf.log') }),
    };
    const { exitCode, said, seconds } = await terraform(directory, [act, '-input=false', '-no-color', ...args], env);
    await writeFile(join(directory, `${act}.txt`), said);
    took.push(`${act} ${Math.round(seconds)} s`);
    if (exitCode === wanted) return { said };
    faults.push(`terraform ${act} ended with ${exitCode}:\n${newsOf(said).slice(0, shown)}`);
    return undefined;
  };
  try {
    await run('init', []);
    const applied = await run('apply', ['-auto-approve'], refusal === undefined ? 0 : 1);
    if (refusal !== undefined && !unwrapped(applied?.said).includes(refusal))
      faults.push(`terraform apply does not say: ${refusal}`);
    if (applied && refusal === undefined) await run('plan', ['-detailed-exitcode']);
    await run('destroy', ['-auto-approve']);
    if (refusal === undefined) faults.push(...(await unimplemented(sandbox)));
    if (faults.length === 0) {
      await pause(settleMs);
      const left = (await resourcesIn(sandbox.url)).filter((it) => !isOfAws(it));
      faults.push(...left.map((it) => `left: ${JSON.stringify(it).slice(0, 300)}`));
    }
    const made = String(applied?.said.match(/: Creation complete/g)?.length ?? 'no');
    const proven = refusal === undefined ? 'applied, unchanged, gone' : 'refused clearly, gone';
    const verdict = faults.length === 0 ? proven : 'FAILED';
    return { line: `${name.padEnd(22)} ${made.padStart(3)} resources  ${took.join(', ')}  ${verdict}`, faults };
  } finally {
    await sandbox.close();
  }
}

/** ECS makes this log group for a cluster with Container Insights, and it outlives the cluster on AWS, too. */
const isOfAws = ({ kind, called }) =>
  kind === 'log group' && /^\/aws\/ecs\/containerinsights\/[^/]+\/performance$/.test(called);

/** Terraform breaks messages at a width of its own. */
const unwrapped = (said = '') => said.replace(/\s+/g, ' ');

/** What an output says of errors, or else besides that everything goes well. */
const newsOf = (said) =>
  said
    .slice(Math.max(0, said.search(/^Error: /m)))
    .split('\n')
    .filter((line) => line !== '' && !routine.test(line))
    .join('\n');
const routine =
  /: (Refreshing state|Reading|Read complete|Creating|Still|Creation|Destroying|Destruction|Provisioning)/;

/** The provider goes on after some answers that it does not like, but what it asks for in vain is a fault all the same. */
async function unimplemented(sandbox) {
  const refused = (await sandbox.calls()).filter(({ status }) => status === 501 || status === 500);
  const names = new Set(refused.map(({ service, operation, status }) => `${service}:${operation} answered ${status}`));
  return [...names];
}

const environment = (url) => ({
  AWS_ENDPOINT_URL: url,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  CHECKPOINT_DISABLE: '1',
  TF_IN_AUTOMATION: '1',
  TF_VAR_push: push,
});
