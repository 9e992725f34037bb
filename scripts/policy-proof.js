// Proves that the policies of `provision policy` allow exactly what is needed. For each blueprint, `up`, `status` and
// `down` must pass in a sandbox that enforces its policy. Then each action in turn is taken out of the policy; one of
// the three commands must be denied, with an error that names the action. Every run uses the real steps, the real runner
// and the sandbox's endpoint, in this process and with a clock that does not wait.
//
//   node scripts/policy-proof.js [--blueprint alb-microservices] [--jobs 2] [--verbose]
//
// The exit code is 1 if anything deviates. A removal takes about 1.5 s of processor time.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);
// The SDK's warning about old versions of Node is not part of the proof.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

async function main() {
  const { values: options } = parseArgs({
    options: {
      /** Only these blueprints. */
      blueprint: { type: 'string', multiple: true },
      /** How many runs at a time. */
      jobs: { type: 'string', default: String(availableParallelism()) },
      /** Prints each removal, and the command that it made fail. */
      verbose: { type: 'boolean', default: false },
    },
  });
  const directory = await mkdtemp(fileURLToPath(new URL('node_modules/.policy-proof-', root)));
  try {
    const proof = join(directory, 'proof.js');
    await bundle(proof);
    return await proveAll(proof, options);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Bundles the proof. It is TypeScript, and lies beside the tests, which use it too. */
const bundle = (outfile) =>
  build({
    ...{
      entryPoints: [fileURLToPath(new URL('test/policy/proof.ts', root))],
      outfile,
      bundle: true,
      logLevel: 'warning',
    },
    ...{ platform: 'node', format: 'esm', target: 'node20', packages: 'external' },
    define: { 'import.meta.url': JSON.stringify(new URL('src/config/blueprints.ts', root).href) },
  });

async function proveAll(proof, { blueprint, jobs, verbose }) {
  const { allBlueprints } = await import(pathToFileURL(proof).href);
  const names = blueprint ?? allBlueprints;
  const totals = [];
  for (const name of names) totals.push(await prove(proof, name, { jobs: Math.max(1, Number(jobs)), verbose }));
  console.log('\nblueprint             actions  removals  denials  up/status/down  seconds');
  const sum = (member) => totals.reduce((all, it) => all + it[member], 0);
  const all = {
    name: 'all',
    actions: sum('actions'),
    removals: sum('removals'),
    denials: sum('denials'),
    by: '',
    seconds: sum('seconds'),
  };
  for (const { name, actions, removals, denials, by, seconds } of [...totals, all]) {
    const cells = [actions, removals, denials, by, Math.round(seconds)].map((it, index) =>
      String(it).padStart([9, 9, 8, 15, 8][index]),
    );
    console.log([name.padEnd(19), ...cells].join(' '));
  }
  return totals.every((it) => it.passed && it.removals > 0 && it.denials === it.removals);
}

/** Proves one blueprint. @returns how many actions its policy has, how many were taken out, and how many were denied */
async function prove(proof, name, { jobs, verbose }) {
  const began = performance.now();
  const shares = await Promise.all(Array.from({ length: jobs }, (_all, job) => inWorker({ proof, name, job, jobs })));
  const [{ actions, passed, why }] = shares;
  if (!passed) console.log(`${name}: refused under its own policy:\n${why}`);
  const results = shares.flatMap(({ results }) => results);
  for (const { action, act, isDenied, text } of results) {
    const other = act ? `${act} failed otherwise:\n${text}` : 'everything passed';
    if (!isDenied) console.log(`${name}: without ${action}: ${other}`);
    else if (verbose) console.log(`${name}: without ${action}: ${act} was denied`);
  }
  const by = ['up', 'status', 'down']
    .map((act) => results.filter((it) => it.isDenied && it.act === act).length)
    .join('/');
  const denials = results.filter(({ isDenied }) => isDenied).length;
  console.log(`${name}: ${actions} actions, ${results.length} removals, ${denials} denials`);
  return { name, actions, passed, removals: results.length, denials, by, seconds: (performance.now() - began) / 1000 };
}

const inWorker = (work) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: work });
    worker.once('message', resolve).once('error', reject);
  });

/** The share of one worker: a run with the whole policy, then every n-th removal for n workers. */
async function share({ proof, name, job, jobs }) {
  const { caseOf, isDeniedFor, liveUnder, without } = await import(pathToFileURL(proof).href);
  const { planInput, policy, actions } = await caseOf(name);
  const whole = await liveUnder(policy, planInput);
  const results = [];
  for (const action of actions.filter((_action, index) => index % jobs === job)) {
    const ended = await liveUnder(without(policy, action), planInput);
    results.push({ action, act: ended.act, isDenied: isDeniedFor(ended, action), text: ended.text });
  }
  return { actions: actions.length, passed: whole.failures.length === 0, why: whole.text, results };
}

if (isMainThread) process.exitCode = (await main()) ? 0 : 1;
else parentPort?.postMessage(await share(workerData));
