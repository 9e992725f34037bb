import { expect, test } from '@jest/globals';
import { variable, scriptText } from '../../src/script/bash.js';
import { kebab, optionOf } from '../../src/script/cli-names.js';
import { linesOf } from '../../src/script/command.js';
import { bash } from './shell.js';

/** As the AWS CLI 1.45 has them, whose rule is that of 2. */
const names = {
  CreateVpc: 'create-vpc',
  VPCZoneIdentifier: 'vpc-zone-identifier',
  enableECSManagedTags: 'enable-ecs-managed-tags',
  TargetGroupARNs: 'target-group-arns',
  ResourceARN: 'resource-arn',
  EnableDnsSupport: 'enable-dns-support',
  Ipv6CidrBlock: 'ipv6-cidr-block',
  IpPermissions: 'ip-permissions',
  UploadSSHPublicKey: 'upload-ssh-public-key',
  OpenIDConnectProviderArn: 'open-id-connect-provider-arn',
  NewInstancesProtectedFromScaleIn: 'new-instances-protected-from-scale-in',
};

test('operations and members are called as the CLI calls them', () => {
  expect(Object.fromEntries(Object.keys(names).map((name) => [name, kebab(name)]))).toEqual(names);
});

test('what is true is an option, and what is false is another one', () => {
  expect(optionOf('ecs', 'DeleteService', 'force', true)).toBe('--force');
  expect(optionOf('ec2', 'CreateVpcEndpoint', 'PrivateDnsEnabled', false)).toBe('--no-private-dns-enabled');
  expect(optionOf('ec2', 'RunInstances', 'DisableApiTermination', false)).toBe('--enable-api-termination');
  expect(optionOf('ecs', 'CreateService', 'enableExecuteCommand', false)).toBe('--disable-execute-command');
  expect(optionOf('apigatewayv2', 'CreateApi', 'Version', '2')).toBe('--api-version');
});

/** What a command's options are to the program: the words after its name. */
async function wordsOf(input: object, operation = 'CreateThing'): Promise<string[]> {
  const lines = linesOf({ service: 'ec2', operation, input });
  const { stdout, stderr } = await bash(`aws() { printf '%s\\0' "$@"; }\nVPC_ID=vpc-1\n${scriptText(lines)}`);
  expect(stderr).toBe('');
  return stdout.split('\0').slice(2, -1);
}

test('short structures are written as documentation writes them, and others as JSON', async () => {
  const Tags = [
    { Key: 'provision:stack', Value: 'a' },
    { Key: 'b', Value: '1' },
  ];
  expect(await wordsOf({ Tags })).toEqual(['--tags', 'Key=provision:stack,Value=a', 'Key=b,Value=1']);
  expect(await wordsOf({ Spec: { A: { Value: true }, B: ['x', 'y'], C: 2, D: [] } })).toEqual([
    '--spec',
    'A={Value=true},B=[x,y],C=2,D=[]',
  ]);
  const hostile = [
    { Key: 'it\'s, "it"', Value: '$x {} [] = \\ `' },
    { Key: 'a\nb', Value: '' },
  ];
  const [option, json = ''] = await wordsOf({ Tags: hostile });
  expect([option, JSON.parse(json)]).toEqual(['--tags', hostile]);
});

test('lists of words are words, unless the CLI would take one for JSON', async () => {
  expect(await wordsOf({ SubnetIds: ['subnet-1', variable('VPC_ID')] })).toEqual(['--subnet-ids', 'subnet-1', 'vpc-1']);
  expect(await wordsOf({ Names: [] })).toEqual(['--names', '[]']);
  expect(await wordsOf({ Names: ['[a]', 'b'] })).toEqual(['--names', '["[a]","b"]']);
});

test('a value that begins like an option is tied to its own', async () => {
  expect(await wordsOf({ IpProtocol: '-1', Port: -1, Name: '-$x' })).toEqual([
    '--ip-protocol=-1',
    '--port=-1',
    '--name=-$x',
  ]);
});

test('a policy is shown on many lines and says the same; other texts stay as they are', async () => {
  const document = {
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'ecs-tasks.amazonaws.com' },
        Id: variable('VPC_ID'),
      },
    ],
  };
  const manifest = JSON.stringify({ layers: 'x'.repeat(100) });
  const [, policy = '', , text, , same] = await wordsOf({
    PolicyDocument: JSON.stringify(document),
    Text: 'one\n  two',
    imageManifest: manifest,
  });
  expect(same).toBe(manifest);
  expect(policy).toContain('\n');
  expect(JSON.parse(policy)).toEqual(JSON.parse(JSON.stringify(document).replace(variable('VPC_ID'), 'vpc-1')));
  expect(text).toBe('one\n  two');
});

test('tokens are left to the CLI, and so are counting instances and encoding what they run', async () => {
  const UserData = Buffer.from('#!/bin/sh\necho $HOME').toString('base64');
  const words = await wordsOf(
    { ClientToken: 'x', clientToken: 'x', CreatorRequestId: 'x', MinCount: 1, MaxCount: 1, UserData },
    'RunInstances',
  );
  expect(words).toEqual(['--user-data', '#!/bin/sh\necho $HOME', '--count', '1']);
});

test('a long command has a line for each option', () => {
  const input = {
    VpcId: variable('VPC_ID'),
    CidrBlock: '10.0.0.0/20',
    AvailabilityZoneId: 'euw1-az1',
    OutpostArn: 'x'.repeat(40),
  };
  expect(linesOf({ service: 'ec2', operation: 'CreateSubnet', input, query: 'Subnet.SubnetId' }, ['retry'])).toEqual([
    'retry aws ec2 create-subnet \\',
    '  --vpc-id "$VPC_ID" \\',
    '  --cidr-block 10.0.0.0/20 \\',
    '  --availability-zone-id euw1-az1 \\',
    `  --outpost-arn ${'x'.repeat(40)} \\`,
    '  --query Subnet.SubnetId --output text',
  ]);
});
