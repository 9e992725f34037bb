import { nounOf, serviceName } from '../../nouns.js';
import type { Verb } from '../../step.js';
import { heldLines } from '../holders.js';
import { commandLine, type Run } from '../run.js';
import { oneLine } from '../text.js';
import { kept, quoted, type Of, type Words } from './words.js';

type Rejected = Of<'step-rejected'>;

const doing: Readonly<Record<Verb, string>> = {
  create: 'create', find: 'look for', read: 'look at', update: 'change', retag: 'tag', delete: 'delete',
};

/** What a step itself has found to be in the way: AWS has refused nothing, and its own errors have names. */
export const isOwnFinding = ({ aws, operation }: Rejected): boolean => aws === 'Error' && operation === undefined;

const cannot: Readonly<Record<Verb, string>> = {
  create: 'used', find: 'looked for', read: 'looked at', update: 'changed', retag: 'tagged', delete: 'deleted',
};

/** AWS refused a call: which, why in its own words, and what the code usually means. */
export function stepRejected(failure: Rejected, run?: Run): Words {
  const { step, resource, verb, aws, message, requestId } = failure;
  if (isOwnFinding(failure)) {
    return {
      title: `${step}: the ${nounOf(resource)} cannot be ${cannot[verb]}.`,
      lines: [oneLine(message), kept],
      next: commandLine(run?.command ?? (verb === 'delete' ? 'down' : 'up'), run),
    };
  }
  const who = `${serviceName(failure.service)} refused to ${doing[verb]} the ${nounOf(resource)}`;
  const again = commandLine(run?.command ?? (verb === 'delete' ? 'down' : 'up'), run);
  return {
    title: `${step}: ${who} (${aws}).`,
    lines: [
      ...(failure.operation ? [`${failure.operation} answered ${quoted(message)}`] : [`AWS says ${quoted(message)}`]),
      ...hints(failure, run),
      ...(requestId ? [`AWS's request id: ${requestId}`] : []),
      kept,
    ],
    next: again,
  };
}

/**
 * Error codes and what they usually mean for the person who reads them.
 * Source: each service's API reference, and https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
const meanings: readonly (readonly [code: RegExp, hints: (failure: Rejected, run?: Run) => string[]])[] = [
  [
    /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized(Exception)?|AuthorizationError)$/,
    (failure, run) => [denied(failure), `All that the stack needs: \`${commandLine('policy', run)}\`.`],
  ],
  [
    /^(RequestLimitExceeded|EC2ThrottledException|Throttl\w*|TooManyRequestsException|RequestThrottled\w*|SlowDown)$/,
    () => ['Calls came faster than AWS takes them, also after waiting. Try again later, or with --concurrency 2.'],
  ],
  [
    /(LimitExceeded|QuotaExceeded)(Exception|Fault)?$/,
    ({ service }) => [
      'A quota of this account is used up. Delete what is not needed, or raise it: Service Quotas console, ' +
        `${serviceName(service)}.`,
    ],
  ],
  [
    /^(ExpiredToken|RequestExpired|InvalidClientTokenId|UnrecognizedClient|AuthFailure|SignatureDoesNotMatch)(Ex.*)?$/,
    () => ['The credentials are expired or wrong: sign in again (`aws sso login`), or choose others with --profile.'],
  ],
  [
    /^PriorityInUse/,
    () => ['A rule that this stack did not make has that priority. Remove it, or choose another priority in the config.'],
  ],
  [
    /^DependencyViolation$|InUse(Exception|Fault)?$/,
    ({ heldBy = [] }) => heldLines(heldBy),
  ],
  [
    /^OptInRequired$/,
    () => ['The account is not signed up for this service, or the region is not enabled for it.'],
  ],
];

/** The first that fits: `RequestLimitExceeded` is a matter of speed, not of a quota. */
const hints = (failure: Rejected, run?: Run): string[] =>
  meanings.find(([code]) => code.test(failure.aws))?.[1](failure, run) ?? [];

function denied(failure: Rejected): string {
  const action = missingAction(failure);
  return action ? `The permission ${action} is missing.` : 'A permission is missing.';
}

/**
 * The IAM action that was denied. What AWS's own message names goes first: it knows better than the operation (the
 * action behind RegisterTaskDefinition may be `iam:PassRole`).
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
function missingAction({ message, service, operation }: Rejected): string | undefined {
  const named = /not authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)/.exec(message)?.[1];
  if (named) return named;
  if (!service || !operation) return undefined;
  if (service === 'apigatewayv2') return `apigateway:${httpVerb(operation)}`;
  return `${service === 'elbv2' ? 'elasticloadbalancing' : service}:${operation}`;
}

/**
 * API Gateway's actions are HTTP methods.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html
 */
function httpVerb(operation: string): string {
  if (operation.startsWith('Get')) return 'GET';
  if (operation.startsWith('Update')) return 'PATCH';
  if (operation.startsWith('Delete') || operation.startsWith('Untag')) return 'DELETE';
  return 'POST';
}
