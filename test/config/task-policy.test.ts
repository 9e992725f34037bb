import { expect, test } from '@jest/globals';
import { iamCharacters } from '../../src/iam-characters.js';
import { taskPolicies, type PermissionStatement } from '../../src/config/task-policy.js';

const statement = (it: Partial<PermissionStatement>): PermissionStatement => ({
  ...{ effect: 'Allow', actions: ['s3:GetObject'], resources: ['*'], conditions: {} },
  ...it,
});
const bucket = (i: number) => `arn:aws:s3:::a-bucket-with-a-name-${i}/*`;
const many = (count: number, it: (i: number) => Partial<PermissionStatement>) =>
  Array.from({ length: count }, (_, i) => statement(it(i)));
const policies = (statements: readonly PermissionStatement[], { exec = false, managedPolicies = 0 } = {}) =>
  taskPolicies({ statements, exec, managedPolicies });

test('a policy is as it is written, as long as IAM takes it so', () => {
  expect(policies([statement({}), statement({})]).inline?.Statement).toEqual(
    Array(2).fill({ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['*'] }),
  );
});

test('what is too long has its shortest form: statements that differ in one list are one', () => {
  const statements = [...many(150, (i) => ({ resources: [bucket(i)] })), statement({ actions: ['s3:PutObject'] })];
  const { inline, managed } = policies(statements, { exec: true });
  // The shell, and what else is said of all resources, are one.
  expect(inline?.Statement).toHaveLength(2);
  expect(inline?.Statement[0]).toEqual({
    ...{ Effect: 'Allow', Action: 's3:GetObject' },
    Resource: Array.from({ length: 150 }, (_, i) => bucket(i)).sort(),
  });
  expect(iamCharacters(inline)).toBeLessThan(10_240);
  expect(managed).toEqual([]);
});

test('a role has ten managed policies: what the config names leaves room for fewer', () => {
  const statements = many(1200, (i) => ({ resources: [bucket(i)] }));
  const numbers = policies(statements).managed.map(({ number }) => number);
  expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  expect(numbers.length).toBeGreaterThan(6);
  expect(numbers.length).toBeLessThanOrEqual(10);
  expect(policies(statements, { managedPolicies: 9 }).excess).toBeGreaterThan(30_000);
  expect(policies(statements, { managedPolicies: 20 }).managed).toEqual([]);
});
