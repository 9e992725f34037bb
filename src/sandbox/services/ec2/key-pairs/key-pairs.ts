import { generateKeyPairSync } from 'node:crypto';
import {
  CreateKeyPairCommand,
  DeleteKeyPairCommand,
  DescribeKeyPairsCommand,
  ImportKeyPairCommand,
  type KeyPairInfo,
  type Tag,
} from '@aws-sdk/client-ec2';
import { AwsError, on, type Context, type Operation } from '../../../service.js';
import { keyPairs, type KeyPairRow } from '../compute-tables.js';
import { described, type Description } from '../describe.js';
import { keyPair } from '../resource-kinds.js';
import { fingerprint, opensshOf, parsePublicKey, type PublicKey } from './public-key.js';
import { notInSandbox, required, invalid, missingParameter } from '../refusals.js';
import { tagsFor } from '../tag-specifications.js';

/** Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ImportKeyPair.html */
export const keyPairOperations: readonly Operation[] = [
  on(ImportKeyPairCommand, (input, context) => {
    const KeyName = freeName(context, input.KeyName);
    const Tags = tagsFor(keyPair, input.TagSpecifications);
    const key = parsePublicKey(Buffer.from(required(input.PublicKeyMaterial, 'publicKeyMaterial')).toString());
    if (!key) throw new AwsError('InvalidKey.Format', 'Key is not in valid OpenSSH public key format');
    const { KeyPairId, KeyFingerprint } = add(context, KeyName, key, Tags);
    return { KeyPairId, KeyName, KeyFingerprint, Tags };
  }),

  /** The private half is in this one answer and nowhere else. */
  on(CreateKeyPairCommand, (input, context) => {
    const KeyName = freeName(context, input.KeyName);
    const Tags = tagsFor(keyPair, input.TagSpecifications);
    if ((input.KeyType ?? 'rsa') !== 'rsa') throw notInSandbox(`making keys of type ${input.KeyType}`);
    if ((input.KeyFormat ?? 'pem') !== 'pem') throw notInSandbox(`the key format ${input.KeyFormat}`);
    const { key, KeyMaterial } = generated();
    const { KeyPairId, KeyFingerprint } = add(context, KeyName, key, Tags);
    return { KeyPairId, KeyName, KeyFingerprint, KeyMaterial, Tags };
  }),

  on(DescribeKeyPairsCommand, ({ KeyNames = [], KeyPairIds = [], Filters, IncludePublicKey }, context) => {
    const ids = [...KeyNames.map((name) => keyPairByName(context, name).KeyPairId), ...KeyPairIds];
    const { rows } = described(context, description, { Filters, ids });
    return { KeyPairs: rows.map((row) => shown(row, IncludePublicKey === true)) };
  }),

  /** Deleting what is not there succeeds. */
  on(DeleteKeyPairCommand, ({ KeyName, KeyPairId }, context) => {
    if (KeyName === undefined && KeyPairId === undefined) throw missingParameter('KeyName or KeyPairId');
    const row = keyPairs(context).find((it) => it.KeyName === KeyName || it.KeyPairId === KeyPairId);
    if (!row) return { Return: true };
    keyPairs(context).delete(row.KeyPairId);
    return { Return: true, KeyPairId: row.KeyPairId };
  }),
];

/** @throws AwsError InvalidKeyPair.NotFound */
export function keyPairByName(context: Context, name: string): KeyPairRow {
  const row = keyPairs(context).find(({ KeyName }) => KeyName === name);
  if (!row) throw new AwsError('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`);
  return row;
}

function freeName(context: Context, asked: string | undefined): string {
  const name = required(asked, 'KeyName');
  if (name.length > 255)
    throw invalid(`Value (${name}) for parameter KeyName is invalid. It has more than 255 characters.`);
  if (keyPairs(context).find(({ KeyName }) => KeyName === name))
    throw new AwsError('InvalidKeyPair.Duplicate', `The keypair '${name}' already exists.`);
  return name;
}

function add(context: Context, KeyName: string, key: PublicKey, Tags: Tag[]): KeyPairRow {
  const row = { KeyPairId: context.id('key'), KeyName, ...key, CreateTime: context.now, Tags };
  keyPairs(context).set(row.KeyPairId, row);
  return row;
}

/** A new RSA key. It is never the same, whatever the world: nobody shall take it for one of theirs. */
function generated(): { key: PublicKey; KeyMaterial: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const KeyFingerprint = fingerprint('sha1', privateKey.export({ type: 'pkcs8', format: 'der' }));
  return {
    key: { KeyType: 'rsa', PublicKey: opensshOf(publicKey), KeyFingerprint },
    KeyMaterial: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  };
}

function shown({ PublicKey, ...row }: KeyPairRow, withPublicKey: boolean): KeyPairInfo {
  return withPublicKey ? { ...row, PublicKey } : row;
}

const description: Description<KeyPairRow> = {
  kind: keyPair,
  idsParameter: 'keyPairIds',
  filters: {
    fingerprint: ({ KeyFingerprint }) => KeyFingerprint,
    'key-name': ({ KeyName }) => KeyName,
    'key-pair-id': ({ KeyPairId }) => KeyPairId,
    'key-type': ({ KeyType }) => KeyType,
  },
};
