import {
  DeleteRepositoryPolicyCommand,
  GetRepositoryPolicyCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr';
import { AwsError, on } from '../../service.js';
import { invalid } from './constraint.js';
import { existingRepository, repositoryNames, repositoryText } from './repository-lookup.js';
import type { RepositoryRow } from './tables.js';

/**
 * Who else may use a repository. Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html
 */
export const repositoryPolicyOperations = [
  on(SetRepositoryPolicyCommand, (input, context) => {
    const row = existingRepository(context, input);
    const policyText = checkedPolicy(input.policyText);
    row.policyText = policyText;
    return { ...repositoryNames(row), policyText };
  }),

  on(GetRepositoryPolicyCommand, (input, context) => {
    const row = existingRepository(context, input);
    return { ...repositoryNames(row), policyText: policyOf(row) };
  }),

  on(DeleteRepositoryPolicyCommand, (input, context) => {
    const row = existingRepository(context, input);
    const policyText = policyOf(row);
    delete row.policyText;
    return { ...repositoryNames(row), policyText };
  }),
];

function policyOf(row: RepositoryRow): string {
  if (row.policyText === undefined)
    throw new AwsError(
      'RepositoryPolicyNotFoundException',
      `Repository policy does not exist for ${repositoryText(row)}`,
    );
  return row.policyText;
}

function checkedPolicy(text = ''): string {
  if (text.length > 10_240) throw invalid('PolicyText', 'Member must have length less than or equal to 10240');
  if (!isPolicy(text)) throw invalid('PolicyText', 'Invalid repository policy provided');
  return text;
}

/** Statements that each say who, whether and what; a repository's policy names no resource. */
function isPolicy(text: string): boolean {
  try {
    const { Statement } = JSON.parse(text) as { Statement?: unknown };
    const all: unknown[] = Array.isArray(Statement) ? Statement : [Statement];
    return all.length > 0 && all.every(isStatement);
  } catch {
    return false;
  }
}

function isStatement(it: unknown): boolean {
  if (typeof it !== 'object' || it === null) return false;
  const { Effect, Principal, NotPrincipal, Action, NotAction, Resource } = it as { [member: string]: unknown };
  return (
    (Effect === 'Allow' || Effect === 'Deny') &&
    (Principal ?? NotPrincipal) !== undefined &&
    (Action ?? NotAction) !== undefined &&
    Resource === undefined
  );
}
