import type { State } from '../../state/schema.js';
import type { Stack } from '../../steps/index.js';
import { resourcesByType } from '../../steps/resources.js';
import type { Config } from '../config/schema.js';
import { FailureError } from '../failure.js';
import { imagined, type Existing } from '../rehearsal/imagined.js';
import { worldWith } from '../rehearsal/neighbourhood.js';
import type { Piece } from '../rehearsal/rehearse.js';
import type { Setting } from '../rehearsal/stage.js';
import { unknownAccount } from '../rehearsal/symbols.js';
import { partitionOf } from '../sandbox/wire/credential-scope.js';
import { sandboxAccount, World } from '../sandbox/world.js';
import type { Arguments } from './options.js';
import { endpointOf } from './place.js';

/** A config's stack, to be rehearsed. */
export const pieceOf = ({ name, tags }: Config, setting: Setting, { steps }: Pick<Stack, 'steps'>): Piece =>
  ({ stack: name, tags, setting, steps, resources: resourcesByType });

/**
 * Where it is, or will be, as far as that is known before anything is called: the sandbox has only one account.
 * @param known what is recorded of it; it counts where it is of the endpoint that is meant
 * @throws FailureError `no-region`
 */
export async function settingOf(argv: Arguments, config: Config, known?: State): Promise<Setting> {
  const { endpoint, region } = await endpointOf(argv, config.region, known?.region);
  if (region === undefined) throw new FailureError({ code: 'no-region' });
  const recorded = known?.endpoint === endpoint ? known.account : undefined;
  const account = recorded ?? (argv.sandbox ? sandboxAccount : unknownAccount);
  return { account, region, partition: partitionOf(region) };
}

/** An account with nothing in it, but for somebody else's network where a stack moves into one. */
export const worldFor = async (existing: Existing | undefined, setting: Setting): Promise<World> =>
  existing ? worldWith(imagined(existing, setting.region), setting) : new World(Date.now(), undefined, setting.account);
