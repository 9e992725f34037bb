import { AsyncLocalStorage } from 'node:async_hooks';
import { SMITHY_CONTEXT_KEY, type HandlerExecutionContext, type MiddlewareStack } from '@smithy/types';
import { codeOf, messageOf, noteCall } from '../aws-errors.js';
import type { CallEvent, Emit } from '../events.js';
import { isMutating } from '../operation.js';

/** Whose call it is: the verbs of a step run inside `callsOf.run(step, …)`. */
export const callsOf = new AsyncLocalStorage<string>();

/** Adds to a client what sees every request and holds it back until it may leave. */
export type Watch = (service: string, stack: Stack) => void;
// A stack takes handlers of any input; ours look only at the command's schema and pass everything on.
type Stack = Pick<MiddlewareStack<object, object>, 'add'>;

/** Is told of a request that was answered well: its input as it was sent, and the answer. */
export type Answered = (call: Answer) => void;
export interface Answer {
  readonly step?: string;
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  readonly output: object;
}

/**
 * @param admit runs a request when it may leave: the concurrency limit and the pacing
 * @param emit is told of each request with how it ended; a request the SDK repeats is told of each time
 */
export function watcher(
  emit: Emit,
  admit: <T>(service: string, operation: string, request: () => Promise<T>) => Promise<T>,
  answered: Answered = () => {},
): Watch {
  return (service, stack) => {
    stack.add(
      (next, context) => (args) =>
        admit(service, operationOf(context), () => next(args)),
      { step: 'initialize', priority: 'high', name: 'provisionAdmits' },
    );
    // After the SDK's retries, so that each request counts; around the parsing, so that errors are known.
    stack.add(
      (next, context) => async (args) => {
        const operation = operationOf(context);
        const began = performance.now();
        const step = callsOf.getStore();
        const whose = step === undefined ? {} : { step };
        const tell = (outcome: CallEvent['outcome']) =>
          emit({
            type: 'call',
            ...whose,
            service,
            operation,
            mutating: isMutating(operation),
            durationMs: Math.round(performance.now() - began),
            // Members that the service's model marks as sensitive are masked by the SDK's own filter.
            input: context.inputFilterSensitiveLog?.(args.input) ?? {},
            outcome,
          });
        const answer = await next(args).catch((error: unknown) => {
          noteCall(error, service, operation);
          tell({ ok: false, error: codeOf(error), message: messageOf(error) });
          throw error;
        });
        tell({ ok: true });
        answered({ ...whose, service, operation, input: args.input, output: answer.output });
        return answer;
      },
      { step: 'finalizeRequest', priority: 'low', name: 'provisionWatches' },
    );
  };
}

/** The operation's name stands in its schema: `[9, namespace, name, …]`. */
function operationOf(context: HandlerExecutionContext): string {
  const smithy = context[SMITHY_CONTEXT_KEY] as { operationSchema?: readonly unknown[] } | undefined;
  return String(smithy?.operationSchema?.[2] ?? context['commandName']);
}
