/** What a service answers to a request that finds a bucket empty. */
export interface ThrottleAnswer {
  readonly code: string;
  readonly message: string;
  readonly status: number;
}

/** One limit: a bucket that its operations share, or a bucket for each of them. */
export interface Limit {
  /** What the bucket is called; without a name it has the name of its operation. */
  readonly name?: string;
  readonly operations: readonly string[] | RegExp;
  /** Each operation has a bucket of its own, though the limit has a name. */
  readonly isEach?: true;
  /** How many tokens it holds: as many as a second brings where absent, which is believed. */
  readonly burst?: number;
  readonly perSecond: number;
  /** Where it is not the same everywhere. */
  readonly inRegions?: { readonly [region: string]: number };
  /** For which inputs it holds. */
  onlyIf?(input: never): boolean;
}

/** The limits of one service. */
export interface ServiceRates {
  readonly answer: ThrottleAnswer;
  /** Operations that answer otherwise. */
  readonly answersOf?: { readonly [operation: string]: ThrottleAnswer };
  /** They count in the whole account. */
  readonly isGlobal?: true;
  /** A request takes a token from one bucket of each set: of the first limit that fits. */
  readonly sets: readonly (readonly Limit[])[];
  /** Where they are published, or why they are believed. */
  readonly source: string;
}

/** As most services answer. */
export const rateExceeded: ThrottleAnswer = { code: 'ThrottlingException', message: 'Rate exceeded', status: 400 };
/** As the services of the Query protocol and Route 53 call it. */
export const throttling: ThrottleAnswer = { ...rateExceeded, code: 'Throttling' };
/** EC2's code is among its server errors. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export const requestLimit: ThrottleAnswer = {
  code: 'RequestLimitExceeded',
  message: 'Request limit exceeded.',
  status: 503,
};

/** A limit that holds for each of these operations by itself. */
export const each = (operations: string, perSecond: number, burst?: number): Limit => ({
  operations: operations.split(' '),
  perSecond,
  ...(burst !== undefined && { burst }),
});
/** A bucket that these operations share. */
export const shared = (name: string, operations: string, burst: number, perSecond: number): Limit => ({
  name,
  operations: operations.split(' '),
  burst,
  perSecond,
});
