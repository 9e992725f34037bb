import { stackOf, type Stack, type TagOf } from '../../steps/index.js';
import { findConfig } from '../config/find.js';
import type { Config } from '../config/schema.js';
import { hasRegistryAt } from '../image/open.js';
import type { Plan } from '../plan.js';
import { rehearseUp } from '../rehearsal/plan.js';
import type { Setting } from '../rehearsal/stage.js';
import type { Run } from '../runner/run.js';
import { builtTags } from './builds.js';
import { configOf } from './chosen.js';
import type { Arguments } from './options.js';
import { pieceOf } from './piece.js';

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
 * What `up` would do, rehearsed.
 * @param live on the stack as it is; absent where there is nothing of it
 */
export async function planOf({ config, tagOf }: Wanted, setting: Setting, live?: Run): Promise<{ plan: Plan; stack: Stack }> {
  const stack = stackOf(config, setting, tagOf);
  const plan = await rehearseUp({
    ...pieceOf(config, setting, stack),
    outputs: stack.outputs,
    existingVpc: config.network.existing?.vpc,
    hasRegistry: hasRegistryAt(setting.account),
    ...(live && { live }),
  });
  return { plan, stack };
}
