import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
  type PutParameterRequest,
} from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';
import { ssm } from '../../../../src/sandbox/services/ssm/index.js';
import { testContext } from '../../context.js';

function withParameters() {
  const cloud = testContext();
  const put = (Name: string, more: Partial<PutParameterRequest> = {}) =>
    cloud.call(ssm, PutParameterCommand, { Name, Value: `of ${Name}`, Type: 'String', ...more });
  return {
    ...cloud,
    put,
    refused: (more: Partial<PutParameterRequest>) =>
      cloud.refusal(ssm, PutParameterCommand, { Name: 'n', Value: 'v', Type: 'String', ...more }),
    value: (Name: string, WithDecryption = true) =>
      cloud.call(ssm, GetParameterCommand, { Name, WithDecryption }).Parameter,
  };
}

test('a parameter is read by its name, its ARN and its version', () => {
  const { put, value, refusal } = withParameters();
  expect(put('/shop/db')).toEqual({ Version: 1, Tier: 'Standard' });
  expect(put('/shop/db', { Value: 'new', Overwrite: true }).Version).toBe(2);
  const ARN = 'arn:aws:ssm:us-east-1:000000000000:parameter/shop/db';
  expect(value('/shop/db')).toMatchObject({ Value: 'new', Version: 2, ARN, Type: 'String', DataType: 'text' });
  expect(value(ARN)?.Value).toBe('new');
  expect(value('/shop/db:1')).toMatchObject({ Value: 'of /shop/db', Selector: ':1' });
  expect(refusal(ssm, GetParameterCommand, { Name: '/shop/db:3' }).code).toBe('ParameterVersionNotFound');
  put('plain');
  expect(value('arn:aws:ssm:us-east-1:000000000000:parameter/plain')?.Value).toBe('of plain');
});

test('a SecureString is shown to those who ask for it decrypted, and kept out of sight', () => {
  const { put, value, world } = withParameters();
  put('s', { Type: 'SecureString', Value: 'hidden' });
  expect(value('s')?.Value).toBe('hidden');
  expect(value('s', false)?.Value).not.toContain('hidden');
  expect(JSON.stringify(world)).not.toContain('hidden');
});

test('a path gives what is directly in it, or all below it, ten at a time', () => {
  const { put, call } = withParameters();
  const names = Array.from({ length: 12 }, (_, index) => `/shop/p${String(index).padStart(2, '0')}`);
  for (const name of [...names, '/shop/deep/er', '/shopping/x', 'shop']) put(name);
  const read = (Recursive: boolean) => {
    const all: string[] = [];
    for (let NextToken: string | undefined, pages = 0; pages < 9; pages++) {
      const page = call(ssm, GetParametersByPathCommand, { Path: '/shop', Recursive, NextToken });
      expect(page.Parameters?.length).toBeLessThanOrEqual(10);
      all.push(...(page.Parameters ?? []).flatMap(({ Name }) => Name ?? []));
      if ((NextToken = page.NextToken) === undefined) break;
    }
    return all;
  };
  expect(read(false)).toEqual(names);
  expect(read(true)).toEqual(['/shop/deep/er', ...names]);
});

test('parameters are described without their values, by name, path, type and tag', () => {
  const { put, call } = withParameters();
  put('/shop/a', { Tags: [{ Key: 'team', Value: 'shop' }] });
  put('/shop/b', { Type: 'SecureString', Description: 'second' });
  put('c');
  const by = (Key: string, Option: string | undefined, ...Values: string[]) =>
    call(ssm, DescribeParametersCommand, { ParameterFilters: [{ Key, Option, Values }] }).Parameters?.map(
      (it) => it.Name,
    );
  expect(by('Name', 'Equals', '/shop/a')).toEqual(['/shop/a']);
  expect(by('Name', 'BeginsWith', '/shop')).toEqual(['/shop/a', '/shop/b']);
  expect(by('Name', 'Contains', 'b')).toEqual(['/shop/b']);
  expect(by('Path', 'Recursive', '/shop')).toEqual(['/shop/a', '/shop/b']);
  expect(by('Type', undefined, 'SecureString')).toEqual(['/shop/b']);
  expect(by('tag:team', undefined, 'shop')).toEqual(['/shop/a']);
  const { Parameters = [] } = call(ssm, DescribeParametersCommand, {});
  expect(Parameters).toHaveLength(3);
  expect(Parameters.some((it) => 'Value' in it)).toBe(false);
});

test('what is deleted is gone, and what was not there is named', () => {
  const { put, call, refusal } = withParameters();
  for (const name of ['a', 'b']) put(name);
  call(ssm, DeleteParameterCommand, { Name: 'a' });
  expect(refusal(ssm, DeleteParameterCommand, { Name: 'a' }).code).toBe('ParameterNotFound');
  expect(call(ssm, DeleteParametersCommand, { Names: ['a', 'b'] })).toEqual({
    DeletedParameters: ['b'],
    InvalidParameters: ['a'],
  });
  expect(call(ssm, GetParametersCommand, { Names: ['a', 'b'] }).Parameters).toEqual([]);
});

test('a history has every version; tags belong to the parameter', () => {
  const { put, call } = withParameters();
  put('a');
  put('a', { Overwrite: true, Value: 'second' });
  const { Parameters } = call(ssm, GetParameterHistoryCommand, { Name: 'a' });
  expect(Parameters?.map(({ Version, Value }) => [Version, Value])).toEqual([
    [1, 'of a'],
    [2, 'second'],
  ]);
  const which = { ResourceType: 'Parameter', ResourceId: 'a' } as const;
  call(ssm, AddTagsToResourceCommand, {
    ...which,
    Tags: [
      { Key: 'x', Value: '1' },
      { Key: 'y', Value: '2' },
    ],
  });
  call(ssm, RemoveTagsFromResourceCommand, { ...which, TagKeys: ['x'] });
  expect(call(ssm, ListTagsForResourceCommand, which).TagList).toEqual([{ Key: 'y', Value: '2' }]);
});

test.each([
  ['a name of AWS', { Name: '/aws/x' }, 'AccessDeniedException'],
  ['a name that begins like AWS', { Name: 'awsome' }, 'ValidationException'],
  ['a name with a space', { Name: 'a b' }, 'ValidationException'],
  ['a path without its first slash', { Name: 'a/b' }, 'ValidationException'],
  ['too deep a path', { Name: '/a'.repeat(16) }, 'HierarchyLevelLimitExceededException'],
  ['no type', { Type: undefined }, 'ValidationException'],
  ['a value that is too long', { Value: 'v'.repeat(4097) }, 'ValidationException'],
  ['a value that the pattern does not let', { AllowedPattern: '^\\d+$' }, 'ParameterPatternMismatchException'],
  ['a pattern that is none', { AllowedPattern: '(' }, 'InvalidAllowedPatternException'],
  ['tags with an overwrite', { Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] }, 'ValidationException'],
  ['a key of KMS', { Type: 'SecureString', KeyId: 'alias/own' }, 'NotImplemented'],
  ['an image id that AWS would check', { DataType: 'aws:ec2:image' }, 'NotImplemented'],
] as const)('%s is refused', (_what, more, code) => {
  const { message, ...refusal } = withParameters().refused(more as Partial<PutParameterRequest>);
  expect(refusal).toMatchObject({ code });
  expect(message).not.toContain('vvv');
});

test('what exists is not overwritten by accident', () => {
  const { put, refused } = withParameters();
  put('n');
  expect(refused({}).code).toBe('ParameterAlreadyExists');
  put('n', { Overwrite: true, Type: undefined });
});

test.each([
  '/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base',
  '/aws/service/bottlerocket/x',
  '/aws/service',
])('a public parameter that is not here may exist on AWS: 501 for %s, however it is asked for', (name) => {
  const { refusal } = withParameters();
  const refusals = [
    refusal(ssm, GetParameterCommand, { Name: name }),
    refusal(ssm, GetParametersCommand, { Names: [name] }),
    refusal(ssm, GetParametersByPathCommand, { Path: name }),
  ];
  expect(refusals.map(({ status }) => status)).toEqual([501, 501, 501]);
});
