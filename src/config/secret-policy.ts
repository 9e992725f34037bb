import { managedPoliciesOfRole } from '../iam-characters.js';
import { policyParts, type PolicyParts } from '../policy-parts.js';
import type { Where } from '../step.js';
import { foreseenArn, rightReference } from './secret-reference.js';

/** What may be done with the secrets of each service. */
const kinds = [
  { service: 'secretsmanager', Action: 'secretsmanager:GetSecretValue' },
  { service: 'ssm', Action: 'ssm:GetParameters' },
];

/** AWS's own for pulling images and writing logs. */
const otherPolicies = 1;

/**
 * The policies by which an execution role may read the secrets of containers, and no others. A secret that is encrypted with a
 * key of the account's own needs `kms:Decrypt` on that key too, which is not given.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 * @param secrets what the config says: names and ARNs of secrets and parameters
 * @returns with the ARNs as far as they can be told beforehand (`foreseenArn`)
 */
export function secretPolicies(secrets: readonly string[], where: Where): PolicyParts {
  const statements = kinds.flatMap(({ service, Action }) => {
    const references = secrets.map(rightReference).filter((it) => it.service === service);
    const Resource = [...new Set(references.map((it) => foreseenArn(it, where)))].sort();
    return Resource.length > 0 ? [{ Effect: 'Allow', Action, Resource }] : [];
  });
  return policyParts(statements, managedPoliciesOfRole - otherPolicies);
}
