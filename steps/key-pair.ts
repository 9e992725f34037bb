import { DeleteKeyPairCommand, DescribeKeyPairsCommand, ImportKeyPairCommand } from '@aws-sdk/client-ec2';
import { absent, ready, required, resource, step, type StepOf } from '../src/step.js';
import { retagEc2 } from './retag.js';
import { fromUpper, tagSpecifications } from './tags.js';

interface KeyPairWant {
  readonly KeyName: string;
  /** Kind and key, as OpenSSH writes them. */
  readonly PublicKeyMaterial: string;
}

export const keyPairResource = resource({
  type: 'key-pair',
  fixed: ['KeyName', 'PublicKeyMaterial'],
  sameName: 'refuses',

  async create({ ec2, tags }, { KeyName, PublicKeyMaterial }: KeyPairWant) {
    const made = await ec2.send(
      new ImportKeyPairCommand({
        KeyName,
        PublicKeyMaterial: Buffer.from(PublicKeyMaterial),
        TagSpecifications: tagSpecifications('key-pair', tags),
      }),
    );
    return required(made.KeyPairId, 'KeyPairId');
  },

  async find({ ec2 }, { KeyName }) {
    const Filters = [{ Name: 'key-name', Values: [KeyName] }];
    const { KeyPairs: [pair] = [] } = await ec2.send(new DescribeKeyPairsCommand({ Filters }));
    return pair && { id: required(pair.KeyPairId, 'KeyPairId'), tags: fromUpper(pair.Tags) };
  },

  async read({ ec2 }, keyPairId) {
    const input = { KeyPairIds: [keyPairId], IncludePublicKey: true };
    const { KeyPairs: [pair] = [] } = await ec2.send(new DescribeKeyPairsCommand(input));
    if (!pair) return absent;
    const keyName = required(pair.KeyName, 'KeyName');
    const PublicKeyMaterial = withoutComment(required(pair.PublicKey, 'PublicKey'));
    return ready({ keyName }, { KeyName: keyName, PublicKeyMaterial }, { tags: fromUpper(pair.Tags) });
  },

  retag: retagEc2,

  async delete({ ec2 }, KeyPairId) {
    await ec2.send(new DeleteKeyPairCommand({ KeyPairId }));
  },
});
export type KeyPair = StepOf<typeof keyPairResource>;

/** What follows the key is a note of its owner's. EC2 puts its own there. */
const withoutComment = (publicKey: string) => publicKey.trim().split(/\s+/).slice(0, 2).join(' ');

/**
 * The public half of a key that its owner keeps the private half of, so no secret passes through here. Free.
 * @param publicKey `ssh-ed25519 AAAA… comment`, or `ssh-rsa`
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-key-pairs.html
 */
export const keyPair = (name: string, { keyName, publicKey }: { keyName: string; publicKey: string }) =>
  step({
    name,
    resource: keyPairResource,
    needs: {},
    why: 'The key that opens the instance over SSH',
    want: () => ({ KeyName: keyName, PublicKeyMaterial: withoutComment(publicKey) }),
  });
