import { expect, test } from '@jest/globals';
import { anonymiser } from '../../conformance/anonymise.js';

const anonymous = anonymiser({ account: '210987654321', id: 'deadbeef' });

test('ids, accounts and addresses are replaced, and the same one always by the same', () => {
  expect(
    anonymous({
      VpcId: 'vpc-0a1b2c3d4e5f60718',
      SubnetIds: ['subnet-0aaaaaaaaaaaaaaa1', 'subnet-0aaaaaaaaaaaaaaa2'],
      Message: "The vpc 'vpc-0a1b2c3d4e5f60718' has dependencies",
      Arn: 'arn:aws:ecs:us-east-1:210987654321:cluster/pc-deadbeef-1-cluster',
      PublicIp: '54.12.13.14',
      Dns: 'ec2-54-12-13-14.compute-1.amazonaws.com',
      CidrBlock: '10.99.0.0/16',
      Owner: '123123123123',
    }),
  ).toEqual({
    VpcId: 'vpc-00000000000000001',
    SubnetIds: ['subnet-00000000000000001', 'subnet-00000000000000002'],
    Message: "The vpc 'vpc-00000000000000001' has dependencies",
    Arn: 'arn:aws:ecs:us-east-1:111122223333:cluster/pc-therunid-1-cluster',
    PublicIp: '203.0.113.1',
    Dns: 'ec2-203-0-113-1.compute-1.amazonaws.com',
    CidrBlock: '10.99.0.0/16',
    Owner: '444455556667',
  });
});

test('who called is not told, and no secret is', () => {
  const text = JSON.stringify(
    anonymous({
      Arn: 'arn:aws:sts::210987654321:assumed-role/Admin/ana@example.org',
      UserId: 'AROAABCDEFGHIJKLMNOPQ:ana@example.org',
      RoleId: 'AROAABCDEFGHIJKLMNOPQ',
      KeyMaterial: '-----BEGIN RSA PRIVATE KEY-----',
      authorizationData: [{ authorizationToken: 'QVdTOnNlY3JldA==' }],
      Message: 'User ana@example.org is not authorized',
      $metadata: { requestId: 'x' },
    }),
  );
  expect(text).not.toMatch(/ana|Admin|ABCDEFGH|PRIVATE|QVdT|requestId/);
});

test('what belongs to nobody stays as it is', () => {
  const answer = { ImageId: 'x', Version: '1.4.0', Zone: 'us-east-1a', ZoneId: 'use1-az1', Cidr: '0.0.0.0/0' };
  expect(anonymous(answer)).toEqual(answer);
});
