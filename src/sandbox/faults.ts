import * as z from 'zod';
import { AwsError } from './service.js';

/**
 * Faults on demand: what goes wrong on AWS now and then goes wrong here when asked for, so often as asked for.
 * With `error`, that is the answer and nothing was done; with `after` too, it was done first. With `after` alone the
 * work is done and the connection closed without an answer. `delayMs` is real time, before the work.
 */
const faultSchema = z
  .strictObject({
    operation: z.string().min(1),
    service: z.string().min(1).optional(),
    times: z.int().min(1).default(1),
    // It ends up in a header.
    error: z
      .string()
      .regex(/^[A-Za-z][\w.:-]*$/, 'an error code has letters, digits, dots, dashes and colons')
      .optional(),
    message: z.string().optional(),
    status: z.int().min(400).max(599).optional(),
    after: z.boolean().default(false),
    delayMs: z.int().min(0).max(3_600_000).optional(),
  })
  .refine(({ error, after, delayMs }) => error !== undefined || after || delayMs !== undefined, {
    message: 'nothing would go wrong: give error, after or delayMs',
  })
  .refine(({ error, message, status }) => error !== undefined || (message === undefined && status === undefined), {
    message: 'message and status belong to an error: give error',
  });

export type Fault = z.output<typeof faultSchema>;
/** What may be left out takes its default: once, before the work. */
export type FaultInput = z.input<typeof faultSchema>;

/** Faults that cannot be: everything that is wrong with them, a line each. */
export class BadFaults extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'BadFaults';
  }
}

const problemOf = ({ path, message }: z.core.$ZodIssue) => (path.length ? `${path.join('.')}: ${message}` : message);

/** The faults still to come, in the order they were asked for. */
export class Faults {
  #pending: Fault[] = [];
  readonly #has: (operation: string, service?: string) => boolean;

  /** @param has whether there is such an operation: a fault for another would never happen */
  constructor(has: (operation: string, service?: string) => boolean) {
    this.#has = has;
  }

  /**
   * All of them or, where something is wrong with one, none.
   * @throws BadFaults
   */
  add(faults: unknown): void {
    const parsed = z.array(faultSchema).safeParse(faults);
    if (!parsed.success) throw new BadFaults(parsed.error.issues.map(problemOf));
    const problems = parsed.data.flatMap(({ operation, service }, at) => {
      const name = service ? `${service}:${operation}` : operation;
      return this.#has(operation, service) ? [] : [`${at}.operation: the sandbox has no ${name}`];
    });
    if (problems.length) throw new BadFaults(problems);
    this.#pending.push(...parsed.data);
  }

  /** The next fault for a call of this operation; it counts as having happened. */
  take(service: string, operation: string): Fault | undefined {
    const at = this.#pending.findIndex((it) => it.operation === operation && (it.service ?? service) === service);
    const fault = this.#pending[at];
    if (fault && fault.times > 1) this.#pending[at] = { ...fault, times: fault.times - 1 };
    else if (fault) this.#pending.splice(at, 1);
    return fault;
  }

  pending(): readonly Fault[] {
    return [...this.#pending];
  }

  clear(): void {
    this.#pending = [];
  }
}

/** The error a fault is answered with; undefined where it has none. A modelled error's own status is not overridden. */
export function errorOf({ error, message, status = usualStatus[error ?? ''] }: Fault): AwsError | undefined {
  if (error === undefined) return undefined;
  const throttles = /Throttl|RequestLimitExceeded|TooManyRequests/.test(error);
  const text = message ?? (throttles ? 'Rate exceeded' : 'a fault that was asked for');
  return new AwsError(error, text, status === undefined ? {} : { status });
}

/**
 * Codes that any service answers, modelled or not, with another status than 400.
 * Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (server errors), and the
 * `CommonErrors` page of each service's API reference
 */
const usualStatus: { readonly [code: string]: number } = {
  RequestLimitExceeded: 503,
  InternalError: 500,
  InternalFailure: 500,
  ServiceUnavailable: 503,
  Unavailable: 503,
};
