import {
  DescribeInstancesCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
  type _InstanceType,
  type DescribeInstancesRequest,
  type Instance as LiveInstance,
} from '@aws-sdk/client-ec2';
import { afterPrefix } from '../../../src/arn.js';
import { by } from '../../../src/list-rules.js';
import {
  absent,
  broken,
  leaving,
  pending,
  ready,
  required,
  resource,
  step,
  type Cloud,
  type Step,
  type StepOf,
} from '../../../src/step.js';
import { containsAll } from '../../common/contains-all.js';
import type { Ami } from '../../ssm/ami/resource.js';
import type { InstanceProfile } from '../../iam/instance-profile/resource.js';
import { fromUpper } from '../../common/tags.js';
import { retagEc2, tagFilters } from '../tags.js';
import { asInstanceType, instanceTags, liveMetadataOptions, metadataOptions, rootVolume } from './settings.js';
import type { KeyPair } from '../key-pair/resource.js';
import type { SecurityGroup } from '../security-group/resource.js';
import type { Subnet } from '../subnet/resource.js';
import { billing } from './billing.js';
import { script } from './script.js';
import { instanceDependents } from './dependents.js';

interface InstanceWant {
  readonly ImageId: string;
  readonly InstanceType: _InstanceType;
  readonly SubnetId: string;
  readonly SecurityGroupIds: string[];
  readonly IamInstanceProfile: { readonly Name: string };
  /** Null if no key may log in. */
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
  holds: 'the disk of',
  lists: { SecurityGroupIds: 'set', BlockDeviceMappings: by('DeviceName') },
  uses: [
    'subnet',
    'security-group',
    'instance-profile',
    'role-policy-attachment',
    'route',
    'route-table-association',
    'key-pair',
  ],
  billing,
  // It has no data to keep. A stopped one would still be billed for its volume.
  pause: () => 'goes',
  script,
  // The instance has no data to keep, so every change is a replacement.
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

  // Instances of an Auto Scaling group have the group's tags, and belong to the group.
  async fromArn(arn, cloud) {
    const instanceId = afterPrefix('ec2', 'instance/')(arn);
    const [instance] = instanceId === undefined ? [] : await described(cloud, { InstanceIds: [instanceId] });
    return 'aws:autoscaling:groupName' in fromUpper(instance?.Tags) ? undefined : instanceId;
  },

  // Its settings are compared too, because an instance that is being replaced has the same tags.
  async find(cloud, want) {
    const states = { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] };
    const instances = await described(cloud, { Filters: [...tagFilters(cloud), states] });
    return instances
      .filter((it) => containsAll(liveOf(it), want))
      .map((it) => ({ id: required(it.InstanceId, 'InstanceId'), tags: fromUpper(it.Tags) }));
  },

  // EC2 shows a terminated instance for about an hour. It uses nothing any more.
  async read(cloud, instanceId) {
    const [instance] = await described(cloud, { InstanceIds: [instanceId] });
    const state = instance?.State?.Name ?? 'terminated';
    if (!instance || state === 'terminated') return absent;
    if (state === 'stopped') return broken('the instance is stopped');
    if (state === 'shutting-down') return leaving('the instance is shutting-down');
    if (state !== 'running') return pending(`the instance is ${state}`);
    const { PublicIpAddress: publicIp, Tags } = instance;
    const out: InstanceOut = { instanceId, ...(publicIp !== undefined && { publicIp }) };
    return ready(out, liveOf(instance), { tags: fromUpper(Tags) });
  },

  retag: retagEc2,

  async delete({ ec2 }, instanceId) {
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
  },

  dependents: instanceDependents,
});
export type Instance = StepOf<typeof instanceResource>;

async function described({ ec2 }: Cloud, input: DescribeInstancesRequest): Promise<LiveInstance[]> {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand(input));
  return Reservations.flatMap(({ Instances = [] }) => Instances);
}

/**
 * The members that can be compared. An instance shows only the ids of its volumes, and its public address depends on its
 * state, so both are left out.
 */
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
 * @param needs `policies`: the permissions of its role; `routes`: the routes out of its subnet. All of them outlive it,
 *   so that its public address is released before the internet gateway is detached
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
    routes: readonly Step[];
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
