import { CreateTagsCommand, CreateVpcCommand, DescribeVpcsCommand, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateRoleCommand, UploadServerCertificateCommand } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { schemaOf, type CommandClass } from '../../../src/sandbox/service.js';
import { readForm, type Dialect } from '../../../src/sandbox/wire/form.js';
import { MalformedRequest, UnknownParameter } from '../../../src/sandbox/wire/message.js';
import { shapeOf } from '../../../src/sdk-schema.js';

const read = (dialect: Dialect, command: CommandClass, parameters: string) => {
  const input = shapeOf(schemaOf(command)[4]);
  if (input.kind !== 'structure') throw new Error('no input');
  return readForm(dialect, input, new URLSearchParams(parameters));
};

test('EC2 numbers its lists without a level between, and order is that of the numbers', () => {
  expect(
    read('ec2Query', DescribeVpcsCommand, 'VpcId.10=c&VpcId.2=b&VpcId.1=a&Filter.1.Name=state&Filter.1.Value.1=x'),
  ).toEqual({
    VpcIds: ['a', 'b', 'c'],
    Filters: [{ Name: 'state', Values: ['x'] }],
  });
});

test('IAM puts member between, and an empty value stands for an empty list', () => {
  expect(read('awsQuery', CreateRoleCommand, 'RoleName=r&Tags.member.1.Key=k&Tags.member.1.Value=')).toEqual({
    RoleName: 'r',
    Tags: [{ Key: 'k', Value: '' }],
  });
  expect(read('awsQuery', UploadServerCertificateCommand, 'Tags=')).toEqual({ Tags: [] });
});

test('numbers, booleans and blobs are read as what they are', () => {
  expect(
    read('ec2Query', RunInstancesCommand, 'MinCount=1&MaxCount=2&EbsOptimized=true&CpuOptions.CoreCount=4'),
  ).toEqual({
    MinCount: 1,
    MaxCount: 2,
    EbsOptimized: true,
    CpuOptions: { CoreCount: 4 },
  });
  expect(() => read('ec2Query', RunInstancesCommand, 'EbsOptimized=yes')).toThrow(
    new MalformedRequest('EbsOptimized', "'yes' is neither true nor false"),
  );
  expect(() => read('ec2Query', RunInstancesCommand, 'MinCount=')).toThrow(MalformedRequest);
});

test('what belongs to the request itself is no parameter of the operation', () => {
  expect(
    read('ec2Query', CreateVpcCommand, 'Action=CreateVpc&Version=1&X-Amz-Signature=0&AWSAccessKeyId=A&CidrBlock=c'),
  ).toEqual({ CidrBlock: 'c' });
});

test.each([
  [CreateVpcCommand, 'Cidr=x', 'Cidr'],
  [CreateVpcCommand, 'CidrBlock.1=x', 'CidrBlock.1'],
  [CreateVpcCommand, '__proto__.x=1', '__proto__'],
  [DescribeVpcsCommand, 'VpcId=vpc-1', 'VpcId'],
  [DescribeVpcsCommand, 'Filter.1.Nam=x', 'Filter.1.Nam'],
  [CreateTagsCommand, 'Tag.1=x', 'Tag.1'],
] as const)('%p does not take %s', (command, parameters, unknown) => {
  expect(() => read('ec2Query', command, parameters)).toThrow(new UnknownParameter(unknown));
});
