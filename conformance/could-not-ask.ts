import { codeOf } from '../src/aws-errors.js';

/**
 * Whether an error says nothing about the expectation: the caller may not, the account has no room, nobody was reached.
 * Each code is one that AWS's services share, or that the SDK gives without an answer.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html, the section on common errors of
 * each service's API reference.
 */
export function couldNotAsk(error: unknown): boolean {
  return reasons.test(codeOf(error)) || isOutOfReach(error);
}

const reasons =
  /^(AccessDenied\w*|UnauthorizedOperation|AuthFailure|AuthorizationError|NotAuthorized|\w*Throttl\w*|RequestLimitExceeded|TooManyRequestsException|SlowDown|\w*LimitExceeded\w*|\w+Quota\w*|TooMany\w+|PendingVerification|OptInRequired|Blocked|BlockedException|SubscriptionRequiredException|Expired\w*|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|CredentialsProviderError|Insufficient\w*Capacity|Service\w*Unavailable\w*|InternalError|InternalFailure|InternalServerError|InternalServerException|ServerException|NotImplemented)$/i;

const isOutOfReach = (error: unknown): boolean =>
  /^(TimeoutError|ECONN\w+|ENOTFOUND|EAI_AGAIN|EPIPE|ForeignAnswer\w*)$/.test(codeOf(error));
