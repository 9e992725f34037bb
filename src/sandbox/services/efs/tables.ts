import type { AccessPointDescription, FileSystemDescription, Tag } from '@aws-sdk/client-efs';
import { regional } from '../../service.js';

export interface FileSystemRow {
  readonly id: string;
  /** What the request that has made it was told apart by. */
  readonly token: string;
  readonly created: Date;
  state: 'creating' | 'available';
  readonly settings: Pick<FileSystemDescription, 'Encrypted' | 'PerformanceMode' | 'ThroughputMode'>;
  tags: Tag[];
}
/** Every file system of the region, by its id. */
export const fileSystems = regional<FileSystemRow>('efs/file-systems');

export interface MountTargetRow {
  readonly id: string;
  readonly fileSystemId: string;
  state: 'creating' | 'available' | 'deleting';
  /** Its place and its address are those of its interface. */
  readonly networkInterfaceId: string;
  readonly subnetId: string;
  readonly vpcId: string;
  readonly zone: { readonly name: string; readonly id: string };
  readonly address: string;
}
export const mountTargets = regional<MountTargetRow>('efs/mount-targets');

export interface AccessPointRow {
  readonly id: string;
  readonly fileSystemId: string;
  readonly token: string;
  state: 'creating' | 'available' | 'deleting';
  readonly settings: Pick<AccessPointDescription, 'PosixUser' | 'RootDirectory'>;
  tags: Tag[];
}
export const accessPoints = regional<AccessPointRow>('efs/access-points');
