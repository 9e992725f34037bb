import { SMITHY_CONTEXT_KEY, type $SchemaRef, type HandlerExecutionContext } from '@smithy/types';
import { middlewaresOf, type SdkClient } from '../aws/client.js';
import { codeOf, messageOf, noteCall } from '../aws-errors.js';
import type { CallEvent, Emit } from '../events.js';
import { isMutating } from '../is-mutating.js';
import { masked, sensitiveMask } from '../masked.js';
import { hasPassword } from '../redact.js';
import { shapeOf, type Shape } from '../sdk-schema.js';
import { mistypedIn } from './answer-types.js';
import { keepSelected } from './selected.js';
import { foreignAnswer, foreignAnswerName, saysNothing, whyForeign } from './foreign-answer.js';
import { stepOf, turnOf } from './whose-call.js';
import { plainText } from '../plain-text.js';

/** Adds to a client what sees every request and holds it back until it may leave. */
export type Watch = (service: string, client: Pick<SdkClient, 'middlewareStack' | 'config'>) => void;

/** A call that waits for its turn, and the step that it belongs to, if any. */
export interface Leaving {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  readonly step: string | undefined;
}

/** For how many real ms a call was held back: for its turn in AWS's rates, then because as many others were under way. */
export interface Held {
  readonly turnMs: number;
  readonly queueMs: number;
}

/** Is told of a request that was answered well: its input as it was sent, and the answer. */
export type Answered = (call: Answer) => void;
export interface Answer {
  readonly step?: string;
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  readonly output: object;
}

/** Runs a request when it may leave, and tells it for how many real ms it has waited for others. */
export type Admit = <T>(call: Leaving, request: (queueMs: number) => Promise<T>) => Promise<T>;

/** A request that is under way, and how its input looks. */
export interface Told extends Leaving {
  readonly shape: Shape;
  readonly held: Held | undefined;
}

/** An environment variable of a container may have a password in a URL. A script restores such a value from the state. */
const withoutPassword = (text: string): string => (hasPassword(text) ? sensitiveMask : text);

/** Runs a request, and tells how it ended. */
export async function telling<T>(emit: Emit, told: Told, request: () => Promise<T>): Promise<T> {
  const { service, operation, step, shape, input, held } = told;
  const began = performance.now();
  const tell = (outcome: CallEvent['outcome']) =>
    emit({
      type: 'call',
      ...(step !== undefined && { step }),
      service,
      operation,
      mutating: isMutating(operation),
      durationMs: Math.round(performance.now() - began),
      ...shownHeld(held),
      input: (masked(shape, input, { text: withoutPassword }) ?? {}) as object,
      outcome,
    });
  try {
    const answer = await request();
    tell({ ok: true });
    return answer;
  } catch (error) {
    noteCall(error, service, operation);
    tell({ ok: false, error: codeOf(error), message: messageOf(error) });
    throw error;
  }
}

/**
 * @param admit lets each request leave
 * @param emit is told of each request with how it ended; a request the SDK repeats is told of each time
 */
export function watcher(emit: Emit, admit: Admit): Watch {
  const heldBack = new WeakMap<HandlerExecutionContext, Held>();
  return (service, client) => {
    const middlewares = middlewaresOf(client);
    const protocol = client.config.protocol?.getShapeId() ?? '';
    middlewares.add(
      (next, context) => (args) =>
        admit({ service, operation: operationOf(context), input: args.input, step: stepOf(context) }, (queueMs) => {
          const turn = turnOf(context);
          heldBack.set(context, { turnMs: turn?.ms ?? 0, queueMs });
          turn?.pass.leaves();
          return next(args);
        }),
      { step: 'initialize', priority: 'high', name: 'provisionAdmits' },
    );
    // After the SDK's retries, so that each request counts; around the parsing, so that errors are known.
    middlewares.add(
      (next, context) => async (args) => {
        const operation = operationOf(context);
        const held = heldBack.get(context);
        // What the SDK repeats was not held back once more.
        heldBack.delete(context);
        const told = { service, operation, step: stepOf(context), input: args.input, shape: inputOf(context), held };
        return telling(emit, told, () => understood(next(args), { protocol, operation, context, input: args.input }));
      },
      { step: 'finalizeRequest', priority: 'low', name: 'provisionWatches' },
    );
    // Before the SDK's parsing, which takes any XML and any JSON for an answer.
    middlewares.add(
      (next, context) => async (args) => {
        const result = await next(args);
        const { statusCode, body } = result.response as { statusCode: number; body: unknown };
        const why = whyForeign({ protocol, operation: operationOf(context), statusCode, body });
        if (why !== undefined) throw foreignAnswer(why, statusCode);
        return result;
      },
      { step: 'deserialize', priority: 'low', name: 'provisionRecognises' },
    );
  };
}

/** ms. What takes less in the queue is this process being busy, and no other call was in the way. */
const leastQueueMs = 5;

/** Of a call that was not held back, neither is told. */
function shownHeld(held: Held = { turnMs: 0, queueMs: 0 }): Pick<CallEvent, 'turnMs' | 'queueMs'> {
  const [turnMs, queueMs] = [Math.round(held.turnMs), Math.round(held.queueMs)];
  return { ...(turnMs > 0 && { turnMs }), ...(queueMs >= leastQueueMs && { queueMs }) };
}

/** @throws Error where the answer cannot be read, is not of its types, or says nothing that was asked for */
async function understood<T extends { readonly output: object }>(
  answering: Promise<T>,
  { protocol, operation, context, input }: Asked,
): Promise<T> {
  const answer = await answering.catch((error: unknown) => {
    throw readable(error);
  });
  const shape = outputOf(context);
  const mistyped = mistypedIn(shape, answer.output);
  if (mistyped !== undefined) throw foreignAnswer(`HTTP 200 with ${mistyped} of another type`, 200);
  const members = shape.kind === 'structure' ? shape.members.map(({ name }) => name) : [];
  if (!isMutating(operation) && saysNothing(protocol, answer.output, members))
    throw foreignAnswer('HTTP 200 without any member of the answer', 200);
  if (!isMutating(operation)) keepSelected(operation, shape, input, answer.output);
  return answer;
}
interface Asked {
  readonly protocol: string;
  readonly operation: string;
  readonly context: HandlerExecutionContext;
  readonly input: object;
}

/** What the SDK's parser throws says nothing to a person, and is no error of AWS's, which all have a `$fault`. */
function readable(error: unknown): unknown {
  const { $response, $fault } = Object(error) as { $response?: { statusCode?: number }; $fault?: unknown };
  const status = $response?.statusCode;
  return status === undefined || $fault !== undefined || codeOf(error) === foreignAnswerName
    ? error
    : foreignAnswer(`HTTP ${status} with a body that cannot be read`, status);
}

/** An operation's schema: `[9, namespace, name, traits, input, output]`. */
const schemaOf = (context: HandlerExecutionContext): readonly unknown[] =>
  (context[SMITHY_CONTEXT_KEY] as { operationSchema?: readonly unknown[] } | undefined)?.operationSchema ?? [];

const operationOf = (context: HandlerExecutionContext): string =>
  plainText(schemaOf(context)[2] ?? context['commandName']);

const inputOf = (context: HandlerExecutionContext) => shapeOf((schemaOf(context)[4] ?? 'unit') as $SchemaRef);

const outputOf = (context: HandlerExecutionContext) => shapeOf((schemaOf(context)[5] ?? 'unit') as $SchemaRef);
