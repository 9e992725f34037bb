import {
  CreateRepositoryCommand,
  DeleteRepositoryPolicyCommand,
  GetRepositoryPolicyCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr';
import { expect, test } from '@jest/globals';
import { ecr } from '../../../../src/sandbox/services/ecr/index.js';
import { testContext } from '../../context.js';

const repositoryName = 'web';
const statement = { Sid: 'pull', Effect: 'Allow', Principal: '*', Action: 'ecr:BatchGetImage' };
const text = (more: object = {}) => JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, ...more }] });

function withRepository() {
  const it = testContext();
  it.call(ecr, CreateRepositoryCommand, { repositoryName });
  return it;
}

test('a repository has one policy, which is read, put again and deleted', () => {
  const { call, refusal } = withRepository();
  expect(refusal(ecr, GetRepositoryPolicyCommand, { repositoryName }).code).toBe('RepositoryPolicyNotFoundException');
  call(ecr, SetRepositoryPolicyCommand, { repositoryName, policyText: text() });
  const policyText = text({ Sid: 'other' });
  call(ecr, SetRepositoryPolicyCommand, { repositoryName, policyText });
  expect(call(ecr, GetRepositoryPolicyCommand, { repositoryName })).toMatchObject({ repositoryName, policyText });
  expect(call(ecr, DeleteRepositoryPolicyCommand, { repositoryName }).policyText).toBe(policyText);
  expect(refusal(ecr, DeleteRepositoryPolicyCommand, { repositoryName }).code).toBe(
    'RepositoryPolicyNotFoundException',
  );
});

test.each([
  ['no JSON', '{'],
  ['no statement', '{}'],
  ['nobody named', text({ Principal: undefined })],
  ['a resource', text({ Resource: '*' })],
  ['an effect that is none', text({ Effect: 'Maybe' })],
])('a policy with %s is refused', (_what, policyText) => {
  const refused = withRepository().refusal(ecr, SetRepositoryPolicyCommand, { repositoryName, policyText });
  expect(refused.code).toBe('InvalidParameterException');
});

test('without a repository there is no policy', () => {
  const refused = testContext().refusal(ecr, SetRepositoryPolicyCommand, { repositoryName, policyText: text() });
  expect(refused.code).toBe('RepositoryNotFoundException');
});
