import { demandsOf } from '../../permissions/index.js';
import type { Demand, Keys } from '../../permissions/demand.js';
import type { Guard, Guarded } from '../guard.js';
import { AwsError, type Context } from '../service.js';
import { denial } from './denial.js';
import type { Policy } from './document.js';
import { evaluate } from './evaluate.js';
import { surroundingsIn } from './surroundings.js';

/** A guard that lets through what a policy allows, and nothing else. */
export const enforcing = (policy: Policy): Guard => ({
  check(request) {
    const caller = callerIn(request.context);
    for (const demand of demandsIn(request)) {
      const verdict = evaluate(policy, demand, requestKeys(request.context));
      if (verdict !== 'allowed') throw denial(request.service, caller, demand, verdict);
    }
  },
});

/** A guard that lets everything through and notes what was asked of IAM for it. */
export const noting = (note: (demand: Demand, request: Guarded) => void): Guard => ({
  check(request) {
    for (const demand of demandsIn(request)) note(demand, request);
  },
});

/** @throws AwsError 501 where it is not known what the operation asks for */
function demandsIn({ service, operation, input, context }: Guarded): readonly Demand[] {
  const demands = demandsOf(service, operation, input, surroundingsIn(context));
  if (demands) return demands;
  const why = `the sandbox does not know which permissions ${service}:${operation} needs; without --policy it asks for none`;
  throw new AwsError('NotImplemented', why, { status: 501 });
}

/** The one whom sts:GetCallerIdentity shows. */
const callerIn = ({ partition, account }: Context): string => `arn:${partition}:iam::${account}:user/sandbox`;

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export const requestKeys = (context: Pick<Context, 'region' | 'account' | 'partition'>): Keys => ({
  'aws:RequestedRegion': context.region,
  'aws:PrincipalAccount': context.account,
  'aws:ResourceAccount': context.account,
  'aws:PrincipalArn': `arn:${context.partition}:iam::${context.account}:user/sandbox`,
  'aws:PrincipalType': 'User',
});
