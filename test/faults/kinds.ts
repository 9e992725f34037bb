import type { Clock } from '../../src/clock.js';
import type { Call } from './bed.js';

/** What a fault does in place of the call that it meets. */
export interface Struck {
  readonly call: Call;
  readonly send: () => Promise<unknown>;
  readonly clock: Clock;
  /** How often this fault has met a call before. */
  readonly times: number;
  /** Keeps what goes on after the run. */
  later(work: Promise<unknown>): void;
}
export interface Kind {
  readonly name: string;
  /** How many calls of the same step and operation it meets, from the one on that it is meant for. */
  readonly times: number;
  /** Then it meets all calls of the run. */
  readonly isForAll?: true;
  /** Whether the run may end with a failure. It must, where it has to. */
  readonly exit: 0 | 1;
  /** Where AWS refuses the creation of what depends on it; else every mutating call. */
  readonly only?: (call: Call) => boolean;
  strike(it: Struck): Promise<unknown>;
}

const error = (name: string, httpStatusCode: number, message = 'a fault of the matrix') =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
/** The connection broke before an answer came. */
const lost = () =>
  Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET', errno: -104 });
const timeout = () => Object.assign(new Error('no answer within 60 s'), { name: 'TimeoutError', code: 'ETIMEDOUT' });

const throttling: { readonly [service: string]: string } = { ec2: 'RequestLimitExceeded' };
const denied: { readonly [service: string]: string } = { ec2: 'UnauthorizedOperation' };
const expired: { readonly [service: string]: string } = { ec2: 'RequestExpired' };

/** How each service says that something does not exist, where it need not say more. */
const notFoundCodes: { readonly [service: string]: string } = {
  ec2: 'InvalidVpcID.NotFound',
  iam: 'NoSuchEntityException',
  ecr: 'RepositoryNotFoundException',
  ecs: 'ClusterNotFoundException',
  logs: 'ResourceNotFoundException',
  elbv2: 'LoadBalancerNotFound',
  apigatewayv2: 'NotFoundException',
  servicediscovery: 'NamespaceNotFound',
  autoscaling: 'ValidationError',
};
const notFound = (service: string) => error(notFoundCodes[service] ?? 'ResourceNotFoundException', 400, 'not found');

/** What goes wrong with one mutating call. */
export const callFaults: readonly Kind[] = [
  {
    name: 'answer lost',
    times: 1,
    exit: 0,
    async strike({ send }) {
      await send().catch(() => {});
      throw lost();
    },
  },
  {
    name: '500, not executed',
    times: 3,
    exit: 0,
    async strike({ times, call }) {
      // A create is sent three times at most while nobody knows whether it was executed.
      if (call.isCreate && times > 1) throw error('ThrottlingException', 400);
      throw error('InternalFailure', 500);
    },
  },
  {
    name: '503, executed',
    times: 1,
    exit: 0,
    async strike({ send }) {
      await send().catch(() => {});
      throw error('ServiceUnavailable', 503);
    },
  },
  {
    name: 'throttled',
    times: 5,
    exit: 0,
    async strike({ call: { service } }) {
      throw error(throttling[service] ?? 'ThrottlingException', 400, 'Rate exceeded');
    },
  },
  {
    name: 'answer too late',
    times: 1,
    exit: 0,
    async strike({ send, clock }) {
      await send().catch(() => {});
      await clock.sleep(60_000);
      throw timeout();
    },
  },
  {
    name: 'executed 75 s late',
    times: 1,
    exit: 0,
    async strike({ send, clock, later }) {
      later(
        clock
          .sleep(75_000)
          .then(send)
          .catch(() => {}),
      );
      throw lost();
    },
  },
  {
    name: 'denied once',
    times: 1,
    exit: 1,
    async strike({ call: { service } }) {
      throw error(denied[service] ?? 'AccessDeniedException', 403, 'not authorized to perform this operation');
    },
  },
  {
    name: 'token expired',
    times: Infinity,
    isForAll: true,
    exit: 1,
    async strike({ call: { service } }) {
      throw error(expired[service] ?? 'ExpiredTokenException', 400, 'The security token has expired');
    },
  },
  {
    name: 'not found for a while',
    times: 3,
    exit: 0,
    only: ({ isCreate }) => isCreate,
    async strike({ call: { service } }) {
      throw error(notFoundCodes[service] ?? 'ResourceNotFoundException', 400, 'group does not exist');
    },
  },
  {
    name: 'wrong "not found"',
    times: 1,
    exit: 0,
    only: ({ operation }) => /^(Delete|Release|Detach|Disassociate|Revoke|Deregister|Terminate)/.test(operation),
    async strike({ call: { service } }) {
      throw notFound(service);
    },
  },
];

/** The answer to a create is lost, and what it made is not shown by its tags for 30 s. */
export const laggingTags = 'tags lag';
/** One read is answered wrongly. */
export const wrongNotFound: Kind = {
  name: 'read: wrong "not found"',
  times: 1,
  exit: 0,
  async strike({ call: { service } }) {
    throw notFound(service);
  },
};
/** All reads of one step are answered so for longer than anybody waits: a second one may be made, and goes again. */
export const notFoundForLong = 'reads: not found for 25 s';
/** The same of the one resource alone: what is made in its place is shown at once, and what lay in it is made anew. */
export const unlistedForLong = 'reads: unlisted for 40 s';
export { lost, notFound };
