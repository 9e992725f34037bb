import {
  CreateKeyPairCommand,
  DeleteKeyPairCommand,
  DescribeImagesCommand,
  DescribeInstanceTypesCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { tagged } from '../given.js';
import { probesOf } from '../probe.js';
import { api, codes, noId } from './ec2-made.js';

/** Key pairs, images, types: what an instance is started with. */
export const instances = probesOf('ec2', [
  {
    title: 'a key pair is handed out once, its name is taken once, and deleting it twice is no error',
    source: api('DeleteKeyPair'),
    async run(story) {
      const { check, ec2 } = story;
      const KeyName = story.name('key');
      const input = { KeyName, TagSpecifications: tagged(story, 'key-pair') };
      const made = await ec2.send(new CreateKeyPairCommand(input));
      check.has('the answer', made, 'KeyMaterial', 'KeyPairId', 'KeyFingerprint');
      await check.refused('CreateKeyPair', ec2.send(new CreateKeyPairCommand(input)), {
        code: 'InvalidKeyPair.Duplicate',
        means: ['create', 'taken'],
      });
      await ec2.send(new DeleteKeyPairCommand({ KeyName }));
      await ec2.send(new DeleteKeyPairCommand({ KeyName }));
    },
  },
  {
    title: 'an image that is not there is refused: InvalidAMIID.NotFound, which no waiting helps',
    source: codes,
    async run({ check, ec2 }) {
      const ImageIds = [`ami-${noId}`];
      await check.refused('DescribeImages', ec2.send(new DescribeImagesCommand({ ImageIds })), {
        code: 'InvalidAMIID.NotFound',
        means: ['create', 'refused'],
      });
    },
  },
  {
    title: 'an instance type says its processor, its memory and its network interfaces',
    source: api('InstanceTypeInfo'),
    async run({ check, ec2 }) {
      const input = { InstanceTypes: ['t3.micro' as const] };
      const { InstanceTypes = [] } = await ec2.send(new DescribeInstanceTypesCommand(input));
      const [type] = InstanceTypes;
      check.equal('processors', type?.ProcessorInfo?.SupportedArchitectures, ['x86_64']);
      check.equal('memory', type?.MemoryInfo?.SizeInMiB, 1024);
      check.equal('interfaces', type?.NetworkInfo?.MaximumNetworkInterfaces, 2);
      check.equal('vCPUs', type?.VCpuInfo?.DefaultVCpus, 2);
    },
  },
  {
    title:
      'an instance with a profile that is not there is refused: InvalidParameterValue, which the program waits for',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshoot-iam.html',
    async run(story) {
      const { check, ec2, given } = story;
      const [SubnetId] = await given.subnets();
      const Filters = [{ Name: 'name', Values: ['al2023-ami-2023.*-x86_64'] }];
      const { Images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ['amazon'], Filters }));
      const launch = new RunInstancesCommand({
        ...{ SubnetId, MinCount: 1, MaxCount: 1, ImageId: `${Images[0]?.ImageId}`, InstanceType: 't3.micro' },
        IamInstanceProfile: { Name: story.name('profile') },
        TagSpecifications: tagged(story, 'instance'),
      });
      await check.refused('RunInstances', ec2.send(launch), {
        code: 'InvalidParameterValue',
        message: /iam instance profile/i,
        means: ['create', 'not-yet'],
      });
    },
  },
]);
