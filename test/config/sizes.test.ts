import { expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load.js';
import { FailureError } from '../../src/failure.js';

const config = (members: object) =>
  JSON.stringify({
    name: 'demo',
    namespace: 'internal',
    services: { web: { image: 'nginx', port: 80, discovery: { type: 'srv' }, routes: ['$default'], ...members } },
  });
const problemsOf = (members: object): string => {
  try {
    loadConfig('demo', config(members));
    return '';
  } catch (error) {
    return error instanceof FailureError ? JSON.stringify(error.failure) : String(error);
  }
};
const variables = (count: number, length: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`V${at}`, 'x'.repeat(length)]));
const secrets = (count: number, member = '') =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `S${at}`,
      `arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/database-${at}-AbCdEf${member}`,
    ]),
  );

test('400 variables of 200 characters make no task definition that ECS takes: refused, at the environment', () => {
  expect(problemsOf({ environment: variables(400, 200) })).toContain('ECS takes 65,536 at most');
});

test('what fits is not refused: 64 KiB less what else is in a task definition', () => {
  expect(problemsOf({ environment: variables(100, 600) })).toBe('');
});

test('150 secrets are more than the policy of a role holds, and managed policies have the rest', () => {
  expect(problemsOf({ secrets: secrets(150) })).toBe('');
});

test('1,000 secrets make no policies that IAM takes: refused, and one secret with many members is named as the way', () => {
  const problems = problemsOf({ secrets: secrets(1000) });
  expect(problems).toContain('the ARNs of 1000 secrets');
  expect(problems).toContain('one secret can hold many values');
});

test('many members of one secret are one ARN of the policy', () => {
  const one = Object.fromEntries(
    Object.keys(secrets(150)).map((name) => [name, `${Object.values(secrets(1))[0]}:${name}::`]),
  );
  expect(problemsOf({ secrets: one })).toBe('');
});
