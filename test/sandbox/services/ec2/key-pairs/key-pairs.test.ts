import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import {
  CreateKeyPairCommand,
  DeleteKeyPairCommand,
  DescribeKeyPairsCommand,
  ImportKeyPairCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { opensshOf, parsePublicKey } from '../../../../../src/sandbox/services/ec2/key-pairs/public-key.js';
import { testNetwork } from '../network.js';

/** Made with ssh-keygen; its fingerprint is what ssh-keygen -l shows. */
const ed25519 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEn+bjPAvAdPQ0B/55ew3rQ8GxUio2hV902DBaACKupN me@example';
const fingerprint = 'Rj82SWztp/28tN0bweJH7jTEPQuLwAba9BtRyLsQlzE=';

test('an imported key is found by name, id and tag, without its public half unless asked for', () => {
  const { call } = testNetwork();
  const TagSpecifications = [{ ResourceType: 'key-pair' as const, Tags: [{ Key: 'stack', Value: 'shop' }] }];
  const PublicKeyMaterial = Buffer.from(ed25519);
  const made = call(ImportKeyPairCommand, { KeyName: 'me', PublicKeyMaterial, TagSpecifications });
  expect(made).toMatchObject({ KeyName: 'me', KeyPairId: expect.stringMatching(/^key-[0-9a-f]{17}$/) });
  const found = (question: object) => call(DescribeKeyPairsCommand, question).KeyPairs;
  expect(found({ KeyNames: ['me'] })).toEqual(found({ KeyPairIds: [made.KeyPairId ?? ''] }));
  expect(found({ Filters: [{ Name: 'tag:stack', Values: ['shop'] }] })).toMatchObject([
    { KeyType: 'ed25519', KeyFingerprint: fingerprint },
  ]);
  expect(found({})?.[0]).not.toHaveProperty('PublicKey');
  expect(found({ IncludePublicKey: true })?.[0]?.PublicKey).toBe(ed25519);
});

test('what is no public key of a kind that EC2 takes is refused, and so is a name that is taken', () => {
  const { call, refused } = testNetwork();
  const importing = (text: string, KeyName = 'me') => ({ KeyName, PublicKeyMaterial: Buffer.from(text) });
  const forged = [ed25519.replace('ssh-ed25519 ', 'ssh-rsa '), ed25519.replace('AAAAC3', 'AAAAC4')];
  for (const text of ['secret', 'ssh-rsa AAAA', ...forged])
    expect(refused(ImportKeyPairCommand, importing(text))[0]).toBe('InvalidKey.Format');
  call(ImportKeyPairCommand, importing(ed25519));
  expect(refused(ImportKeyPairCommand, importing(ed25519))).toEqual([
    'InvalidKeyPair.Duplicate',
    "The keypair 'me' already exists.",
  ]);
});

test('a key that EC2 makes is handed out once, and its halves belong together', () => {
  const { call } = testNetwork();
  const { KeyMaterial = '' } = call(CreateKeyPairCommand, { KeyName: 'made' });
  const [row] = call(DescribeKeyPairsCommand, { IncludePublicKey: true }).KeyPairs ?? [];
  expect(row?.PublicKey).toBe(opensshOf(createPublicKey(createPrivateKey(KeyMaterial))));
  expect(row?.KeyFingerprint).toMatch(/^([0-9a-f]{2}:){19}[0-9a-f]{2}$/);
});

test('an RSA key survives being written as OpenSSH does and read again', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  expect(parsePublicKey(`${opensshOf(publicKey)} a comment`)).toMatchObject({
    KeyType: 'rsa',
    KeyFingerprint: expect.stringMatching(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/),
  });
});

test('deleting is idempotent; describing what is not there is not', () => {
  const { call, refused } = testNetwork();
  call(ImportKeyPairCommand, { KeyName: 'me', PublicKeyMaterial: Buffer.from(ed25519) });
  expect(call(DeleteKeyPairCommand, { KeyName: 'me' })).toMatchObject({ Return: true, KeyPairId: expect.any(String) });
  expect(call(DeleteKeyPairCommand, { KeyName: 'me' })).toEqual({ Return: true });
  expect(refused(DescribeKeyPairsCommand, { KeyNames: ['me'] })).toEqual([
    'InvalidKeyPair.NotFound',
    "The key pair 'me' does not exist",
  ]);
});
