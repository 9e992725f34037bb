// `npm run test:terraform`: Terraform and its AWS provider, with no setting but an endpoint and credentials, take the
// sandbox for AWS. For each config of `test/terraform/`, in a sandbox of its own: `terraform apply` must succeed, `plan`
// must then find nothing to change, and `destroy` must leave nothing. What somebody would write for Terraform is asked
// and read back member by member, so this proves far more of the sandbox than `provision` itself uses.
//
//   node scripts/terraform-proof.js [--config cloud-map-public ...] [--jobs 5] [--speed 100x] [--log] [--keep]
//
// Terraform must be on the PATH, and `terraform init` must get the provider: from the internet, or from where the
// machine's own CLI config says, or from a mirror found on it. Where it does not, the proof says so and is skipped.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { proven } from './terraform-proof/proven.js';
import { mirrorSettings } from './terraform-proof/provider-mirror.js';
import { missing } from './terraform-proof/terraform.js';

const configs = fileURLToPath(new URL('../test/terraform/', import.meta.url));

/** What the sandbox does not have, and what it says of it. The rest of such a config is made, and must go again. */
const refusals = {
  database: 'the sandbox does not have rds:CreateDBSubnetGroup',
  'network-load-balancer': "The sandbox's Elastic Load Balancing does not have network load balancers.",
};

const { values: options } = parseArgs({
  options: {
    config: { type: 'string', multiple: true },
    /** How many configs at a time. The provider mostly waits. */
    jobs: { type: 'string', default: '5' },
    /** A terminated instance is shown for an hour, and the provider looks for it after 10 s: 300x is too fast. */
    speed: { type: 'string', default: '100x' },
    cli: { type: 'string', default: fileURLToPath(new URL('../dist/cli.js', import.meta.url)) },
    /** Keep a log of all requests and answers, too. */
    log: { type: 'boolean', default: false },
    /** Keep the directories. They are kept anyway where something is wrong. */
    keep: { type: 'boolean', default: false },
  },
});

async function proof() {
  const names = options.config ?? (await readdir(configs)).sort();
  const directory = await mkdtemp(join(tmpdir(), 'terraform-proof-'));
  // For every terraform of this process.
  Object.assign(process.env, await mirrorSettings(join(directory, 'terraformrc')));
  const why = await missing(join(directory, 'provider'), join(configs, names[0]));
  if (why !== undefined) {
    console.log(`skipped: ${why}`);
    await rm(directory, { recursive: true, force: true });
    return true;
  }
  const left = [...names];
  let faulty = 0;
  const work = async () => {
    for (let name = left.shift(); name; name = left.shift()) {
      const { line, faults } = await proven({
        name,
        config: join(configs, name),
        refusal: refusals[name],
        directory: join(directory, name),
        cli: options.cli,
        speed: options.speed,
        log: options.log,
      });
      console.log(line);
      if (faults.length > 0) console.error(faults.map((fault) => `  ${fault.replaceAll('\n', '\n  ')}`).join('\n'));
      faulty += faults.length > 0 ? 1 : 0;
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Number(options.jobs)) }, work));
  if (faulty > 0 || options.keep) console.log(`kept: ${directory}`);
  else await rm(directory, { recursive: true, force: true });
  return faulty === 0 && names.length > 0;
}

try {
  process.exitCode = (await proof()) ? 0 : 1;
} catch (error) {
  console.error(error.stack);
  process.exitCode = 1;
}
