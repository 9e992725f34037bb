import {
  DescribeScalingPoliciesCommand,
  DescribeScheduledActionsCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { all } from '../../src/all.js';
import { pages } from '../../src/pages.js';
import { required, type Addition, type Cloud } from '../../src/step.js';
import { isOwnName, ofEcsServices } from './names.js';

/** The policies and scheduled actions of a scalable target, whoever has made them. */
export async function partsOf({ applicationautoscaling: scaling }: Cloud, ResourceId: string): Promise<Addition[]> {
  const asked = { ...ofEcsServices, ResourceId };
  const [policies, actions] = await all([
    pages(async (NextToken) => {
      const answer = await scaling.send(new DescribeScalingPoliciesCommand({ ...asked, NextToken }));
      return { items: answer.ScalingPolicies, next: answer.NextToken };
    }),
    pages(async (NextToken) => {
      const answer = await scaling.send(new DescribeScheduledActionsCommand({ ...asked, NextToken }));
      return { items: answer.ScheduledActions, next: answer.NextToken };
    }),
  ]);
  // An endpoint that does not know the selector lists those of others as well.
  const isHere = (it: { readonly ResourceId: string | undefined }) => it.ResourceId === ResourceId;
  return [
    ...policies.filter(isHere).map((policy) => {
      const PolicyName = required(policy.PolicyName, 'PolicyName');
      const description = `the scaling policy ${PolicyName}`;
      return { type: 'scaling-policy', id: { PolicyName, ResourceId }, description };
    }),
    ...actions.filter(isHere).map((action) => {
      const ScheduledActionName = required(action.ScheduledActionName, 'ScheduledActionName');
      const description = `the scheduled action ${ScheduledActionName}, ${action.Schedule}`;
      return { type: 'scheduled-action', id: { ScheduledActionName, ResourceId }, description };
    }),
  ];
}

/** Those of them that have a name of ours. */
export async function ownPartsOf(cloud: Cloud, ResourceId: string): Promise<Addition[]> {
  const parts = await partsOf(cloud, ResourceId);
  return parts.filter(({ id }) => Object.values(id as { readonly [member: string]: string }).some(isOwnName));
}
