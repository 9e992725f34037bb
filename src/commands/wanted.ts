import { stackOf, type Stack, type TagOf } from '../../steps/index.js';
import { resources } from '../../steps/resources.js';
import { findConfig } from '../config/find.js';
import type { Config } from '../config/schema.js';
import { FailureError } from '../failure.js';
import { hasRegistryAt } from '../image/open.js';
import type { Plan } from '../plan.js';
import { rehearseUp } from '../rehearsal/plan.js';
import type { Setting } from '../rehearsal/stage.js';
import { unknownAccount } from '../rehearsal/symbols.js';
import type { Run } from '../runner/run.js';
import { partitionOf } from '../sandbox/wire/credential-scope.js';
import { sandboxAccount } from '../sandbox/world.js';
import { builtTags } from './builds.js';
import { configOf } from './chosen.js';
import type { Arguments } from './options.js';
import { endpointOf } from './place.js';

/** What a config asks for, and what of it is built. */
export interface Wanted {
  readonly config: Config;
  readonly tagOf: TagOf;
}

/** @throws FailureError `bad-config`, or where there is none */
export async function wantedOf(argv: Arguments): Promise<Wanted> {
  const config = await configOf(argv);
  const { config: file, blueprint } = argv;
  return { config, tagOf: await builtTags(config, await findConfig({ config: file, blueprint, directory: process.cwd() })) };
}

/**
 * Where it will be, as far as that is known before anything is called: the sandbox has only one account.
 * @throws FailureError `no-region`
 */
export async function settingOf(argv: Arguments, config: Config): Promise<Setting> {
  const { region } = await endpointOf(argv, config.region);
  if (region === undefined) throw new FailureError({ code: 'no-region' });
  return { account: argv.sandbox ? sandboxAccount : unknownAccount, region, partition: partitionOf(region) };
}

export const resourcesByType = () => new Map(resources.map((it) => [it.type, it]));

/**
 * What `up` would do, rehearsed.
 * @param live on the stack as it is; absent where there is nothing of it
 */
export async function planOf({ config, tagOf }: Wanted, setting: Setting, live?: Run): Promise<{ plan: Plan; stack: Stack }> {
  const { name, tags, network } = config;
  const stack = stackOf(config, setting, tagOf);
  const plan = await rehearseUp({
    ...{ stack: name, tags, setting, steps: stack.steps, outputs: stack.outputs, resources: resourcesByType() },
    existingVpc: network.existing?.vpc,
    hasRegistry: hasRegistryAt(setting.account),
    ...(live && { live }),
  });
  return { plan, stack };
}
