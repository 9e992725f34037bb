import type { SdkClient } from '../../aws/client.js';
import { perService, type Senders, type ServiceId } from '../../aws/services.js';
import { plainText } from '../../plain-text.js';
import { AwsError, type Context, type Service } from '../service.js';

/**
 * Clients that ask the handlers themselves: what they ask is no call of anybody's, so nothing counts, records, refuses or breaks it.
 * @param context whose region and account they ask in
 */
export function directSenders(services: readonly Service[], context: Context): Senders {
  const sender = (id: ServiceId): Pick<SdkClient, 'send'> => ({
    send: (command: { readonly input: object; readonly schema?: readonly unknown[] }) =>
      new Promise((answered) => {
        const operations = services.find((it) => it.id === id)?.operations ?? [];
        const operation = operations.find(({ schema }) => schema[2] === command.schema?.[2]);
        if (!operation) throw new Error(`the sandbox has no ${id}:${plainText(command.schema?.[2])}`);
        answered(handled(() => operation.handle(command.input, context)));
      }),
  });
  return perService(sender) as Senders;
}

/** An error is named as the SDK names it. */
function handled(handle: () => object): object {
  try {
    return handle();
  } catch (error) {
    if (error instanceof AwsError) error.name = error.code;
    throw error;
  }
}
