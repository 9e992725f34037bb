import {
  AccessPointAlreadyExists$,
  AccessPointNotFound$,
  BadRequest$,
  FileSystemAlreadyExists$,
  FileSystemInUse$,
  FileSystemNotFound$,
  IncorrectFileSystemLifeCycleState$,
  MountTargetConflict$,
  MountTargetNotFound$,
  SecurityGroupLimitExceeded$,
  SecurityGroupNotFound$,
  SubnetNotFound$,
} from '@aws-sdk/client-efs';
import type { Service } from '../../service.js';
import { accessPointAvailable, accessPointOperations } from './access-points.js';
import { fileSystemAvailable, fileSystemOperations } from './file-systems.js';
import { mountTargetAvailable, mountTargetGone, mountTargetOperations } from './mount-targets.js';
import { taggedResources, tagOperations, tagsByArn } from './tags.js';

/** EFS: file systems, where they can be mounted, and access points. Policies, backups, lifecycles and replicas are not in it. */
export const efs: Service = {
  id: 'efs',
  wire: { protocol: 'restJson1', signingName: 'elasticfilesystem' },
  operations: [...fileSystemOperations, ...mountTargetOperations, ...accessPointOperations, ...tagOperations],
  errors: [
    AccessPointAlreadyExists$,
    AccessPointNotFound$,
    BadRequest$,
    FileSystemAlreadyExists$,
    FileSystemInUse$,
    FileSystemNotFound$,
    IncorrectFileSystemLifeCycleState$,
    MountTargetConflict$,
    MountTargetNotFound$,
    SecurityGroupLimitExceeded$,
    SecurityGroupNotFound$,
    SubnetNotFound$,
  ],
  timers: [fileSystemAvailable, mountTargetAvailable, mountTargetGone, accessPointAvailable],
  tagsByArn,
  taggedResources,
};
