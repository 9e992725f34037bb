import {
  DeleteLifecyclePolicyCommand,
  GetLifecyclePolicyCommand,
  PutLifecyclePolicyCommand,
} from '@aws-sdk/client-ecr';
import { AwsError, on } from '../../service.js';
import { invalid } from './constraint.js';
import { existingRepository, repositoryNames, repositoryText } from './repository-lookup.js';
import { lifecyclePolicyProblem } from './lifecycle-rules.js';
import type { RepositoryRow } from './tables.js';

/** What ECR says of a policy that it has not applied yet. Source: the AWS CLI's example of delete-lifecycle-policy */
const never = new Date(0);

const member = 'lifecyclePolicyText';

/**
 * Policies are checked and kept. Nothing expires by them: AWS itself only promises to do so within 24 hours.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html
 */
export const lifecyclePolicyOperations = [
  on(PutLifecyclePolicyCommand, (input, context) => {
    const row = existingRepository(context, input);
    const text = input.lifecyclePolicyText ?? '';
    if (text.length < 100) throw invalid(member, 'Member must have length greater than or equal to 100');
    if (text.length > 30720) throw invalid(member, 'Member must have length less than or equal to 30720');
    const fault = lifecyclePolicyProblem(text);
    if (fault !== undefined) throw invalid('LifecyclePolicyText', `Lifecycle policy validation failure: ${fault}`);
    row.lifecyclePolicyText = text;
    return { ...repositoryNames(row), lifecyclePolicyText: text };
  }),

  on(GetLifecyclePolicyCommand, (input, context) => {
    const row = existingRepository(context, input);
    return { ...repositoryNames(row), lifecyclePolicyText: policyOf(row), lastEvaluatedAt: never };
  }),

  on(DeleteLifecyclePolicyCommand, (input, context) => {
    const row = existingRepository(context, input);
    const lifecyclePolicyText = policyOf(row);
    delete row.lifecyclePolicyText;
    return { ...repositoryNames(row), lifecyclePolicyText, lastEvaluatedAt: never };
  }),
];

function policyOf(row: RepositoryRow): string {
  if (row.lifecyclePolicyText === undefined)
    throw new AwsError(
      'LifecyclePolicyNotFoundException',
      `Lifecycle policy does not exist for ${repositoryText(row)}`,
    );
  return row.lifecyclePolicyText;
}
