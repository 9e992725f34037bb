import type { IamInstanceProfile, InstanceMetadataOptionsResponse, ShutdownBehavior, Tag } from '@aws-sdk/client-ec2';
import { AwsError, type Context } from '../../../service.js';
import { checkedDevices, type Device } from './block-devices.js';
import { imageById } from '../images/images.js';
import { hasNitro } from '../../../../facts/limited-zones.js';
import { requestedProfile } from './instance-profiles.js';
import { factsOf, looksLikeType, type InstanceTypeFacts } from '../../../../facts/instance-types.js';
import { keyPairByName } from '../key-pairs/key-pairs.js';
import type { LaunchSpec } from './launch-spec.js';
import { groupsFor } from '../network-interfaces/network-interfaces.js';
import { instance, networkInterface, existingRow, subnet, volume } from '../resource-kinds.js';
import type { PublicImage } from '../images/public-images.js';
import { invalidCombination, notInSandbox, required, invalid } from '../refusals.js';
import type { SubnetRow } from '../tables.js';
import { tagsFor } from '../tag-specifications.js';

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
  readonly shutdownBehavior: ShutdownBehavior;
  /** How a burstable instance pays for what exceeds its baseline; other instances have no such thing. */
  readonly cpuCredits?: string;
  readonly isProtected: boolean;
  readonly isStopProtected: boolean;
}

/**
 * Makes all checks that EC2 makes before a launch. It changes nothing.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html
 * @throws AwsError as EC2 does
 */
export function checkedLaunch(context: Context, spec: LaunchSpec): Launch {
  const image = imageById(context, required(spec.ImageId, 'ImageId'));
  const type = checkedType(spec.InstanceType, image);
  if (spec.KeyName !== undefined) keyPairByName(context, spec.KeyName);
  const profile = requestedProfile(context, spec.IamInstanceProfile);
  const home = checkedPlace(context, spec);
  checkZone(type, home.subnet);
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
    shutdownBehavior: checkedShutdownBehavior(spec.InstanceInitiatedShutdownBehavior),
    ...checkedCredits(type, spec.CreditSpecification?.CpuCredits),
    isProtected: spec.DisableApiTermination ?? false,
    isStopProtected: spec.DisableApiStop ?? false,
  };
}

function checkedType(asked = 'm1.small', { Architecture }: PublicImage): InstanceTypeFacts {
  const type = factsOf(asked);
  if (!type && looksLikeType(asked)) throw notInSandbox(`the instance type ${asked}`);
  if (!type) throw invalid(`Invalid value '${asked}' for InstanceType.`);
  if (type.architecture === Architecture) return type;
  throw invalid(
    `The architecture '${type.architecture}' of the specified instance type does not match the architecture ` +
      `'${Architecture}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, ` +
      "and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the " +
      'instance type or AMI.',
  );
}

/**
 * Source: https://repost.aws/knowledge-center/ec2-instance-type-not-supported-az-error
 * @throws AwsError `Unsupported` where the zone has no instances of the type
 */
function checkZone(
  { InstanceType, hypervisor }: InstanceTypeFacts,
  { AvailabilityZone, AvailabilityZoneId }: SubnetRow,
): void {
  if (hypervisor !== 'nitro' || hasNitro(AvailabilityZoneId)) return;
  throw new AwsError(
    'Unsupported',
    `Your requested instance type (${InstanceType}) is not supported in your requested Availability Zone ` +
      `(${AvailabilityZone}). Please retry your request by not specifying an Availability Zone or choosing another one.`,
  );
}

/** The subnet and the groups are those of the one interface that is described, or else the instance's own. */
function checkedPlace(context: Context, spec: LaunchSpec) {
  const [own] = spec.NetworkInterfaces ?? [];
  const both = (what: string) =>
    invalidCombination(`Network interfaces and an instance-level ${what} may not be specified on the same request`);
  if (own && spec.SubnetId !== undefined) throw both('subnet ID');
  if (own && spec.SecurityGroupIds?.length) throw both('security groups');
  const id = own?.SubnetId ?? spec.SubnetId;
  if (id === undefined) throw new AwsError('VPCIdNotSpecified', 'No default VPC for this user');
  const home = existingRow(context, subnet, id, 'subnetId');
  const zone = spec.Placement?.AvailabilityZone;
  if (zone && zone !== home.AvailabilityZone)
    throw invalidCombination(`The subnet '${id}' is in ${home.AvailabilityZone}, not in the requested zone ${zone}.`);
  const groups = groupsFor(context, home, own?.Groups ?? spec.SecurityGroupIds ?? []);
  return {
    subnet: home,
    groupIds: groups.map(({ GroupId }) => GroupId),
    publicIp: own?.AssociatePublicIpAddress ?? home.MapPublicIpOnLaunch ?? false,
    deleteInterface: own?.DeleteOnTermination ?? true,
    description: own?.Description ?? '',
  };
}

/**
 * Credits of the families that are known here are unlimited unless asked otherwise.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances-unlimited-mode-concepts.html
 */
function checkedCredits(
  { burstable, InstanceType }: InstanceTypeFacts,
  asked: string | undefined,
): { cpuCredits?: string } {
  if (asked && !['standard', 'unlimited'].includes(asked))
    throw invalid(`Invalid value '${asked}' for CreditSpecification.CpuCredits.`);
  if (burstable) return { cpuCredits: asked || 'unlimited' };
  if (!asked) return {};
  throw invalidCombination(`The instance type '${InstanceType}' does not support the credit specification.`);
}

/** @throws AwsError */
export function checkedShutdownBehavior(asked: string | undefined): ShutdownBehavior {
  if (!asked) return 'stop';
  if (asked !== 'stop' && asked !== 'terminate')
    throw invalid(`Value (${asked}) for parameter instanceInitiatedShutdownBehavior is invalid.`);
  return asked;
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
  const kinds = [instance, volume, networkInterface];
  const stray = TagSpecifications.find(({ ResourceType }) => !kinds.some(({ type }) => type === ResourceType));
  if (stray) throw invalid(`'${stray.ResourceType}' is not a valid taggable resource type for this operation.`);
  const [own, volumes, interfaces] = kinds.map((kind) =>
    tagsFor(
      kind,
      TagSpecifications.filter(({ ResourceType }) => ResourceType === kind.type),
    ),
  );
  return { instance: own ?? [], volume: volumes ?? [], interface: interfaces ?? [] };
}
