import { describe, expect, test } from '@jest/globals';
import type { MiddlewareStack } from '@smithy/types';
import { settledStack, type SdkStack } from '../../src/aws/settled-stack.js';
import { inFull } from '../full.js';
import { anyone } from '../sandbox/toy-cloud.js';
import { sdks } from '../sandbox/wire/clients.js';

type Added = { readonly name?: string; readonly middleware: unknown };
/** A command of the SDK, as far as a client uses it. */
interface Resolved {
  resolveMiddleware(stack: object, config: object, options?: object): unknown;
}

/** A copy whose middlewares do nothing but tell their names, in the order in which they are put around each other. */
function namesOnly(stack: SdkStack, told: string[]): SdkStack {
  const copy = stack.clone();
  stack.applyToStack({ add: (it: never) => copy.remove(it), addRelativeTo: (it: never) => copy.remove(it) } as never);
  const telling = (options: Added) => ({
    ...options,
    middleware: (next: unknown) => {
      told.push(options.name ?? '(none)');
      return next;
    },
  });
  stack.applyToStack({
    add: (_: unknown, options: Added) => copy.add(telling(options).middleware as never, telling(options) as never),
    addRelativeTo: (_: unknown, options: Added) =>
      copy.addRelativeTo(telling(options).middleware as never, telling(options) as never),
  } as never);
  return copy;
}

/** The stack of the command's own middlewares, as it is when a client sends it. */
function ownOf(command: Resolved, { middlewareStack, config }: { middlewareStack: SdkStack; config: object }) {
  let own: SdkStack | undefined;
  const spying = {
    ...middlewareStack,
    concat: (from: SdkStack) => {
      own = from;
      return middlewareStack.concat(from);
    },
  };
  command.resolveMiddleware(spying, config);
  if (!own) throw new Error('the command has not been put together with the client');
  return own;
}

const resolved = (stack: Pick<MiddlewareStack<object, object>, 'resolve'>) =>
  void stack.resolve(async () => ({ response: undefined, output: {} }), {});

describe.each(sdks)('$id', (sdk) => {
  test('the middlewares of each command are in the order that the SDK puts them in, each time', () => {
    const client = sdk.client(anyone) as unknown as { middlewareStack: SdkStack; config: object };
    const told: string[] = [];
    const plain = namesOnly(client.middlewareStack, told);
    const settled = settledStack(plain);
    for (const [, , operation] of inFull(sdk.operations, sdk.operations.slice(0, 2))) {
      const own = namesOnly(ownOf(sdk.command(operation, {}) as Resolved, client), told);
      resolved(plain.concat(own));
      const expected = told.splice(0);
      expect(expected).toContain('serializerMiddleware');
      for (const _ of ['first', 'again']) {
        resolved(settled.concat(own));
        expect(told.splice(0)).toEqual(expected);
      }
    }
  });
});

test('one that a command adds without a name is not lost', () => {
  const [sdk] = sdks;
  const [operation] = sdk?.operations ?? [];
  if (!sdk || !operation) throw new Error('no client');
  const client = sdk.client(anyone) as unknown as { middlewareStack: SdkStack; config: object };
  const told: string[] = [];
  const settled = settledStack(namesOnly(client.middlewareStack, told));
  const own = namesOnly(ownOf(sdk.command(operation[2], {}) as Resolved, client), told);
  resolved(settled.concat(own));
  told.splice(0);
  own.add((next) => {
    told.push('nameless');
    return next;
  });
  resolved(settled.concat(own));
  expect(told).toContain('nameless');
});
