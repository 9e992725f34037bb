import type { PolicyParts } from '../../src/policy-parts.js';
import type { PolicyDocument } from '../../src/policy-statements.js';
import { startsAfter, step, type Step, type StepOf } from '../../src/step.js';
import type { Cluster } from '../ecs/cluster/resource.js';
import type { ExistingSecret } from '../secretsmanager/existing-secret/resource.js';
import type { ExistingParameter } from '../ssm/existing-parameter/resource.js';
import type { ExistingRole } from './existing-role/resource.js';
import { policyResource } from './policy/resource.js';
import { partName } from './policies.js';
import { rolePolicyAttachmentResource } from './role-policy-attachment/resource.js';
import { rolePolicyResource } from './role-policy/resource.js';
import type { Role } from './role/resource.js';

/** What a policy names, and what its ARN will be as far as that can be told: the policies are divided by that. */
export interface Named {
  readonly step: ExistingSecret | ExistingParameter | Role | ExistingRole | Cluster;
  readonly arn: string;
}

/** What is said of a role by policies of the stack. */
export interface PartedPolicy {
  readonly parts: PolicyParts;
  /** What the documents name and other steps make or look up. */
  readonly named?: readonly Named[];
  /** Of the policy that is part of the role. */
  readonly policyName: string;
  readonly roleName: string;
  readonly why: string;
}

/**
 * The policies of a role. What its own one has no room for is in managed ones: all of these are set up and attached before it, the one with
 * the highest number first. By that the role never lacks what it had and is to have (`policyParts`).
 * @param name of the step of its own one; the others have a number behind it
 * @returns the policies of which the role has all when they are in service, and all steps
 */
export function policiesOfRole(name: string, role: Role, { parts, named = [], ...of }: PartedPolicy) {
  const outs = named.map((it) => it.step);
  const told = (document: PolicyDocument, given: readonly unknown[]): unknown =>
    filled(document, new Map(named.map(({ arn }, i) => [arn, arnIn(given[i]) ?? arn])));
  const { steps, attached } = [...parts.managed].reverse().reduce<Attached>(
    (done, { number, document }) => {
      const policy = step({
        name: `${name}-${number}`,
        resource: policyResource,
        needs: { outs, after: done.attached.slice(-1).map(startsAfter) },
        why: `${of.why}: what the policy of the role has no room for`,
        want: ({ outs }) => ({ PolicyName: partName(of.roleName, number), PolicyDocument: told(document, outs) }),
      });
      const attachment = step({
        name: `${name}-${number}-attachment`,
        resource: rolePolicyAttachmentResource,
        needs: { role, policy },
        why: `Gives the role ${of.roleName} this part of what it may do`,
        want: ({ role, policy }) => ({ RoleName: role.roleName, PolicyArn: policy.policyArn }),
      });
      return { steps: [...done.steps, policy, attachment], attached: [...done.attached, attachment] };
    },
    { steps: [], attached: [] },
  );
  const { inline } = parts;
  const own = inline && [
    step({
      name,
      resource: rolePolicyResource,
      needs: { role, outs, after: attached.slice(-1).map(startsAfter) },
      why: of.why,
      want: ({ role, outs }) => ({
        RoleName: role.roleName,
        PolicyName: of.policyName,
        PolicyDocument: told(inline, outs),
      }),
    }),
  ];
  return { policies: [...attached, ...(own ?? [])], steps: [...steps, ...(own ?? [])] };
}
interface Attached {
  readonly steps: readonly Step[];
  readonly attached: readonly StepOf<typeof rolePolicyAttachmentResource>[];
}

/** A document with other texts in the places of some. */
function filled(value: unknown, texts: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return texts.get(value) ?? value;
  if (Array.isArray(value)) return value.map((it) => filled(it, texts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, filled(it, texts)]));
}

const arnIn = (out: unknown): string | undefined => {
  const { arn, roleArn, clusterArn } = (out ?? {}) as { arn?: string; roleArn?: string; clusterArn?: string };
  return arn ?? roleArn ?? clusterArn;
};
