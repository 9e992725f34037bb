import type { VolumeType } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../service.js';
import { rootDeviceName, rootVolumeDefaults } from '../images/images.js';
import type { BlockDevice } from './launch-spec.js';
import type { PublicImage } from '../images/public-images.js';
import { required, invalid } from '../refusals.js';

/** A volume that an instance is launched with. */
export interface Device {
  readonly DeviceName: string;
  readonly Size: number;
  readonly VolumeType: VolumeType;
  readonly Encrypted: boolean;
  readonly DeleteOnTermination: boolean;
  readonly Iops?: number;
  readonly Throughput?: number;
  readonly SnapshotId?: string;
}

/**
 * The image's root volume, changed as asked, and whatever else is asked for.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-device-mapping-concepts.html
 * @throws AwsError InvalidBlockDeviceMapping, InvalidParameterValue
 */
export function checkedDevices(image: PublicImage, asked: readonly BlockDevice[] = []): Device[] {
  const names = asked.map(({ DeviceName }) => required(DeviceName, 'BlockDeviceMapping.DeviceName'));
  if (new Set(names).size < names.length)
    throw new AwsError('InvalidBlockDeviceMapping', 'A device name is mapped more than once.');
  const root = asked.find(({ DeviceName }) => DeviceName === rootDeviceName) ?? {};
  const others = asked.filter((device) => device !== root);
  return [rootWith(image, root), ...others.map(dataVolume)];
}

function rootWith(image: PublicImage, { Ebs = {} }: BlockDevice): Device {
  const { SnapshotId, VolumeSize: least, ...usual } = rootVolumeDefaults(image);
  const Size = Ebs.VolumeSize ?? least;
  if (Size < least)
    throw new AwsError(
      'InvalidBlockDeviceMapping',
      `Volume of size ${Size}GB is smaller than snapshot '${SnapshotId}', expect size>= ${least}GB`,
    );
  return { DeviceName: rootDeviceName, SnapshotId, Size, ...settings({ ...usual, ...Ebs }, true) };
}

function dataVolume({ DeviceName = '', Ebs = {} }: BlockDevice): Device {
  const Size = Ebs.VolumeSize;
  if (Size === undefined || Size < 1)
    throw new AwsError('InvalidBlockDeviceMapping', `Invalid volume size: ${Size ?? 'none'} for device ${DeviceName}`);
  return { DeviceName, Size, ...settings(Ebs, false) };
}

const types: readonly string[] = ['gp2', 'gp3', 'io1', 'io2', 'st1', 'sc1', 'standard'];

/** Only gp3 has a speed of its own that nothing else follows from. */
function settings(ebs: NonNullable<BlockDevice['Ebs']>, deleted: boolean) {
  const { VolumeType = 'gp2', Encrypted = false, DeleteOnTermination = deleted } = ebs;
  if (!types.includes(VolumeType)) throw invalid(`Invalid value '${VolumeType}' for VolumeType.`);
  const Iops = ebs.Iops ?? (VolumeType === 'gp3' ? 3000 : undefined);
  const Throughput = ebs.Throughput ?? (VolumeType === 'gp3' ? 125 : undefined);
  return {
    VolumeType,
    Encrypted,
    DeleteOnTermination,
    ...(Iops !== undefined && { Iops }),
    ...(Throughput !== undefined && { Throughput }),
  };
}
