import type { IamInstanceProfile, InstanceMetadataOptionsResponse, Tag } from '@aws-sdk/client-ec2';
import { AwsError, type Context } from '../../service.js';
import { checkedDevices, type Device } from './block-devices.js';
import { imageNamed } from './images.js';
import { profileAsked } from './instance-profiles.js';
import { factsOf, looksLikeType, type InstanceTypeFacts } from '../../../facts/instance-types.js';
import { keyNamed } from './key-pairs.js';
import type { LaunchSpec } from './launch-spec.js';
import { groupsFor } from './network-interfaces.js';
import { instance, networkInterface, one, subnet, volume } from './nouns.js';
import type { PublicImage } from './public-images.js';
import { badCombination, beyondSandbox, given, invalid } from './refusals.js';
import type { SubnetRow } from './tables.js';
import { tagsFor } from './tag-specifications.js';

/** An instance that can be launched as asked. */
export interface Launch {
  readonly image: PublicImage;
  readonly type: InstanceTypeFacts;
  readonly subnet: SubnetRow;
  readonly groupIds: readonly string[];
  readonly publicIp: boolean;
  readonly deleteInterface: boolean;
  readonly description: string;
  readonly devices: readonly Device[];
  readonly metadata: InstanceMetadataOptionsResponse;
  readonly tags: { readonly instance: Tag[]; readonly volume: Tag[]; readonly interface: Tag[] };
  readonly keyName?: string;
  readonly profile?: IamInstanceProfile;
  readonly userData?: string;
  readonly monitored: boolean;
  readonly ebsOptimized: boolean;
}

/**
 * Everything that EC2 looks at before it launches; nothing is changed.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html
 * @throws AwsError as EC2 does
 */
export function checkedLaunch(context: Context, spec: LaunchSpec): Launch {
  const image = imageNamed(context, given(spec.ImageId, 'ImageId'));
  const type = checkedType(spec.InstanceType, image);
  if (spec.KeyName !== undefined) keyNamed(context, spec.KeyName);
  const profile = profileAsked(context, spec.IamInstanceProfile);
  const home = checkedPlace(context, spec);
  return {
    image,
    type,
    ...home,
    devices: checkedDevices(image, spec.BlockDeviceMappings),
    metadata: checkedMetadata(spec.MetadataOptions),
    tags: checkedTags(spec),
    ...(spec.KeyName !== undefined && { keyName: spec.KeyName }),
    ...(profile && { profile }),
    ...(spec.UserData !== undefined && { userData: checkedUserData(spec.UserData) }),
    monitored: spec.Monitoring?.Enabled ?? false,
    ebsOptimized: spec.EbsOptimized ?? false,
  };
}

function checkedType(asked = 'm1.small', { Architecture }: PublicImage): InstanceTypeFacts {
  const type = factsOf(asked);
  if (!type && looksLikeType(asked)) throw beyondSandbox(`the instance type ${asked}`);
  if (!type) throw invalid(`Invalid value '${asked}' for InstanceType.`);
  if (type.architecture === Architecture) return type;
  throw invalid(
    `The architecture '${type.architecture}' of the specified instance type does not match the architecture ` +
      `'${Architecture}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, ` +
      "and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the " +
      'instance type or AMI.',
  );
}

/** The subnet and the groups are those of the one interface that is described, or else the instance's own. */
function checkedPlace(context: Context, spec: LaunchSpec) {
  const [own] = spec.NetworkInterfaces ?? [];
  const both = (what: string) =>
    badCombination(`Network interfaces and an instance-level ${what} may not be specified on the same request`);
  if (own && spec.SubnetId !== undefined) throw both('subnet ID');
  if (own && spec.SecurityGroupIds?.length) throw both('security groups');
  const id = own?.SubnetId ?? spec.SubnetId;
  if (id === undefined) throw new AwsError('VPCIdNotSpecified', 'No default VPC for this user');
  const home = one(context, subnet, id, 'subnetId');
  const groups = groupsFor(context, home, own?.Groups ?? spec.SecurityGroupIds ?? []);
  return {
    subnet: home,
    groupIds: groups.map(({ GroupId }) => GroupId),
    publicIp: own?.AssociatePublicIpAddress ?? home.MapPublicIpOnLaunch ?? false,
    deleteInterface: own?.DeleteOnTermination ?? true,
    description: own?.Description ?? '',
  };
}

function checkedMetadata(options: LaunchSpec['MetadataOptions'] = {}): InstanceMetadataOptionsResponse {
  const { HttpTokens = 'required', HttpPutResponseHopLimit = 2, HttpEndpoint = 'enabled' } = options;
  if (!['optional', 'required'].includes(HttpTokens)) throw invalid(`Invalid value '${HttpTokens}' for HttpTokens.`);
  if (HttpPutResponseHopLimit < 1 || HttpPutResponseHopLimit > 64)
    throw invalid(`Invalid value '${HttpPutResponseHopLimit}' for HttpPutResponseHopLimit.`);
  const { HttpProtocolIpv6 = 'disabled', InstanceMetadataTags = 'disabled' } = options;
  const limit = { HttpPutResponseHopLimit };
  return { State: 'applied', HttpTokens, ...limit, HttpEndpoint, HttpProtocolIpv6, InstanceMetadataTags };
}

function checkedUserData(userData: string): string {
  if (Buffer.from(userData, 'base64').length > 16_384) throw invalid('User data is limited to 16384 bytes');
  return userData;
}

/** One request tags the instance, its volumes and its interface, each by its own type. */
function checkedTags({ TagSpecifications = [] }: LaunchSpec): Launch['tags'] {
  const nouns = [instance, volume, networkInterface];
  const stray = TagSpecifications.find(({ ResourceType }) => !nouns.some(({ type }) => type === ResourceType));
  if (stray) throw invalid(`'${stray.ResourceType}' is not a valid taggable resource type for this operation.`);
  const [own, volumes, interfaces] = nouns.map((noun) =>
    tagsFor(noun, TagSpecifications.filter(({ ResourceType }) => ResourceType === noun.type)),
  );
  return { instance: own ?? [], volume: volumes ?? [], interface: interfaces ?? [] };
}
