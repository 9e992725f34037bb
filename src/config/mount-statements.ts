import type { Where } from '../step.js';
import type { MountedFileSystem } from './file-systems.js';
import type { PermissionStatement } from './task-policy.js';

/**
 * Lets a task mount, as its role, exactly these file systems, each through its access point alone where it has one. What a policy of
 * the file system asks for beside that, as `elasticfilesystem:ClientRootAccess`, is not given.
 * Sources: https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html,
 * https://docs.aws.amazon.com/efs/latest/ug/access-points-iam-policy.html
 */
export const mountStatements = (
  mounts: readonly MountedFileSystem[],
  { partition, region, account }: Where,
): PermissionStatement[] =>
  mounts
    .filter(({ iam }) => iam)
    .map(({ fileSystem, accessPoint, isWritten }): PermissionStatement => {
      const arn = (resource: string) => `arn:${partition}:elasticfilesystem:${region}:${account}:${resource}`;
      const point = accessPoint === undefined ? undefined : arn(`access-point/${accessPoint}`);
      return {
        effect: 'Allow',
        actions: ['elasticfilesystem:ClientMount', ...(isWritten ? ['elasticfilesystem:ClientWrite'] : [])],
        resources: [arn(`file-system/${fileSystem}`)],
        conditions: point === undefined ? {} : { StringEquals: { 'elasticfilesystem:AccessPointArn': [point] } },
      };
    });
