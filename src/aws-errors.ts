import type { Verb } from './step.js';
import { plainText } from './plain-text.js';

/**
 * What an error of AWS means for the verb that got it. There is one table, so that no step decides for itself.
 *
 * `gone`: what was asked for does not exist. `taken`: the name is in use. `throttled`: not executed, slow down.
 * `unclear`: it may or may not have been executed. `not-yet`: something it refers to is not visible everywhere yet.
 * `already`: it is as an update wants it, though a read may not show it yet.
 * `in-use`: something still refers to it. `leaving`: the name is that of something that is being deleted.
 * `refused`: trying again would not help.
 */
export type Meaning =
  'gone' | 'taken' | 'throttled' | 'unclear' | 'not-yet' | 'already' | 'in-use' | 'leaving' | 'refused';

/** How long ago a run made things, in seconds. Infinity where it made none, or where nobody knows when. */
export interface Ages {
  /** The youngest of what the text names by an id or an ARN. */
  named(text: string): number;
  /** The youngest of a type, `role` for example. */
  ofType(type: string): number;
}
/** Nothing is new. */
const allOld: Ages = { named: () => Infinity, ofType: () => Infinity };

interface Row {
  readonly means: Meaning;
  readonly code: RegExp;
  /** Set where the code alone is ambiguous. */
  readonly message?: RegExp;
  /** The verbs that the row holds for; all of them where absent. */
  readonly verbs?: readonly Verb[];
  /** Set where the row holds only for what is new. */
  isNew?(ages: Ages, message: string): boolean;
  /** For how many seconds to repeat the verb, where that differs from what the meaning grants. */
  readonly seconds?: number;
}

const looking: readonly Verb[] = ['read', 'find', 'delete', 'retag'];
const making: readonly Verb[] = ['create', 'update'];

/**
 * Seconds after which all of AWS knows a new role. Reports say "several seconds"; 30 s have been seen.
 * Sources: https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/414, https://github.com/pulumi/pulumi-awsx/issues/927
 */
const roleSeconds = 60;
/**
 * Seconds after which a service knows what another service has made. The Terraform provider waits for two minutes, as a rule.
 * Source: https://github.com/hashicorp/terraform-provider-aws, `propagationTimeout` of `internal/service`
 */
const newSeconds = 120;

/** AWS's many words for "does not exist". EC2 spells some in several cases (`InvalidSubnetId.NotFound`). */
const notFound =
  /^(Invalid\w*\.NotFound(Exception)?|NatGatewayNotFound|Gateway\.NotAttached|NoSuchEntity(Exception)?|ResourceNotFoundException|NotFoundException|NamespaceNotFound|ServiceNotFound|InstanceNotFound|OperationNotFound|ServiceNotFoundException|ServiceNotActiveException|ClusterNotFoundException|\w+NotFound(Exception)?|NoSuchHostedZone|NoSuchChange)$/i;

/** The first row that fits decides. Sources: each service's API reference; the messages as AWS has sent them. */
const table: readonly Row[] = [
  {
    means: 'throttled',
    code: /^(RequestLimitExceeded|EC2ThrottledException|Throttl\w+|TooManyRequestsException|RequestThrottled\w*|SlowDown|PriorRequestNotComplete)$/,
  },
  { means: 'refused', code: /^NotImplemented$/ },
  // The answer lacks the id that it must have: something was made.
  { means: 'unclear', code: /^IncompleteAnswer$/ },
  { means: 'refused', code: /^ServiceNotActiveException$/, verbs: ['update'] },
  // Waiting does not help where AWS has published no such parameter or image, or lacks capacity. It reports the latter
  // as a 500.
  { means: 'refused', code: /^(ParameterNotFound|InvalidAMIID\.NotFound|Insufficient\w*Capacity)$/, verbs: making },
  // Application Auto Scaling passes on that CloudWatch is asked too often, for the alarms of a policy.
  { means: 'throttled', code: /^FailedResourceAccessException$/, message: /rate exceeded/i },
  // Other registrations of the same family are under way: it was not executed.
  // Source: https://github.com/hashicorp/terraform-provider-aws/issues/9777
  { means: 'throttled', code: /^ClientException$/, message: /too many concurrent attempts/i },
  // Another caller, or an earlier request of ours, is working on it at this moment.
  { means: 'in-use', code: /^(DuplicateRequest|InstanceNotFound)$/, verbs: ['delete'] },
  { means: 'not-yet', code: /^ConflictException$/, message: /concurrent|try again/i, verbs: [...making, 'retag'] },
  // A quota of API Gateway. Source: https://github.com/anomalyco/sst/issues/4522
  { means: 'refused', code: /^ConflictException$/, message: /^maximum number of/i, verbs: making },

  // A version of a launch template, made a moment ago. The template itself is there.
  { means: 'not-yet', code: /^InvalidLaunchTemplate(Id|Name)\.VersionNotFound(Exception)?$/ },

  // A service that is about to use a new role asks IAM whether the caller may pass it on. IAM does not know the role
  // there yet, and denies it as it denies what is not allowed. RunInstances names the role in a text that only STS can
  // decode, and Auto Scaling names the launch template.
  // Source: https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/414
  {
    means: 'not-yet',
    code: /^(AccessDenied(Exception)?|UnauthorizedOperation)$/,
    message: /iam:PassRole on resource/i,
    verbs: making,
    isNew: (ages, message) => ages.named(message) < roleSeconds,
  },
  // RunTask asks STS for the roles of a task at once. A service tries that again by itself; a single task is refused.
  // Source of the text and of the time: https://github.com/pulumi/pulumi-awsx/issues/927. That it is a ClientException is believed.
  {
    means: 'not-yet',
    code: /^(ClientException|InvalidParameterException)$/,
    message: /unable to assume the role '/i,
    verbs: making,
    isNew: (ages, message) => ages.named(message) < roleSeconds,
  },
  {
    means: 'not-yet',
    code: /^(AccessDenied(Exception)?|UnauthorizedOperation|ValidationError|ClientException)$/,
    message: /not authorized to use launch template|encoded authorization failure|role is not valid/i,
    verbs: making,
    isNew: (ages, message) => !/iam:PassRole on/i.test(message) && ages.ofType('role') < roleSeconds,
  },
  // EventBridge Scheduler tries out whether it can take a role on, and says the same of one that it does not know yet.
  // Source: https://github.com/hashicorp/terraform-provider-aws, `internal/service/scheduler/retry.go`
  {
    means: 'not-yet',
    code: /^ValidationException$/,
    message: /must allow AWS EventBridge Scheduler to assume/i,
    verbs: making,
    isNew: (ages) => ages.ofType('role') < roleSeconds,
  },

  { means: 'gone', code: notFound, verbs: looking },
  {
    means: 'gone',
    code: /^ClientException$/,
    message: /unable to describe task definition|does not exist/i,
    verbs: looking,
  },
  { means: 'gone', code: /^ValidationError$/, message: /not found/i, verbs: looking },
  { means: 'not-yet', code: notFound, verbs: making },
  { means: 'not-yet', code: /^ValidationError$/, message: /not found/i, verbs: ['update'] },
  // ECS makes its role at the first use in an account, and refuses what needs it until it can assume it.
  // Sources: https://github.com/hashicorp/terraform-provider-aws/issues/11417 (CreateService),
  // https://github.com/hashicorp/terraform-provider-aws/issues/15452 (CreateCluster),
  // https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/26 (CreateCapacityProvider)
  {
    means: 'not-yet',
    code: /^(InvalidParameter|Client)Exception$/,
    message: /service.linked role/i,
    verbs: making,
  },
  {
    means: 'not-yet',
    code: /^InvalidParameterException$/,
    message: /unable to assume|does not have an associated load balancer/i,
    verbs: making,
  },
  { means: 'not-yet', code: /^MalformedPolicyDocument(Exception)?$/, message: /invalid principal/i, verbs: making },
  {
    means: 'not-yet',
    code: /^(InvalidParameterValue|ValidationError)$/,
    message: /iam instance profile/i,
    verbs: making,
  },
  // Auto Scaling names in its message what EC2 does not know yet. A missing image is not meant: it never appears.
  {
    means: 'not-yet',
    code: /^ValidationError$/,
    message: /\b(template|group|subnet)\b[^.]*does not exist/i,
    verbs: making,
  },
  // An instance has left the group since the verb looked, because ECS has scaled it in, or is just coming: the verb looks
  // again. Source: https://github.com/hashicorp/terraform-provider-aws/pull/35071
  {
    means: 'not-yet',
    code: /^ValidationError$/,
    message: /is not part of Auto Scaling group|is not in InService/i,
    verbs: ['update'],
  },
  { means: 'not-yet', code: /^ServiceLinkedRoleFailure$/, verbs: making },
  { means: 'not-yet', code: /^ClientException$/, message: /cluster was not active/i, verbs: making },
  // An endpoint or a namespace's zone is created again shortly after its deletion.
  { means: 'not-yet', code: /^InvalidParameter$/, message: /conflicting DNS domain/i, verbs: ['create'] },
  {
    means: 'not-yet',
    code: /^(ConcurrentModification(Exception)?|ConcurrentMutationLimitExceeded|OperationInProgress|OperationAborted(Exception)?|DuplicateRequest|IncorrectState)$/,
    verbs: [...making, 'retag'],
  },
  // The capacity providers of a cluster are being attached or taken off.
  // Source: https://github.com/hashicorp/terraform-provider-aws, `internal/service/ecs/cluster_capacity_providers.go`
  {
    means: 'not-yet',
    code: /^(UpdateInProgressException|ResourceInUseException)$/,
    verbs: [...making, 'retag'],
    seconds: 600,
  },

  // Application Auto Scaling does not know a new service of ECS at once, nor can it assume its own new role. Both rows are what
  // the Terraform provider repeats. An update that is pending is an error of the server there (500), but was not executed.
  // Sources: https://github.com/hashicorp/terraform-provider-aws, `internal/service/appautoscaling` (`target.go`, `policy.go`),
  // https://github.com/spinnaker/spinnaker/issues/4371,
  // https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html#API_RegisterScalableTarget_Errors
  {
    means: 'not-yet',
    code: /^ValidationException$/,
    message: /ECS service doesn't exist|unable to assume IAM role/i,
    verbs: making,
    isNew: (ages) => ages.ofType('ecs-service') < newSeconds,
  },
  {
    means: 'not-yet',
    code: /^(ConcurrentUpdateException|FailedResourceAccessException)$/,
    verbs: [...making, 'retag'],
  },

  // Each service has words of its own for what EC2 has made and it does not know yet. So one row is for all of them: it
  // holds where the message names what was made a moment ago. Messages about zones say what will not change.
  // Sources: https://github.com/openshift/installer/issues/1110 (`InvalidSubnet: VPC … has no internet gateway`),
  // https://github.com/hashicorp/terraform/issues/1283, https://github.com/hashicorp/terraform/issues/958
  { means: 'refused', code: /^InvalidParameter$/, message: /does not support the availability zone/i, verbs: making },
  {
    means: 'not-yet',
    code: /^(Invalid(Subnet|SecurityGroup|ConfigurationRequest)(Exception)?|InvalidParameter(Value|Exception)?|BadRequestException|ClientException|InvalidInput|ValidationError|ValidationException)$/,
    message: /not (be )?(exist|found|visible|available|attached|known)|no internet gateway|invalid|retrieving/i,
    verbs: making,
    isNew: (ages, message) => ages.named(message) < newSeconds,
  },
  // Elastic Load Balancing does not say which group it does not know.
  {
    means: 'not-yet',
    code: /^Invalid(SecurityGroup|ConfigurationRequest)(Exception)?$/,
    message: /security groups? (are|is) invalid|security groups? do(es)? not exist/i,
    verbs: making,
    isNew: (ages) => ages.ofType('security-group') < newSeconds,
  },

  // An update that was executed and whose answer was lost is sent again, where a read does not show yet what it did.
  { means: 'already', code: /^InvalidPermission\.Duplicate$/, verbs: ['update'] },
  { means: 'already', code: /^LimitExceeded/, message: /InstanceSessionsPerInstanceProfile/, verbs: ['update'] },

  // Elastic Load Balancing does not know yet that a certificate was issued, and refuses it as one that never was.
  // Source: https://github.com/hashicorp/terraform-provider-aws/issues/41789
  { means: 'not-yet', code: /^UnsupportedCertificate(Exception)?$/, verbs: making, seconds: 120 },
  // A batch of Route 53's says what is in its way in words only. Sources: `src/sandbox/services/route53/change-batch.ts`
  {
    means: 'taken',
    code: /^InvalidChangeBatch$/,
    message: /already exists|conflicts with other records|conflicting RRSet/i,
    verbs: ['create'],
  },
  { means: 'gone', code: /^InvalidChangeBatch$/, message: /but it was not found/i, verbs: ['delete'] },
  // Somebody has changed the record since the verb looked: it looks again.
  { means: 'not-yet', code: /^InvalidChangeBatch$/, message: /do not match the current values/i, verbs: ['delete'] },
  // Source: https://github.com/hashicorp/terraform-provider-aws, `internal/service/apigateway`; its version 1 answers
  // BadRequestException
  {
    means: 'taken',
    code: /^BadRequestException$/,
    message: /domain name you provided already exists/i,
    verbs: ['create'],
  },
  // A mapping of a domain leads to the stage or the API. Sources: https://github.com/gruntwork-io/cloud-nuke/issues/370;
  // https://github.com/amplify-education/serverless-domain-manager/issues/406
  {
    means: 'in-use',
    code: /^BadRequestException$/,
    message: /remove all (base path|API) mappings/i,
    verbs: ['delete'],
  },

  // Two rules of one listener exchange their priorities, each in a step of its own.
  { means: 'not-yet', code: /^PriorityInUse(Exception)?$/, verbs: ['update'] },

  {
    means: 'taken',
    code: /^(\w*AlreadyExists(Exception|Fault)?|\w+\.Duplicate|Duplicate\w+|\w+\.AlreadyAssociated|InvalidSubnet\.Conflict|PriorityInUse\w*)$/,
    verbs: ['create'],
  },
  { means: 'taken', code: /^\w+\.AlreadyExistsException$/, verbs: ['create'] },
  { means: 'taken', code: /^ClientException$/, message: /capacity provider already exists/i, verbs: ['create'] },
  // ECS keeps the name of a deleted service for a while after it has ceased to show it.
  // Source: https://github.com/hashicorp/terraform-provider-aws/issues/2283
  {
    means: 'taken',
    code: /^InvalidParameterException$/,
    message: /not idempotent/i,
    verbs: ['create'],
    seconds: 300,
  },
  // Source: https://github.com/remind101/empire/issues/341
  {
    means: 'leaving',
    code: /^(InvalidParameter|Client)Exception$/,
    message: /service that is still draining/i,
    verbs: ['create'],
  },
  { means: 'taken', code: /^ConflictException$/, verbs: ['create'] },
  // A service that is scaled already is not tagged by registering it again.
  // Source: https://github.com/hashicorp/terraform-provider-aws/issues/31839
  {
    means: 'taken',
    code: /^ValidationException$/,
    message: /scalable target that you tried to tag already exists/i,
    verbs: ['create'],
  },
  { means: 'taken', code: /^InvalidInput(Exception)?$/, message: /has been taken in this account/i, verbs: ['create'] },

  {
    means: 'in-use',
    code: /^(DependencyViolation|\w*\.InUse|\w*InUse(Exception|Fault)?|DeleteConflict(Exception)?|ClusterContains\w+Exception|UpdateInProgressException|ScalingActivityInProgress(Fault)?|ConflictException|OperationAborted(Exception)?|OperationInProgress|ConcurrentModification(Exception)?|ConcurrentMutationLimitExceeded|ConcurrentUpdateException|FailedResourceAccessException|IncorrectState)$/,
    verbs: ['delete', 'update'],
  },
  // An Elastic IP that a NAT gateway still holds: EC2 says that it is not ours to release.
  {
    means: 'in-use',
    code: /^AuthFailure$/,
    message: /do not have permission to access the specified resource/i,
    verbs: ['delete'],
  },
  // DeleteTaskDefinitions does not know yet that the revision was deregistered, and says so in a successful answer.
  // Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterTaskDefinition.html
  { means: 'in-use', code: /^Error$/, message: /^ECS did not delete/, verbs: ['delete'] },
  // A cluster whose capacity providers are still being taken off.
  { means: 'in-use', code: /^ClientException$/, message: /cannot be deleted while/i, verbs: ['delete'] },
  { means: 'in-use', code: /^BadRequestException$/, message: /referenced in/i, verbs: ['delete'] },
  {
    means: 'in-use',
    code: /^InvalidParameterException$/,
    message: /cannot be stopped while deployments are active/i,
    verbs: ['delete'],
  },
];

/** AWS's code on the wire where there is one (`NoSuchEntity`), else the error's name. */
export const codeOf = (error: unknown): string => {
  const { Code, name, code } = (error ?? {}) as { Code?: unknown; name?: unknown; code?: unknown };
  return [Code, name === 'Error' ? code : name, name].find((it): it is string => typeof it === 'string') ?? 'Error';
};

/** What an error means, and for how many seconds the verb is repeated where that is not the same for all such errors. */
export type Verdict = Pick<Row, 'means' | 'seconds'>;

/**
 * What the error of a call made by `verb` means.
 * @param ages of what the run has made: a row may hold only for what is new
 */
export function verdictOf(error: unknown, verb: Verb, ages: Ages = allOld): Verdict {
  if (wasSignedTooEarlyOrLate(error)) return { means: 'throttled' };
  const code = codeOf(error);
  const message = messageOf(error);
  const row = table.find(
    (row) =>
      row.code.test(code) &&
      (row.message?.test(message) ?? true) &&
      (row.verbs?.includes(verb) ?? true) &&
      (row.isNew?.(ages, message) ?? true),
  );
  return row ?? { means: mayHaveHappened(error) ? 'unclear' : 'refused' };
}

/** `verdictOf`, without how long. */
export const meaningOf = (error: unknown, verb: Verb, ages?: Ages): Meaning => verdictOf(error, verb, ages).means;

/**
 * Whether AWS refused a call for the time of its signature, and the SDK has corrected its clock by the answer. The call was
 * not executed. The SDK repeats it where it may; a call that changes something is repeated by its verb.
 * Source: aws-sdk-js-v3, `AwsSdkSigV4Signer.errorHandler`
 */
const wasSignedTooEarlyOrLate = (error: unknown): boolean =>
  skewCodes.test(codeOf(error)) &&
  (error as { $metadata?: { clockSkewCorrected?: boolean } }).$metadata?.clockSkewCorrected === true;

/**
 * What AWS answers to a signature of a wrong time, among other reasons. Source: smithy-typescript, `CLOCK_SKEW_ERROR_CODES`.
 * On a machine whose clock is wrong the SDK marks every error as corrected, so the codes count, too.
 */
const skewCodes =
  /^(AuthFailure|InvalidSignatureException|RequestExpired|RequestInTheFuture|RequestTimeTooSkewed|SignatureDoesNotMatch)$/;

/** Whether the call may have been executed all the same: there was no answer, or AWS itself failed. */
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

/** @returns the message of anything that was thrown, as text */
export const messageOf = (error: unknown): string => {
  const { message } = (error ?? {}) as { message?: unknown };
  return typeof message === 'string' && message !== '' ? message : plainText(error);
};

/** AWS's id of the failed request, which its support asks for. */
export const requestIdOf = (error: unknown): string | undefined =>
  (error as { $metadata?: { requestId?: string } } | null)?.$metadata?.requestId;

const calls = new WeakMap<object, { readonly service: string; readonly operation: string }>();

/** Notes which call an error is the answer to, because the SDK's errors do not say it. Read it with `callOf`. */
export function noteCall(error: unknown, service: string, operation: string): void {
  if (typeof error === 'object' && error !== null) calls.set(error, { service, operation });
}
/** The call that ended in this error, where it was noted. */
export const callOf = (error: unknown): { readonly service?: string; readonly operation?: string } =>
  (typeof error === 'object' && error !== null && calls.get(error)) || {};
