import * as z from 'zod';
import { AwsError } from './service.js';

/** Replaces zod's message for a value that the schema does not take. */
const inWords = (words: string) => ({
  error: ({ input }: { readonly input?: unknown }) => (input === undefined ? 'is missing' : words),
});
const aName = inWords('takes a name');
const aCount = inWords('takes a whole number from 1');
const aCode = inWords('takes an error code: letters, digits, dots, dashes and colons');
const aStatus = inWords('takes a whole number from 400 to 599');
const aDelay = inWords('takes a whole number of milliseconds, an hour at most');

/**
 * A fault that a test asks for, `times` times. With `error`, the operation does nothing and answers the error; with
 * `error` and `after`, it does its work first. With `after` alone, it does its work and the connection is closed
 * without an answer. `delayMs` is a real delay before the work.
 */
const faultSchema = z
  .strictObject({
    operation: z.string(aName).min(1, aName),
    service: z.string(aName).min(1, aName).optional(),
    times: z.int(aCount).min(1, aCount).default(1),
    // The code is sent in a header, so it may not contain line breaks.
    error: z
      .string(aCode)
      .regex(/^[A-Za-z][\w.:-]*$/, aCode)
      .optional(),
    message: z.string(inWords('takes a text')).optional(),
    status: z.int(aStatus).min(400, aStatus).max(599, aStatus).optional(),
    after: z.boolean(inWords('takes true or false')).default(false),
    delayMs: z.int(aDelay).min(0, aDelay).max(3_600_000, aDelay).optional(),
  })
  .refine(({ error, after, delayMs }) => error !== undefined || after || delayMs !== undefined, {
    message: 'a fault without effect: give error, after or delayMs',
  })
  .refine(({ error, message, status }) => error !== undefined || (message === undefined && status === undefined), {
    message: 'message and status belong to an error: give error',
  });

export type Fault = z.output<typeof faultSchema>;
/** As a client sends it. By default a fault happens once, before the work. */
export type FaultInput = z.input<typeof faultSchema>;

/** A list of faults was refused. `problems` has one line for each thing that is wrong. */
export class BadFaults extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'BadFaults';
  }
}

/** An example that is shown with the problems of a refused body. */
export const exampleFaults: readonly FaultInput[] = [
  { operation: 'CreateService', times: 2, error: 'ThrottlingException' },
];
const exampleText = JSON.stringify(exampleFaults);

/** Each line begins with the number of the fault and the member that is wrong. */
function problemsIn(issue: z.core.$ZodIssue): string[] {
  const [at, member] = issue.path;
  if (at === undefined) return [`the body is a JSON array of faults, like ${exampleText}`];
  const where = `fault ${Number(at) + 1}`;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${where} has no member ${key}; it takes ${memberNames.join(', ')}`);
  if (member === undefined)
    return [
      issue.code === 'custom' ? `${where}: ${issue.message}` : `${where} is no object like ${exampleText.slice(1, -1)}`,
    ];
  return [`${where}: ${String(member)} ${issue.message}`];
}
const memberNames = ['operation', 'service', 'times', 'error', 'message', 'status', 'after', 'delayMs'];

/** The faults still to come, in the order they were asked for. */
export class Faults {
  #pending: Fault[] = [];
  readonly #has: (operation: string, service?: string) => boolean;

  /** @param has whether the sandbox has this operation: a fault for any other operation would never happen */
  constructor(has: (operation: string, service?: string) => boolean) {
    this.#has = has;
  }

  /**
   * Adds all of these faults, or none where something is wrong with one of them.
   * @throws BadFaults
   */
  add(faults: unknown): void {
    const parsed = z.array(faultSchema).safeParse(faults);
    if (!parsed.success) throw new BadFaults(parsed.error.issues.flatMap(problemsIn));
    const problems = parsed.data.flatMap(({ operation, service }, at) => {
      const name = service ? `${service}:${operation}` : operation;
      return this.#has(operation, service) ? [] : [`fault ${at + 1}: operation: the sandbox has no ${name}`];
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
  const text = message ?? usualText[error] ?? (throttles ? 'Rate exceeded' : 'a fault that was asked for');
  return new AwsError(error, text, status === undefined ? {} : { status });
}

/**
 * What AWS says to accounts that are new, blocked, or have not enabled the region. Source of the first: the errors of EC2,
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html; of the others: believed, after reports
 */
const usualText: { readonly [code: string]: string } = {
  PendingVerification:
    'Your account is currently being verified. Verification normally takes less than 2 hours. Until your account is verified, you may not be able to launch additional instances or create additional volumes.',
  OperationNotPermitted:
    'This AWS account currently does not support creating load balancers. For more information, please contact AWS Support.',
  BlockedException: 'This account is currently blocked and not recognized as a valid account.',
  Blocked: 'Your account is currently blocked.',
  InvalidClientTokenId: 'The security token included in the request is invalid.',
  UnrecognizedClientException: 'The security token included in the request is invalid.',
  AuthFailure: 'AWS was not able to validate the provided access credentials',
};

/**
 * Codes that any service answers, modelled or not, with another status than 400.
 * Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (server errors), and the
 * `CommonErrors` page of each service's API reference
 */
const usualStatus: { readonly [code: string]: number } = {
  RequestLimitExceeded: 503,
  InvalidClientTokenId: 403,
  AuthFailure: 401,
  InternalError: 500,
  InternalFailure: 500,
  ServiceUnavailable: 503,
  Unavailable: 503,
};
