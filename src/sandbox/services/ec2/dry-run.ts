import { AwsError, type Operation } from '../../service.js';
import { World } from '../../world.js';

/**
 * Adds `DryRun` to an operation. The handler runs on a copy of the world: its error is answered as it is, and a success
 * becomes the error DryRunOperation. The price is a copy of the whole world.
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
      emit: () => false,
    });
    throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', { status: 412 });
  },
});
