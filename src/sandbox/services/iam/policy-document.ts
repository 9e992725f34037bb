import { AwsError } from '../../service.js';

/**
 * The grammar of policy documents, as far as IAM checks it when one is stored.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */

interface Statement {
  readonly [element: string]: unknown;
}

const malformed = (message: string) => new AwsError('MalformedPolicyDocumentException', message);

/**
 * Checks a role's trust policy: who may assume it. IAM keeps the id of a role that is named, so it has to be there.
 * @param partition of the account: no principal may be of another one
 * @param exists whether there is a principal of this ARN, as far as that can be known
 * @throws AwsError `MalformedPolicyDocumentException`
 */
export function checkTrustPolicy(document: string, partition: string, exists: (arn: string) => boolean): void {
  for (const statement of statementsOf(document)) {
    if ('Resource' in statement || 'NotResource' in statement) throw malformed('Has prohibited field Resource');
    if (!('Principal' in statement) && !('NotPrincipal' in statement))
      throw malformed('Missing required field Principal');
    checkPrincipal(statement['Principal'] ?? statement['NotPrincipal'], partition, exists);
    if (!actionsOf(statement).every((action) => action.startsWith('sts:')))
      throw malformed('AssumeRole policy may only specify STS AssumeRole actions.');
  }
}

/**
 * Checks a policy that is put into a role: what it may do.
 * @param partition of the account: no resource may be of another one
 * @throws AwsError `MalformedPolicyDocumentException`
 */
export function checkPermissionPolicy(document: string, partition: string): void {
  for (const statement of statementsOf(document)) {
    if ('Principal' in statement || 'NotPrincipal' in statement)
      throw malformed('Policy document should not specify a principal.');
    if (!('Resource' in statement) && !('NotResource' in statement))
      throw malformed('Policy statement must contain resources.');
    checkPartition(texts(statement['Resource'] ?? statement['NotResource']) ?? [], partition);
    if (!actionsOf(statement).every((action) => action === '*' || /^[\w-]+:.+$/.test(action)))
      throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  }
}

/**
 * A wildcard in the place of the partition is taken.
 * Source: https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/1557; of the wildcard: believed
 */
function checkPartition(resources: readonly string[], partition: string): void {
  for (const resource of resources) {
    const [, theirs] = /^arn:([^:]*):/.exec(resource) ?? [];
    if (theirs !== undefined && theirs !== partition && !theirs.includes('*'))
      throw malformed(`Partition "${theirs}" is not valid for resource "${resource}".`);
  }
}

function statementsOf(document: string): Statement[] {
  const policy = parsed(document);
  if (!isRecord(policy)) throw malformed('Syntax errors in policy.');
  const { Version, Statement } = policy;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17')
    throw malformed('The policy failed legacy parsing: invalid Version.');
  if (Statement === undefined) throw malformed('Missing required field Statement');
  const statements: unknown[] = Array.isArray(Statement) ? Statement : [Statement];
  if (statements.length === 0 || !statements.every(isRecord)) throw malformed('Syntax errors in policy.');
  if (!statements.every(({ Effect }) => Effect === 'Allow' || Effect === 'Deny'))
    throw malformed('Syntax errors in policy.');
  return statements;
}

function parsed(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    throw malformed('This policy contains invalid Json');
  }
}

function actionsOf(statement: Statement): string[] {
  const actions = texts(statement['Action'] ?? statement['NotAction']);
  if (!actions) throw malformed('Policy statement must contain actions.');
  return actions;
}

/** `"*"`, or `{ "Service": "ecs-tasks.amazonaws.com" }` and the like. Whether an account exists is not checked. */
function checkPrincipal(principal: unknown, partition: string, exists: (arn: string) => boolean): void {
  if (principal === '*') return;
  if (!isRecord(principal)) throw malformed('Invalid principal in policy.');
  for (const [kind, value] of Object.entries(principal)) {
    const valid = kinds[kind];
    for (const name of texts(value) ?? [''])
      if (!valid?.test(name) || !isOfPartition(kind, name, partition) || (kind === 'AWS' && !exists(name)))
        throw malformed(`Invalid principal in policy: "${kind.toUpperCase()}":"${name}"`);
  }
}

/**
 * Source, of ECS: https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/124. That names in `.cn` exist in China
 * alone, and ARNs in their own partition, is believed.
 */
function isOfPartition(kind: string, name: string, partition: string): boolean {
  if (kind === 'Service') return !name.endsWith('.cn') || (partition === 'aws-cn' && !/^ecs(-tasks)?\./.test(name));
  return kind !== 'AWS' || !name.startsWith('arn:') || name.startsWith(`arn:${partition}:`);
}

const kinds: { readonly [kind: string]: RegExp | undefined } = {
  Service: /^[\w.-]+\.amazon(aws)?\.com(\.cn)?$/,
  AWS: /^(\*|\d{12}|arn:[\w-]+:(iam|sts)::\d{12}:.+|A[A-Z0-9]{20})$/,
  Federated: /^.+$/,
  CanonicalUser: /^[0-9a-f]{64}$/,
};

const isRecord = (value: unknown): value is Statement =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One text or several; `undefined` where there is none. */
function texts(value: unknown): string[] | undefined {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.length > 0 && all.every((each) => typeof each === 'string') ? all : undefined;
}
