import { AwsError, type Operation } from '../../service.js';
import { World } from '../../world.js';

/**
 * Gives an operation its `DryRun`: it is rehearsed on a copy of the world, so it is refused as it would be, and
 * otherwise answers that it would have succeeded. No handler needs to know. Costs a copy of the whole world.
 */
export const withDryRun = (operation: Operation): Operation => ({
  ...operation,
  handle(input, context) {
    if (!('DryRun' in input) || input.DryRun !== true) return operation.handle(input, context);
    const { account, region, partition, now } = context;
    operation.handle(input, {
      world: World.from(context.world.toJSON()),
      account,
      region,
      partition,
      now,
      id: (prefix) => context.id(prefix),
      due: (seconds) => context.due(seconds),
      after: () => undefined,
    });
    throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', { status: 412 });
  },
});
