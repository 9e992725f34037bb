import { expect, test } from '@jest/globals';
import { isOwnParameter, withoutOwnParts } from '../../src/explain/own-parts.js';

const ours = [
  { Key: 'provision:stack', Value: 'shop' },
  { Key: 'provision:step', Value: 'vpc' },
];

test('tokens and our tags are left out of a call, and tags of the config stay', () => {
  expect(
    withoutOwnParts('ec2:CreateNatGateway', {
      SubnetId: 's',
      ClientToken: 't',
      TagSpecifications: [{ ResourceType: 'natgateway', Tags: ours }],
    }),
  ).toEqual({ SubnetId: 's' });
  expect(
    withoutOwnParts('ec2:CreateVpc', {
      TagSpecifications: [{ ResourceType: 'vpc', Tags: [...ours, { Key: 'team', Value: 'a' }] }],
    }),
  ).toEqual({ TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'team', Value: 'a' }] }] });
  expect(withoutOwnParts('logs:CreateLogGroup', { logGroupName: 'l', tags: { 'provision:stack': 'shop' } })).toEqual({
    logGroupName: 'l',
  });
  expect(
    withoutOwnParts('ecs:CreateCluster', {
      tags: [
        { key: 'provision:id', value: '1' },
        { key: 'team', value: 'a' },
      ],
    }),
  ).toEqual({ tags: [{ key: 'team', value: 'a' }] });
});

test('a call that is about tags keeps them', () => {
  expect(withoutOwnParts('ec2:CreateTags', { Tags: ours })).toEqual({ Tags: ours });
  expect(isOwnParameter('ec2:CreateTags', 'Tags')).toBe(false);
  expect(isOwnParameter('ec2:CreateVpc', 'TagSpecifications')).toBe(true);
  expect(isOwnParameter('ecs:CreateService', 'clientToken')).toBe(true);
  expect(isOwnParameter('ecs:CreateService', 'propagateTags')).toBe(false);
});

test('what is not plain data stays as it is', () => {
  const bytes = new Uint8Array([1]);
  expect(withoutOwnParts('lambda:Invoke', { Payload: bytes, list: [1, 'a', null] })).toEqual({
    Payload: bytes,
    list: [1, 'a', null],
  });
});
