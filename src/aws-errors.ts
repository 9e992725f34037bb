import type { Verb } from './step.js';

/**
 * What an error of AWS means for what was being done. One table, so that no step decides by itself.
 *
 * `gone`: what was asked for does not exist. `taken`: the name is in use. `throttled`: not executed, slow down.
 * `unclear`: it may or may not have been executed. `not-yet`: something it refers to is not visible everywhere yet.
 * `in-use`: something still refers to it. `refused`: trying again would not help.
 */
export type Meaning = 'gone' | 'taken' | 'throttled' | 'unclear' | 'not-yet' | 'in-use' | 'refused';

interface Row {
  readonly means: Meaning;
  readonly code: RegExp;
  /** Where the code alone says too little. */
  readonly message?: RegExp;
  /** Where the verb decides; all verbs unless told. */
  readonly verbs?: readonly Verb[];
}

const looking: readonly Verb[] = ['read', 'find', 'delete', 'retag'];
const making: readonly Verb[] = ['create', 'update'];

/** AWS's many words for "does not exist". EC2 spells some in several cases (`InvalidSubnetId.NotFound`). */
const notFound =
  /^(Invalid\w*\.NotFound|NatGatewayNotFound|Gateway\.NotAttached|NoSuchEntity(Exception)?|ResourceNotFoundException|NotFoundException|NamespaceNotFound|ServiceNotFound|InstanceNotFound|OperationNotFound|ServiceNotFoundException|ServiceNotActiveException|ClusterNotFoundException|\w+NotFound(Exception)?)$/i;

/** The first row that fits decides. Sources: each service's API reference; the messages as AWS has sent them. */
const table: readonly Row[] = [
  { means: 'throttled', code: /^(RequestLimitExceeded|EC2ThrottledException|Throttl\w+|TooManyRequestsException|RequestThrottled\w*|SlowDown|PriorRequestNotComplete)$/ },
  { means: 'refused', code: /^NotImplemented$/ },
  // An answer without the id it should have: something was made.
  { means: 'unclear', code: /^IncompleteAnswer$/ },
  { means: 'refused', code: /^ServiceNotActiveException$/, verbs: ['update'] },
  // What AWS has published does not appear by waiting, nor does a machine it has not got; the latter it says as a 500.
  { means: 'refused', code: /^(ParameterNotFound|InvalidAMIID\.NotFound|Insufficient\w*Capacity)$/, verbs: making },
  // What another caller, or an earlier request of ours, is doing to it at this moment.
  { means: 'in-use', code: /^(DuplicateRequest|InstanceNotFound)$/, verbs: ['delete'] },
  { means: 'not-yet', code: /^ConflictException$/, message: /concurrent|try again/i, verbs: [...making, 'retag'] },

  { means: 'gone', code: notFound, verbs: looking },
  { means: 'gone', code: /^ClientException$/, message: /unable to describe task definition|does not exist/i, verbs: looking },
  { means: 'gone', code: /^ValidationError$/, message: /not found/i, verbs: looking },
  { means: 'not-yet', code: notFound, verbs: making },
  { means: 'not-yet', code: /^InvalidParameterException$/, message: /service linked role|unable to assume|does not have an associated load balancer/i, verbs: making },
  { means: 'not-yet', code: /^MalformedPolicyDocument(Exception)?$/, message: /invalid principal/i, verbs: making },
  { means: 'not-yet', code: /^(InvalidParameterValue|ValidationError)$/, message: /iam instance profile/i, verbs: making },
  // Auto Scaling says in words what EC2 does not know of yet; an image is not among that.
  { means: 'not-yet', code: /^ValidationError$/, message: /\b(template|group|subnet)\b[^.]*does not exist/i, verbs: making },
  { means: 'not-yet', code: /^ServiceLinkedRoleFailure$/, verbs: making },
  { means: 'not-yet', code: /^ClientException$/, message: /cluster was not active/i, verbs: making },
  // Re-creating an endpoint or a namespace's zone shortly after its deletion.
  { means: 'not-yet', code: /^InvalidParameter$/, message: /conflicting DNS domain/i, verbs: ['create'] },
  { means: 'not-yet', code: /^(ConcurrentModification(Exception)?|ConcurrentMutationLimitExceeded|OperationInProgress|OperationAborted(Exception)?|UpdateInProgressException|DuplicateRequest)$/, verbs: [...making, 'retag'] },

  // Two rules of one listener that are changing places, each in a step of its own.
  { means: 'not-yet', code: /^PriorityInUse(Exception)?$/, verbs: ['update'] },

  { means: 'taken', code: /^(\w*AlreadyExists(Exception|Fault)?|\w+\.Duplicate|Duplicate\w+|\w+\.AlreadyAssociated|InvalidSubnet\.Conflict|PriorityInUse\w*)$/, verbs: ['create'] },
  { means: 'taken', code: /^\w+\.AlreadyExistsException$/, verbs: ['create'] },
  { means: 'taken', code: /^ClientException$/, message: /capacity provider already exists/i, verbs: ['create'] },
  { means: 'taken', code: /^InvalidParameterException$/, message: /not idempotent/i, verbs: ['create'] },
  { means: 'taken', code: /^ConflictException$/, verbs: ['create'] },
  { means: 'taken', code: /^InvalidInput(Exception)?$/, message: /has been taken in this account/i, verbs: ['create'] },

  { means: 'in-use', code: /^(DependencyViolation|\w*\.InUse|\w*InUse(Exception|Fault)?|DeleteConflict(Exception)?|ClusterContains\w+Exception|UpdateInProgressException|ScalingActivityInProgress(Fault)?|ConflictException|OperationAborted(Exception)?|OperationInProgress|ConcurrentModification(Exception)?|ConcurrentMutationLimitExceeded)$/, verbs: ['delete', 'update'] },
  // An Elastic IP that a NAT gateway still holds: EC2 says that it is not ours to release.
  { means: 'in-use', code: /^AuthFailure$/, message: /do not have permission to access the specified resource/i, verbs: ['delete'] },
  // A cluster whose capacity providers are still being taken off.
  { means: 'in-use', code: /^ClientException$/, message: /cannot be deleted while/i, verbs: ['delete'] },
  { means: 'in-use', code: /^BadRequestException$/, message: /referenced in/i, verbs: ['delete'] },
  { means: 'in-use', code: /^InvalidParameterException$/, message: /cannot be stopped while deployments are active/i, verbs: ['delete'] },
];

/** AWS's code on the wire where there is one (`NoSuchEntity`), else the error's name. */
export const codeOf = (error: unknown): string => {
  const { Code, name, code } = (error ?? {}) as { Code?: unknown; name?: unknown; code?: unknown };
  return [Code, name === 'Error' ? code : name, name].find((it): it is string => typeof it === 'string') ?? 'Error';
};

/** What the error of a call made by `verb` means. */
export function meaningOf(error: unknown, verb: Verb): Meaning {
  const code = codeOf(error);
  const message = messageOf(error);
  const row = table.find(
    (row) => row.code.test(code) && (row.message?.test(message) ?? true) && (row.verbs?.includes(verb) ?? true),
  );
  if (row) return row.means;
  return mayHaveHappened(error) ? 'unclear' : 'refused';
}

/** No answer, or one that says AWS itself failed: the call may have been executed all the same. */
function mayHaveHappened(error: unknown): boolean {
  const { $metadata, $response, name, code, errno } = (error ?? {}) as {
    $metadata?: { httpStatusCode?: number };
    $response?: { statusCode?: number };
    name?: string;
    code?: string;
    errno?: unknown;
  };
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  // A success whose body could not be read was a success all the same.
  if (status !== undefined) return (status >= 500 && status !== 501) || status < 300;
  return errno !== undefined || name === 'TimeoutError' || /^(E[A-Z]+|UND_ERR_\w+)$/.test(code ?? '');
}

export const messageOf = (error: unknown): string => {
  const { message } = (error ?? {}) as { message?: unknown };
  return typeof message === 'string' && message !== '' ? message : String(error);
};

/** AWS's id of the failed request, which its support asks for. */
export const requestIdOf = (error: unknown): string | undefined =>
  (error as { $metadata?: { requestId?: string } } | null)?.$metadata?.requestId;

const calls = new WeakMap<object, { readonly service: string; readonly operation: string }>();

/** Notes which call an error is the answer to: the SDK's errors do not say. */
export function noteCall(error: unknown, service: string, operation: string): void {
  if (typeof error === 'object' && error !== null) calls.set(error, { service, operation });
}
/** The call that ended in this error, where it was noted. */
export const callOf = (error: unknown): { readonly service?: string; readonly operation?: string } =>
  (typeof error === 'object' && error !== null && calls.get(error)) || {};
