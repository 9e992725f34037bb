import type {
  Instance,
  KeyPairInfo,
  LaunchTemplate,
  LaunchTemplateVersion,
  RequestLaunchTemplateData,
  ShutdownBehavior,
  Volume,
} from '@aws-sdk/client-ec2';
import { regional } from '../../service.js';
import type { Taggable } from './tables.js';

/** The tables of instances and what they are launched from. The tables of networks are in `tables.ts`. */

/** The SDK's type of a resource, in which the members that the sandbox always fills in are required. */
type With<T, Member extends keyof T> = Omit<T, Member> & { [M in Member]-?: NonNullable<T[M]> };

/** Never with its private half: EC2 does not keep it either. */
export type KeyPairRow = With<
  KeyPairInfo,
  'KeyPairId' | 'KeyName' | 'KeyType' | 'KeyFingerprint' | 'PublicKey' | 'Tags'
>;
export const keyPairs = regional<KeyPairRow>('ec2/key-pairs');

export type LaunchTemplateVersionRow = With<
  Omit<LaunchTemplateVersion, 'LaunchTemplateData' | 'LaunchTemplateId' | 'LaunchTemplateName' | 'DefaultVersion'>,
  'VersionNumber' | 'CreateTime' | 'CreatedBy'
> & { LaunchTemplateData: RequestLaunchTemplateData };
export type LaunchTemplateRow = With<
  LaunchTemplate,
  'LaunchTemplateId' | 'LaunchTemplateName' | 'DefaultVersionNumber' | 'LatestVersionNumber' | 'Tags'
> & {
  /** Oldest first. */
  versions: LaunchTemplateVersionRow[];
};
export const launchTemplates = regional<LaunchTemplateRow>('ec2/launch-templates');

/** Its interfaces, addresses and groups are those of its rows in `networkInterfaces`. */
export interface InstanceRow extends Taggable {
  instance: With<
    Omit<Instance, 'Tags' | 'NetworkInterfaces'>,
    'InstanceId' | 'InstanceType' | 'ImageId' | 'State' | 'Placement' | 'LaunchTime' | 'Architecture'
  >;
  reservationId: string;
  /** As it was sent: base64. */
  userData?: string;
  /** Whether its status checks have passed; they take a while from when it runs. */
  isChecked?: boolean;
  /** Whether it is protected from being terminated. */
  isProtected?: boolean;
  /** Whether it is protected from being stopped. */
  isStopProtected?: boolean;
  /** The public address of Amazon's that it had when it was stopped; it gets another one when it is started. */
  formerAddress?: string;
  /** What it does when its own system shuts down; `stop` where a world of an earlier version does not say. */
  shutdownBehavior?: ShutdownBehavior;
  /** `standard` or `unlimited`; absent for types that are not burstable. */
  cpuCredits?: string;
}
/** Every instance of the region, by id: also terminated ones, for an hour. */
export const instances = regional<InstanceRow>('ec2/instances');

export type VolumeRow = With<Volume, 'VolumeId' | 'Size' | 'State' | 'AvailabilityZone' | 'Attachments' | 'Tags'>;
export const volumes = regional<VolumeRow>('ec2/volumes');
