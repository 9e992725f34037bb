import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { iamCharacters } from '../../src/iam-characters.js';
import { taskPolicyDocument, type PermissionStatement } from '../../src/config/task-policy.js';

const statement = (it: Partial<PermissionStatement>): PermissionStatement => ({
  ...{ effect: 'Allow', actions: ['s3:GetObject'], resources: ['*'], conditions: {} },
  ...it,
});
const bucket = (i: number) => `arn:aws:s3:::a-bucket-with-a-name-${i}/*`;
const many = (count: number, it: (i: number) => Partial<PermissionStatement>) =>
  Array.from({ length: count }, (_, i) => statement(it(i)));

test('a policy is as it is written, as long as IAM takes it so', () => {
  const two = [statement({}), statement({})];
  expect(taskPolicyDocument(two, false).Statement).toEqual(
    Array(2).fill({ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['*'] }),
  );
});

test('what is too long has its shortest form: statements that differ in one list are one', () => {
  const statements = [...many(150, (i) => ({ resources: [bucket(i)] })), statement({ actions: ['s3:PutObject'] })];
  const document = taskPolicyDocument(statements, true);
  // The shell, and what else is said of all resources, are one.
  expect(document.Statement).toHaveLength(2);
  expect(document.Statement[0]).toEqual({
    ...{ Effect: 'Allow', Action: 's3:GetObject' },
    Resource: Array.from({ length: 150 }, (_, i) => bucket(i)).sort(),
  });
  expect(iamCharacters(document)).toBeLessThan(10_240);
});

/** Each single thing that is said: who may what, or may not, under which conditions. */
const singles = ({ Statement }: ReturnType<typeof taskPolicyDocument>): string[] => {
  const all = Statement.flatMap(({ Effect, Action, Resource, Condition = {} }) =>
    [Action]
      .flat()
      .flatMap((action) => [Resource].flat().map((resource) => JSON.stringify([Effect, action, resource, Condition]))),
  );
  return [...new Set(all)].sort();
};

test('the shortest form says the same as what was written, and no more', () => {
  const any = fc.record({
    effect: fc.constantFrom('Allow' as const, 'Deny' as const),
    actions: fc.uniqueArray(fc.constantFrom('s3:Get*', 's3:PutObject', 'sqs:*'), { minLength: 1 }),
    resources: fc.uniqueArray(fc.integer({ min: 0, max: 9 }).map(bucket), { minLength: 1 }),
    conditions: fc.constantFrom<PermissionStatement['conditions']>({}, { StringEquals: { 'aws:a': ['b'] } }),
  });
  const filler = many(400, (i) => ({ resources: [bucket(i)] }));
  fc.assert(
    fc.property(fc.array(any), (statements) => {
      const all = [...statements, ...filler];
      const written = all.map(({ effect, actions, resources, conditions }) => ({
        ...{ Effect: effect, Action: actions, Resource: resources, Condition: conditions },
      }));
      expect(singles(taskPolicyDocument(all, false))).toEqual(singles({ Version: '2012-10-17', Statement: written }));
    }),
    { numRuns: 20 },
  );
});
