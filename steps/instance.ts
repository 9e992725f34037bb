import {
  DescribeInstancesCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
  type _InstanceType,
  type DescribeInstancesRequest,
  type Instance as LiveInstance,
} from '@aws-sdk/client-ec2';
import {
  absent,
  broken,
  pending,
  ready,
  required,
  resource,
  step,
  type Cloud,
  type Step,
  type StepOf,
} from '../src/step.js';
import { agrees } from './agrees.js';
import type { Ami } from './ami.js';
import type { InstanceProfile } from './instance-profile.js';
import { asInstanceType, instanceTags, liveMetadataOptions, metadataOptions, rootVolume } from './instance-settings.js';
import type { KeyPair } from './key-pair.js';
import { retagEc2 } from './retag.js';
import type { SecurityGroup } from './security-group.js';
import type { Subnet } from './subnet.js';
import { fromUpper, tagFilters } from './tags.js';

interface InstanceWant {
  readonly ImageId: string;
  readonly InstanceType: _InstanceType;
  readonly SubnetId: string;
  readonly SecurityGroupIds: string[];
  readonly IamInstanceProfile: { readonly Name: string };
  /** Null where nobody shall come in by a key. */
  readonly KeyName: string | null;
  readonly AssociatePublicIpAddress: boolean;
  readonly BlockDeviceMappings: ReturnType<typeof rootVolume>[];
  readonly MetadataOptions: typeof metadataOptions;
}
interface InstanceOut {
  readonly instanceId: string;
  readonly publicIp?: string;
}

export const instanceResource = resource({
  type: 'instance',
  // There is nothing on it that is worth keeping: any change is another instance.
  fixed: [
    'ImageId',
    'InstanceType',
    'SubnetId',
    'SecurityGroupIds',
    'IamInstanceProfile',
    'KeyName',
    'AssociatePublicIpAddress',
    'BlockDeviceMappings',
    'MetadataOptions',
  ],
  replace: 'create-first',

  async create({ ec2, token, tags }, want: InstanceWant) {
    const { SubnetId, SecurityGroupIds: Groups, AssociatePublicIpAddress, KeyName, ...others } = want;
    const made = await ec2.send(
      new RunInstancesCommand({
        ...others,
        ...(KeyName !== null && { KeyName }),
        MinCount: 1,
        MaxCount: 1,
        NetworkInterfaces: [{ DeviceIndex: 0, SubnetId, Groups, AssociatePublicIpAddress }],
        TagSpecifications: instanceTags(tags),
        ClientToken: token,
      }),
    );
    return required(made.Instances?.[0]?.InstanceId, 'InstanceId');
  },

  // By what it is too: the one that is being replaced has the same tags.
  async find(cloud, want) {
    const states = { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] };
    const instances = await described(cloud, { Filters: [...tagFilters(cloud), states] });
    const instance = instances.find((it) => agrees(liveOf(it), want));
    return instance && { id: required(instance.InstanceId, 'InstanceId'), tags: fromUpper(instance.Tags) };
  },

  // A terminated instance is described for about an hour, and holds on to nothing.
  async read(cloud, instanceId) {
    const [instance] = await described(cloud, { InstanceIds: [instanceId] });
    const state = instance?.State?.Name ?? 'terminated';
    if (!instance || state === 'terminated') return absent;
    if (state === 'stopped') return broken('the instance is stopped');
    if (state !== 'running') return pending(`the instance is ${state}`);
    const { PublicIpAddress: publicIp, Tags } = instance;
    const out: InstanceOut = { instanceId, ...(publicIp !== undefined && { publicIp }) };
    return ready(out, liveOf(instance), { tags: fromUpper(Tags) });
  },

  retag: retagEc2,

  async delete({ ec2 }, instanceId) {
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
  },
});
export type Instance = StepOf<typeof instanceResource>;

async function described({ ec2 }: Cloud, input: DescribeInstancesRequest): Promise<LiveInstance[]> {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand(input));
  return Reservations.flatMap(({ Instances = [] }) => Instances);
}

/** Of the volumes an instance tells no more than their ids, and its address comes and goes with its state. */
const liveOf = (instance: LiveInstance) =>
  ({
    ImageId: instance.ImageId,
    InstanceType: instance.InstanceType,
    SubnetId: instance.SubnetId,
    SecurityGroupIds: (instance.SecurityGroups ?? []).map(({ GroupId = '' }) => GroupId).sort(),
    IamInstanceProfile: { Name: instance.IamInstanceProfile?.Arn?.split('/').at(-1) },
    KeyName: instance.KeyName ?? null,
    MetadataOptions: liveMetadataOptions(instance.MetadataOptions),
  }) as Partial<InstanceWant>;

/**
 * One instance. Billed by the second while it runs, with its volume and its public address.
 * @param needs `policies`: what its role may do; `ways`: what leads out of the subnet. All of them outlive it, so that
 *   its public address is given back before the internet gateway goes
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html
 */
export const instance = (
  name: string,
  needs: {
    subnet: Subnet;
    group: SecurityGroup;
    ami: Ami;
    profile: InstanceProfile;
    key: KeyPair | undefined;
    policies: readonly Step[];
    ways: readonly Step[];
  },
  { instanceType, publicIp, why }: { instanceType: string; publicIp: boolean; why: string },
) =>
  step({
    name,
    resource: instanceResource,
    needs,
    why,
    want: ({ subnet, group, ami, profile, key }): InstanceWant => ({
      ImageId: ami.imageId,
      InstanceType: asInstanceType(instanceType),
      SubnetId: subnet.subnetId,
      SecurityGroupIds: [group.groupId],
      IamInstanceProfile: { Name: profile.instanceProfileName },
      KeyName: key?.keyName ?? null,
      AssociatePublicIpAddress: publicIp,
      BlockDeviceMappings: [rootVolume()],
      MetadataOptions: metadataOptions,
    }),
  });
