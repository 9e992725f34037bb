import { apigatewayv2 } from './apigatewayv2.js';
import { autoscaling } from './autoscaling.js';
import type { Call, Demand, Rules, Surroundings } from './demand.js';
import { ec2 } from './ec2.js';
import { ecr } from './ecr.js';
import { ecs } from './ecs.js';
import { elbv2 } from './elbv2.js';
import { iam } from './iam.js';
import { logs } from './logs.js';
import { servicediscovery } from './servicediscovery.js';
import { ssm } from './ssm.js';

/** STS answers everybody who they are. Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const sts: Rules = { GetCallerIdentity: () => [] };

const rules: { readonly [service: string]: Rules | undefined } = {
  apigatewayv2, autoscaling, ec2, ecr, ecs, elbv2, iam, logs, servicediscovery, ssm, sts,
};

/**
 * What IAM is asked before an operation is done: all of it must be allowed.
 * @param service as clients call it: `elbv2`
 * @returns undefined for an operation that nothing is known of here
 */
export function demandsOf(service: string, operation: string, input: object, around: Surroundings): readonly Demand[] | undefined {
  const rule = rules[service]?.[operation];
  return rule?.({ operation, input, around } as Call<never>);
}

/** Whether it is known what an operation asks of IAM. */
export const isKnown = (service: string, operation: string): boolean => rules[service]?.[operation] !== undefined;
