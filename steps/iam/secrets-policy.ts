import { secretPolicies } from '../../src/config/secret-policy.js';
import { foreseenArn, rightReference, secretKey } from '../../src/config/secret-reference.js';
import type { Where } from '../../src/step.js';
import type { ExistingSecret } from '../secretsmanager/existing-secret/resource.js';
import type { ExistingParameter } from '../ssm/existing-parameter/resource.js';
import { policiesOfRole } from './parted-policy.js';
import { inlinePolicyNames } from './policies.js';
import type { Role } from './role/resource.js';

/**
 * What the execution role needs beside AWS's policy where containers are given secrets: to read exactly these.
 * @param options.secrets what the config says: names and ARNs of secrets and parameters
 * @param options.lookups by `secretKey`, of those that the config does not name by whole ARNs
 */
export function secretsPolicy(name: string, role: Role, { secrets, lookups, roleName, where }: SecretsPolicy) {
  const references = new Map(secrets.map(rightReference).map((it) => [secretKey(it), it]));
  const named = [...references].flatMap(([key, reference]) => {
    const lookup = lookups.get(key);
    return lookup ? [{ step: lookup, arn: foreseenArn(reference, where) }] : [];
  });
  return policiesOfRole(name, role, {
    ...{ parts: secretPolicies(secrets, where), named, roleName, policyName: inlinePolicyNames.secrets },
    why: 'Allows the execution role to read the secrets of the containers, and no others',
  });
}

interface SecretsPolicy {
  readonly secrets: readonly string[];
  readonly lookups: ReadonlyMap<string, ExistingSecret | ExistingParameter>;
  readonly roleName: string;
  readonly where: Where;
}
