import { iamAction } from '../../aws/names.js';
import { displayName, serviceName } from '../../display-names.js';
import { unknownCredentials } from '../../facts/opt-in-regions.js';
import type { Verb } from '../../step.js';
import { quotas, quotasBehind } from '../../facts/quotas.js';
import { heldLines } from '../holders.js';
import { quotaLines } from './quota.js';
import { commandLine, type Run } from '../run.js';
import { oneLine } from '../text.js';
import { kept, quoted, type Line, type Of, type Words } from './words.js';

type Rejected = Of<'step-rejected'>;

const doing: Readonly<Record<Verb, string>> = {
  create: 'create',
  find: 'look for',
  read: 'read',
  update: 'change',
  retag: 'tag',
  delete: 'delete',
};

/** Whether a step itself found the reason, without a call that AWS refused. AWS's errors always have names. */
export const isOwnFinding = ({ aws, operation }: Rejected): boolean => aws === 'Error' && operation === undefined;

const cannot: Readonly<Record<Verb, string>> = {
  create: 'used',
  find: 'looked for',
  read: 'read',
  update: 'changed',
  retag: 'tagged',
  delete: 'deleted',
};

/** AWS refused a call: the operation, AWS's reason, and what the error code usually means. */
export function stepRejected(failure: Rejected, run?: Run): Words {
  const { step, resource, verb, aws, message, requestId } = failure;
  if (isOwnFinding(failure)) {
    return {
      // Whether it exists is what was looked for.
      title: `${step}: the ${displayName(resource).replace(/^existing /, '')} cannot be ${cannot[verb]}.`,
      lines: [oneLine(message), ...(run?.command === 'plan' ? [] : [kept])],
      next: commandLine(run?.command ?? (verb === 'delete' ? 'down' : 'up'), run),
    };
  }
  const who = `${serviceName(failure.service)} refused to ${doing[verb]} the ${displayName(resource)}`;
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
const meanings: readonly (readonly [code: RegExp, hints: (failure: Rejected, run?: Run) => Line[]])[] = [
  [
    /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized(Exception)?|AuthorizationError)$/,
    (failure, run) => [
      denied(failure),
      run?.command === 'run'
        ? `A policy with all that it takes to run a task: \`${commandLine('policy run', run)}\`.`
        : `A policy with all permissions that the stack needs: \`${commandLine('policy', run)}\`.`,
    ],
  ],
  [
    /^(RequestLimitExceeded|EC2ThrottledException|Throttl\w*|TooManyRequestsException|RequestThrottled\w*|SlowDown)$/,
    () => ['AWS throttled the calls, even after waiting. Try again later, or with --concurrency 2.'],
  ],
  [/(LimitExceeded|QuotaExceeded)(Exception|Fault)?$/, (failure) => [limitHint(failure)]],
  [
    unknownCredentials,
    () => [
      'The credentials are wrong: sign in again (`aws sso login`), or choose others with --profile. Or the account has not ' +
        'enabled this region, which then refuses all credentials: `aws account list-regions --region us-east-1`.',
    ],
  ],
  [
    /^(ExpiredToken|RequestExpired|SignatureDoesNotMatch)(Ex.*)?$/,
    () => ['The credentials are expired or wrong: sign in again (`aws sso login`), or choose others with --profile.'],
  ],
  [
    /^PriorityInUse/,
    () => [
      'A rule that this stack did not make has that priority. Remove it, or choose another priority in the config. Where the ' +
        'config says none, the next run chooses another one.',
    ],
  ],
  [/^DependencyViolation$|InUse(Exception|Fault)?$/, ({ heldBy = [] }) => heldLines(heldBy)],
  [
    /^PendingVerification$/,
    () => [
      'AWS is still verifying the account, which is new. That takes minutes, four hours at most; an e-mail tells when it is ' +
        'done. Until then EC2 makes nothing in this region.',
    ],
  ],
  [
    /^Blocked(Exception)?$/,
    () => [
      'AWS has blocked the account: a payment is due, or its e-mail address is not verified. AWS Support lifts that: ' +
        'https://support.console.aws.amazon.com/',
    ],
  ],
  [/^OptInRequired$/, () => ['The account is not signed up for this service, or the region is not enabled for it.']],
];

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html */
const roleOfEcs =
  'ECS makes its own role at its first use in an account, where the caller has iam:CreateServiceLinkedRole. Somebody who ' +
  'has it can make the role: `aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com`.';

/**
 * Believed: reports of new accounts say so, no document does. The code is OperationNotPermitted, which ELB also has for
 * deletion protection.
 */
const noLoadBalancers =
  'A new account may make no load balancers until AWS allows it. Ask AWS Support for that (a case of the kind "account and ' +
  'billing" costs nothing), or use a blueprint without one: cloud-map-public.';

/** What keeps it, where that is known; else the hints of the first entry that fits: `RequestLimitExceeded` is about throttling, not about a quota. */
const hints = (failure: Rejected, run?: Run): Line[] =>
  failure.heldBy && failure.heldBy.length > 0
    ? heldLines(failure.heldBy)
    : /service.linked role/i.test(failure.message) && failure.service === 'ecs'
      ? [roleOfEcs]
      : /does not support creating load balancers/i.test(failure.message)
        ? [noLoadBalancers]
        : (quotaHint(failure) ?? meanings.find(([code]) => code.test(failure.aws))?.[1](failure, run) ?? []);

/** The quota that the call was refused for; undefined where it is none that is known. */
function quotaHint({ service, operation, aws, message }: Rejected): Line[] | undefined {
  const behind = quotasBehind({ service, operation, error: aws, message });
  return behind.length > 0 ? behind.flatMap((name) => quotaLines(name, quotas[name].value)) : undefined;
}

const limitHint = ({ service }: Rejected): string =>
  'A quota of this account is used up. Delete what is not needed, or raise it: Service Quotas console, ' +
  `${serviceName(service)}.`;

function denied(failure: Rejected): string {
  const action = missingAction(failure);
  return action ? `The permission ${action} is missing.` : 'A permission is missing.';
}

/**
 * The IAM action that was denied. An action that AWS's message names comes first, because it may differ from the
 * operation: RegisterTaskDefinition may lack `iam:PassRole`.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
function missingAction({ message, service, operation }: Rejected): string | undefined {
  const named = /not authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)/.exec(message)?.[1];
  if (named) return named;
  if (!service || !operation) return undefined;
  if (service === 'apigatewayv2') return iamAction(service, httpVerb(operation));
  return iamAction(service, operation);
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
