import type {
  EbsBlockDevice,
  InstanceMetadataOptionsRequest,
  RequestLaunchTemplateData,
  RunInstancesRequest,
  ShutdownBehavior,
  Tag,
  TagSpecification,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../service.js';
import { notInSandbox, refuseOtherMembers } from '../refusals.js';

/** What an instance is launched with: as a request and a launch template say it, in the members they share. */
export interface LaunchSpec extends Pick<
  RunInstancesRequest,
  'ImageId' | 'InstanceType' | 'KeyName' | 'UserData' | 'SecurityGroupIds' | 'SubnetId' | 'EbsOptimized'
> {
  readonly IamInstanceProfile?: { readonly Arn?: string | undefined; readonly Name?: string | undefined } | undefined;
  readonly MetadataOptions?: InstanceMetadataOptionsRequest | undefined;
  readonly Monitoring?: { readonly Enabled?: boolean | undefined } | undefined;
  readonly BlockDeviceMappings?: readonly BlockDevice[] | undefined;
  readonly NetworkInterfaces?: readonly InterfaceSpec[] | undefined;
  readonly Placement?: { readonly AvailabilityZone?: string | undefined } | undefined;
  readonly InstanceInitiatedShutdownBehavior?: ShutdownBehavior | undefined;
  readonly CreditSpecification?: { readonly CpuCredits?: string | undefined } | undefined;
  readonly DisableApiTermination?: boolean | undefined;
  readonly DisableApiStop?: boolean | undefined;
  readonly TagSpecifications?: TagSpecification[] | undefined;
}
export interface BlockDevice {
  readonly DeviceName?: string | undefined;
  readonly Ebs?: EbsBlockDevice | undefined;
}
export interface InterfaceSpec {
  readonly DeviceIndex?: number | undefined;
  readonly SubnetId?: string | undefined;
  readonly Groups?: readonly string[] | undefined;
  readonly AssociatePublicIpAddress?: boolean | undefined;
  readonly DeleteOnTermination?: boolean | undefined;
  readonly Description?: string | undefined;
}

/** Shutdown behaviour and credits are kept and shown: no program runs that could shut down or use any. */
const shared = [
  'ImageId',
  'InstanceType',
  'KeyName',
  'UserData',
  'SecurityGroupIds',
  'EbsOptimized',
  'IamInstanceProfile',
  'MetadataOptions',
  'Monitoring',
  'BlockDeviceMappings',
  'NetworkInterfaces',
  'InstanceInitiatedShutdownBehavior',
  'CreditSpecification',
  'DisableApiTermination',
  'DisableApiStop',
  'Placement',
] as const;

/** @throws AwsError 501 for what the sandbox has not */
export function refuseUnknownData(data: RequestLaunchTemplateData): void {
  refuseOtherMembers(data, shared);
  refuseUnknownParts(data);
}

/** @throws AwsError 501 for what the sandbox has not */
export function refuseUnknownRequest(request: RunInstancesRequest): void {
  refuseOtherMembers(request, [...shared, 'SubnetId', 'MinCount', 'MaxCount', 'LaunchTemplate']);
  refuseUnknownParts(request);
}

function refuseUnknownParts(spec: LaunchSpec): void {
  const { NetworkInterfaces = [], BlockDeviceMappings = [], UserData } = spec;
  refusePlacement(spec.Placement);
  if (NetworkInterfaces.length > 1) throw notInSandbox('instances with several network interfaces');
  for (const one of NetworkInterfaces)
    refuseOtherMembers(one, [
      'DeviceIndex',
      'SubnetId',
      'Groups',
      'AssociatePublicIpAddress',
      'DeleteOnTermination',
      'Description',
    ]);
  for (const device of BlockDeviceMappings) {
    refuseOtherMembers(device, ['DeviceName', 'Ebs']);
    refuseOtherMembers(device.Ebs ?? {}, [
      'VolumeSize',
      'VolumeType',
      'Encrypted',
      'DeleteOnTermination',
      'Iops',
      'Throughput',
    ]);
  }
  if (UserData !== undefined && !isBase64(UserData))
    throw new AwsError('InvalidUserData.Malformed', 'Invalid BASE64 encoding of user data.');
}

/** A tenancy of `default` is what every instance has. */
function refusePlacement(placement: RunInstancesRequest['Placement'] = {}): void {
  const { Tenancy, ...others } = placement;
  refuseOtherMembers(others, ['AvailabilityZone']);
  if (Tenancy && Tenancy !== 'default') throw notInSandbox(`instances of tenancy ${Tenancy}`);
}

/** Spaces and line breaks count for nothing. */
function isBase64(spaced: string): boolean {
  const text = spaced.replace(/\s/g, '');
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0;
}

/**
 * Merges a launch template with a request. A member of the request replaces the template's member as a whole; tags are
 * merged key by key.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/launch-instances-from-launch-template.html
 */
export function mergedLaunchSpec(template: LaunchSpec, request: LaunchSpec): LaunchSpec {
  const asked = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
  const { TagSpecifications: own = [] } = request;
  const types = [...new Set([...(template.TagSpecifications ?? []), ...own].map(({ ResourceType }) => ResourceType))];
  const tagsOf = (specifications: readonly TagSpecification[] = [], type: TagSpecification['ResourceType']) =>
    specifications.filter(({ ResourceType }) => ResourceType === type).flatMap(({ Tags = [] }) => Tags);
  const TagSpecifications = types.map((ResourceType) => {
    const set = tagsOf(own, ResourceType);
    const isKept = ({ Key }: Tag) => !set.some((tag) => tag.Key === Key);
    const kept = tagsOf(template.TagSpecifications, ResourceType).filter(isKept);
    return { ResourceType, Tags: [...kept, ...set] };
  });
  return { ...template, ...asked, TagSpecifications };
}
