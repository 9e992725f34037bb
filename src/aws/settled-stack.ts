import type {
  AbsoluteLocation,
  DeserializeHandler,
  HandlerExecutionContext,
  HandlerOptions,
  MiddlewareStack,
  RelativeMiddlewareOptions,
} from '@smithy/types';

/** Of any client: the SDK types a stack by the inputs of its own client. */
export type SdkStack = MiddlewareStack<object, object>;
/** A middleware of any step: what it wraps is what the one before it has made. */
type Middleware = (next: Handler, context: HandlerExecutionContext) => Handler;
type Handler = DeserializeHandler<object, object>;

/** A middleware, and where in the order it belongs. */
type Entry = { readonly middleware: Middleware } & (
  | { readonly options: HandlerOptions & AbsoluteLocation; readonly isRelative: false }
  | { readonly options: RelativeMiddlewareOptions; readonly isRelative: true }
);

/**
 * A stack that remembers its order. The SDK copies a client's stack for each command, adds the command's own middlewares, and sorts all
 * of them: a twelfth of the CPU time of a call. Their order depends on their names, which are the same for all commands of a class.
 * @param own the stack of a client, which gets no more middlewares
 */
export function settledStack(own: SdkStack): SdkStack {
  const first = entriesOf(own);
  const orders = new Map<string, readonly number[]>();
  const concat = (from: SdkStack): SdkStack => {
    const added = entriesOf(from);
    const all = [...first, ...added];
    // One without a name may be anything.
    if (added.some(({ options }) => options.name === undefined)) return own.concat(from);
    const key = added.map(({ options }) => options.name).join(' ');
    let order = orders.get(key);
    if (!order) orders.set(key, (order = orderOf(own, all)));
    const known = order;
    const resolve = (handler: Handler, context: HandlerExecutionContext): Handler =>
      known.reduce((next, at) => all[at]?.middleware(next, context) ?? next, handler);
    // A command resolves it, and asks nothing else of it.
    return { ...own, resolve } as SdkStack;
  };
  return { ...own, concat: concat as SdkStack['concat'] };
}

/** As a stack hands them on to another one. */
function entriesOf(stack: Pick<SdkStack, 'applyToStack'>): Entry[] {
  const entries: Entry[] = [];
  const collector = {
    add: (middleware: Middleware, options: HandlerOptions & AbsoluteLocation) =>
      entries.push({ middleware, options, isRelative: false }),
    addRelativeTo: (middleware: Middleware, options: RelativeMiddlewareOptions) =>
      entries.push({ middleware, options, isRelative: true }),
  };
  stack.applyToStack(collector as unknown as SdkStack);
  return entries;
}

/** The order in which a stack of the SDK's would wrap them, the innermost first: each is told by its place among the entries. */
function orderOf(own: SdkStack, entries: readonly Entry[]): number[] {
  const order: number[] = [];
  const stack = own.clone();
  for (const { middleware } of entriesOf(own)) stack.remove(middleware);
  for (const [at, { options, isRelative }] of entries.entries()) {
    const mark: Middleware = (next) => {
      order.push(at);
      return next;
    };
    // The options of an entry name its own middleware.
    const marked = { ...options, middleware: mark } as never;
    if (isRelative) stack.addRelativeTo(mark, marked);
    else stack.add(mark as never, marked);
  }
  stack.resolve(async () => ({ response: undefined, output: {} }), {});
  return order;
}
