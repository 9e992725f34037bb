import { all } from '../../../src/all.js';
import type { Addition, Cloud } from '../../../src/step.js';
import { attachedPolicies, inlinePolicies } from '../policies.js';

/** The policies of a role: those that are attached to it, and those that are part of it. */
export async function policiesOf(cloud: Cloud, RoleName: string): Promise<Addition[]> {
  const [attached, inline] = await all([attachedPolicies(cloud, RoleName), inlinePolicies(cloud, RoleName)]);
  return [
    ...attached.map(({ PolicyArn = '' }) => ({
      type: 'role-policy-attachment',
      id: { RoleName, PolicyArn },
      description: `the managed policy ${PolicyArn}`,
    })),
    ...inline.map((PolicyName) => ({
      type: 'role-policy',
      id: { PolicyName, RoleName },
      description: `the inline policy ${PolicyName}`,
    })),
  ];
}
