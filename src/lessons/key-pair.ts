import type { Chapter } from './lesson.js';

export const keyPair: Chapter = {
  noun: 'key-pair',
  is:
    'The public half of an SSH key, stored in EC2 under a name. An instance that is launched with that name finds ' +
    'the key in its metadata at its first boot and adds it to `~/.ssh/authorized_keys` of the login user (`ec2-user` ' +
    'on Amazon Linux). It is made only where the config has a key for the bastion: Session Manager needs none.',
  operations: {
    'ec2:ImportKeyPair': {
      does:
        'Stores a public key that exists already under a name. The private key never leaves the machine it was made ' +
        'on.',
      parameters: {
        KeyName: 'The name that RunInstances refers to. It is unique in the account and region.',
        PublicKeyMaterial:
          'One line as `ssh-keygen` writes it, kind and key: `ssh-ed25519 AAAA…` or `ssh-rsa AAAA…`. The comment at ' +
          'its end is left out, because EC2 puts its own there and every later comparison would show a difference.',
        TagSpecifications:
          'Tags it in the same call, so that there is no moment in which it has no owner. By these tags a run that ' +
          'was cut off finds it again.',
      },
      behind:
        'It is usable as soon as the call answers. There is no idempotency token; the unique name does that work, ' +
        'since a second request is refused.',
      undo: '`ec2:DeleteKeyPair`, which takes the name away but not the key from instances that have it.',
      mistakes: [
        'Using CreateKeyPair instead: AWS then makes the private key and shows it once. When that answer is lost, ' +
          'the only way on is to delete the pair and make another.',
        'A name that is in use: `InvalidKeyPair.Duplicate`.',
        'Giving the private key, or a PEM file, where the OpenSSH line belongs: `InvalidKey.Format`.',
        'Expecting a new key on a running instance. The key is copied at the first boot only.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ImportKeyPair.html',
    },
    'ec2:DescribeKeyPairs': {
      does: 'Looks key pairs up, by name or by id (`key-…`).',
      parameters: {
        Filters:
          '`key-name`, when it is not known whether there is one: a filter without a match gives an empty list. ' +
          'Asked for by `KeyNames`, a missing one would be an error.',
        KeyPairIds: 'The id, once it is recorded. A pair that is gone is `InvalidKeyPair.NotFound`.',
        IncludePublicKey:
          'Without it the answer has only a fingerprint, and nobody can tell whether the stored key is the wanted ' +
          'one.',
      },
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeKeyPairs.html',
    },
    'ec2:DeleteKeyPair': {
      does: 'Removes the public key and its name from EC2.',
      parameters: {
        KeyPairId: 'The id rather than the name: a pair that somebody made anew under the same name is not touched.',
      },
      behind: 'It succeeds also when there is no such pair, so it may be repeated.',
      undo: 'Importing the same public key again, under the same name; it gets another id.',
      mistakes: [
        'Taking it for a way to lock somebody out. The key stays in `authorized_keys` of every instance that was ' +
          'launched with it.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteKeyPair.html',
    },
  },
};
