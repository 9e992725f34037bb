import { DeleteKeyPairCommand, DescribeKeyPairsCommand, ImportKeyPairCommand } from '@aws-sdk/client-ec2';
import { afterPrefix } from '../../../src/arn.js';
import { absent, ready, required, resource, step, type StepOf } from '../../../src/step.js';
import { fromUpper } from '../../common/tags.js';
import { retagEc2, tagSpecifications } from '../tags.js';
import { script } from './script.js';

interface KeyPairWant {
  readonly KeyName: string;
  /** Type and key, as OpenSSH writes them. */
  readonly PublicKeyMaterial: string;
}

export const keyPairResource = resource({
  type: 'key-pair',
  script,
  fixed: ['KeyName', 'PublicKeyMaterial'],
  sameName: 'refuses',
  nameMember: 'KeyName',

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

  fromArn: afterPrefix('ec2', 'key-pair/'),
  async find({ ec2 }, { KeyName }) {
    const Filters = [{ Name: 'key-name', Values: [KeyName] }];
    const { KeyPairs = [] } = await ec2.send(new DescribeKeyPairsCommand({ Filters }));
    return KeyPairs.map((it) => ({ id: required(it.KeyPairId, 'KeyPairId'), tags: fromUpper(it.Tags) }));
  },

  async read({ ec2 }, keyPairId) {
    const input = { KeyPairIds: [keyPairId], IncludePublicKey: true };
    const { KeyPairs: [pair] = [] } = await ec2.send(new DescribeKeyPairsCommand(input));
    if (!pair) return absent;
    const keyName = required(pair.KeyName, 'KeyName');
    // Believed: a key that was imported with a line break at its end is shown with it.
    const PublicKeyMaterial = withoutComment(required(pair.PublicKey?.trim(), 'PublicKey'));
    return ready({ keyName }, { KeyName: keyName, PublicKeyMaterial }, { tags: fromUpper(pair.Tags) });
  },

  retag: retagEc2,

  async delete({ ec2 }, KeyPairId) {
    await ec2.send(new DeleteKeyPairCommand({ KeyPairId }));
  },
});
export type KeyPair = StepOf<typeof keyPairResource>;

/** The key without its comment, because EC2 replaces the owner's comment by its own. */
const withoutComment = (publicKey: string) => publicKey.trim().split(/\s+/).slice(0, 2).join(' ');

/**
 * The public key of a pair whose private key stays with its owner, so this program sees no secret. Free.
 * @param publicKey `ssh-ed25519 AAAA… comment`, or `ssh-rsa`
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-key-pairs.html
 */
export const keyPair = (name: string, { keyName, publicKey }: { keyName: string; publicKey: string }) =>
  step({
    name,
    resource: keyPairResource,
    needs: {},
    why: 'The public key with which the instance accepts SSH',
    want: () => ({ KeyName: keyName, PublicKeyMaterial: withoutComment(publicKey) }),
  });
