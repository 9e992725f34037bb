import { ListEntitiesForPolicyCommand } from '@aws-sdk/client-iam';
import type { Cloud, Dependent } from '../../../src/step.js';
import { pages } from '../../../src/pages.js';

/**
 * The roles, users and groups that have a policy, or whose boundary it is: IAM deletes it only where there are none.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html
 */
export const policyDependents = ({ iam }: Cloud, PolicyArn: string): Promise<readonly Dependent[]> =>
  pages(async (Marker) => {
    const answer = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn, Marker }));
    const detach = (of: 'role' | 'user' | 'group', id: string): Dependent => ({
      type: of,
      id,
      command: ['iam', `detach-${of}-policy`, `--${of}-name`, id, '--policy-arn', PolicyArn],
    });
    const items = [
      ...(answer.PolicyRoles ?? []).map(({ RoleName = '' }) => detach('role', RoleName)),
      ...(answer.PolicyUsers ?? []).map(({ UserName = '' }) => detach('user', UserName)),
      ...(answer.PolicyGroups ?? []).map(({ GroupName = '' }) => detach('group', GroupName)),
    ];
    return { items, next: answer.Marker };
  });
