import { DescribeImagesCommand, type Image } from '@aws-sdk/client-ec2';
import { AwsError, on, type Context, type Operation } from '../../../service.js';
import { filtered, neverMatching, type FilterValues } from '../filters.js';
import { page, refusePagedIds } from '../pages.js';
import { publicImages, type PublicImage } from './public-images.js';
import { notInSandbox, refuseOtherMembers } from '../refusals.js';

/** Amazon's images that Systems Manager hands out. An account here has none of its own. */
export const imageOperations: readonly Operation[] = [
  on(DescribeImagesCommand, (question, context) => {
    refuseOtherMembers(question, ['ImageIds', 'Owners', 'Filters', 'MaxResults', 'NextToken', 'IncludeDeprecated']);
    refusePagedIds(question.ImageIds, 'imageIds', question);
    const named = question.ImageIds?.map((id) => imageById(context, id)) ?? publicImages(context.region);
    const { Owners = [] } = question;
    const isOwned = ({ OwnerId }: PublicImage) => Owners.some((by) => by === 'amazon' || by === OwnerId);
    const owned = Owners.length > 0 ? named.filter(isOwned) : named;
    const { rows, ...more } = page(filtered(owned, question.Filters, filters), question);
    return { Images: rows.map(shown), ...more };
  }),
];

/** @throws AwsError InvalidAMIID.Malformed, InvalidAMIID.NotFound, 501 for `resolve:ssm:…` */
export function imageById({ region }: Context, id: string): PublicImage {
  if (id.startsWith('resolve:ssm:')) throw notInSandbox('image ids that are resolved at launch');
  if (!/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id))
    throw new AwsError('InvalidAMIID.Malformed', `Invalid id: "${id}" (expecting "ami-...")`);
  const image = publicImages(region).find(({ ImageId }) => ImageId === id);
  if (!image) throw new AwsError('InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`);
  return image;
}

/** Where the root volume is found. */
export const rootDeviceName = '/dev/xvda';

const created = '2026-01-05T22:00:00.000Z';

const shown = (image: PublicImage): Image => ({
  ImageId: image.ImageId,
  Name: image.Name,
  Description: image.Description,
  OwnerId: image.OwnerId,
  ImageOwnerAlias: 'amazon',
  ImageLocation: `amazon/${image.Name}`,
  Architecture: image.Architecture,
  ImageType: 'machine',
  State: 'available',
  Public: true,
  CreationDate: created,
  RootDeviceName: rootDeviceName,
  RootDeviceType: 'ebs',
  VirtualizationType: 'hvm',
  Hypervisor: 'xen',
  EnaSupport: true,
  SriovNetSupport: 'simple',
  ImdsSupport: 'v2.0',
  PlatformDetails: 'Linux/UNIX',
  UsageOperation: 'RunInstances',
  PublicSsmParameterName: image.parameter,
  BlockDeviceMappings: [
    { DeviceName: rootDeviceName, Ebs: { ...rootVolumeDefaults(image), DeleteOnTermination: true } },
  ],
});

/** What an image's root volume is like where the launch does not say otherwise. */
export const rootVolumeDefaults = ({ ImageId, rootSize }: PublicImage) => ({
  SnapshotId: ImageId.replace('ami-', 'snap-'),
  VolumeSize: rootSize,
  VolumeType: 'gp3' as const,
  Encrypted: false,
});

const filters: FilterValues<PublicImage> = {
  architecture: ({ Architecture }) => Architecture,
  'block-device-mapping.device-name': () => rootDeviceName,
  'creation-date': () => created,
  description: ({ Description }) => Description,
  'ena-support': () => true,
  hypervisor: () => 'xen',
  'image-id': ({ ImageId }) => ImageId,
  'image-type': () => 'machine',
  'is-public': () => true,
  name: ({ Name }) => Name,
  'owner-alias': () => 'amazon',
  'owner-id': ({ OwnerId }) => OwnerId,
  'root-device-name': () => rootDeviceName,
  'root-device-type': () => 'ebs',
  state: () => 'available',
  'virtualization-type': () => 'hvm',
  ...neverMatching('kernel-id', 'platform', 'product-code', 'ramdisk-id', 'tag-key'),
};
