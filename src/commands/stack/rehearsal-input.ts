import type { State } from '../../../state/schema.js';
import type { Stack } from '../../../steps/stack/index.js';
import { resourcesByType } from '../../../steps/nouns.js';
import { namedAccount } from '../../config/named-account.js';
import type { Config } from '../../config/schema.js';
import { assumedNetwork, type ExistingNetworkIds } from '../../rehearsal/assumed-network.js';
import { worldWithNetwork } from '../../rehearsal/existing-network.js';
import type { PlanInput } from '../../rehearsal/lifecycle.js';
import type { AwsLocation } from '../../rehearsal/in-memory-aws.js';
import { unknownAccount } from '../../rehearsal/placeholders.js';
import { partitionOf } from '../../facts/partitions.js';
import { sandboxAccount, World } from '../../sandbox/world.js';
import type { Target } from '../request.js';
import type { Note } from '../report/notes.js';
import { withAskedZones } from './asked-zones.js';
import { endpointToRehearse } from './region.js';

/** A config's stack, to be rehearsed. */
export const planInputOf = (
  { name, tags }: Config,
  location: AwsLocation,
  { steps }: Pick<Stack, 'steps'>,
): PlanInput => ({
  stack: name,
  tags,
  location,
  steps,
  resources: resourcesByType,
});

/** The account of a rehearsal that is told none. */
export const assumedAccount = (config: Config): string => namedAccount(config) ?? unknownAccount;

/**
 * Where it is, or will be, as far as that is known before anything is called: the sandbox has only one account. EC2 is asked
 * for the zones of a region that is not known here.
 * @param known what is recorded of it; it counts where it is of the endpoint that is meant
 * @param note says that a region was assumed, where none is configured
 * @throws FailureError `bad-usage`, `zones-unknown`
 */
export async function locationOf(
  target: Target,
  config: Config,
  { known, note }: { readonly known?: State | undefined; readonly note: Note },
): Promise<AwsLocation> {
  const regions = { configured: config.region, recorded: known?.region };
  const { endpoint, region } = await endpointToRehearse(target, regions, note);
  const recorded = known?.endpoint === endpoint ? known.account : undefined;
  const account = recorded ?? (target.sandbox ? sandboxAccount : assumedAccount(config));
  return withAskedZones(target, endpoint, { account, region, partition: partitionOf(region) });
}

/** An account with nothing in it, but for somebody else's network where a stack moves into one. */
export const worldFor = async (existing: ExistingNetworkIds | undefined, location: AwsLocation): Promise<World> =>
  existing
    ? worldWithNetwork(assumedNetwork(existing, location), location)
    : new World(Date.now(), undefined, location.account);
