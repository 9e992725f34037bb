import {
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
  type ContextEntry,
  type EvaluationResult,
  type SimulatePrincipalPolicyRequest,
} from '@aws-sdk/client-iam';
import type { Keys } from '../../../permissions/required-permission.js';
import { onResource } from '../../../permissions/required-permission.js';
import { BadPolicy, readPolicy, type Policy } from '../../iam-policy/document.js';
import { evaluate } from '../../iam-policy/evaluate.js';
import { AwsError, on } from '../../service.js';
import { userArn } from '../caller.js';
import { markedPage, present } from './constraint.js';
import { keysOfRole, policiesOf, roleAt, type RolePolicies } from './role-policies.js';

/**
 * What a role's policies would decide, by the evaluator that the sandbox asks itself.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export const simulationOperations = [
  on(SimulatePrincipalPolicyCommand, (input, context) => {
    const arn = present(input.PolicySourceArn, 'policySourceArn');
    if (arn === userArn(context))
      throw new AwsError('NotImplemented', 'the user of the sandbox has no policies: it may do everything', {
        status: 501,
      });
    const role = roleAt(context, arn);
    if (!role) throw new AwsError('NoSuchEntityException', `The entity with ARN ${arn} cannot be found.`);
    return results(input, policiesOf(context, role), keysOfRole(context, role));
  }),

  on(SimulateCustomPolicyCommand, (input) => {
    present(input.PolicyInputList, 'policyInputList');
    return results(input, { policy: { statements: [] }, unknown: [] }, {});
  }),
];

type Request = Omit<SimulatePrincipalPolicyRequest, 'PolicySourceArn'>;

function results(input: Request, { policy, unknown }: RolePolicies, own: Keys) {
  refuseUnknown(input);
  const added = (input.PolicyInputList ?? []).map(parsed);
  const all: Policy = { statements: [...policy.statements, ...added.flatMap(({ statements }) => statements)] };
  const keys: Keys = { ...own, ...keysFrom(input.ContextEntries) };
  const actions = present(input.ActionNames, 'actionNames');
  const evaluated = actions.flatMap((action) =>
    (input.ResourceArns ?? ['*']).map((resource): EvaluationResult => {
      if (!/^[\w-]+:\w+$/.test(action))
        throw new AwsError(
          'InvalidInputException',
          `Invalid Entity: ${action}: an action is a service and an operation.`,
        );
      const verdict = evaluate(all, onResource(action, resource), keys);
      if (verdict === 'not-allowed' && unknown.length > 0)
        throw new AwsError('NotImplemented', `the sandbox cannot evaluate ${unknown.join(', ')}`, { status: 501 });
      const EvalDecision = verdict === 'allowed' ? 'allowed' : verdict === 'denied' ? 'explicitDeny' : 'implicitDeny';
      return {
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision,
        MatchedStatements: [],
        MissingContextValues: [],
      };
    }),
  );
  const { items, more } = markedPage(
    evaluated.map((it, index) => ({ it, key: String(index).padStart(6, '0') })),
    ({ key }) => key,
    input,
  );
  return { EvaluationResults: items.map(({ it }) => it), ...more };
}

function refuseUnknown(input: Request): void {
  const what = input.PermissionsBoundaryPolicyInputList?.length
    ? 'permissions boundaries'
    : input.ResourcePolicy !== undefined
      ? 'policies of resources in simulations'
      : undefined;
  if (what !== undefined) throw new AwsError('NotImplemented', `the sandbox has no ${what}`, { status: 501 });
}

function parsed(text: string): Policy {
  try {
    return readPolicy(text);
  } catch (error) {
    if (error instanceof BadPolicy) throw new AwsError('InvalidInputException', error.message);
    throw error;
  }
}

const keysFrom = (entries: readonly ContextEntry[] = []): Keys =>
  Object.fromEntries(
    entries.map(({ ContextKeyName = '', ContextKeyValues = [] }) => [ContextKeyName, ContextKeyValues]),
  );
