import type { EFSVolumeConfiguration } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { isTakenOnTrust } from '../../../taken-on-trust.js';
import { stopOfTcp } from '../../ec2/routing/reachability.js';
import { networkInterfaces, type NetworkInterfaceRow } from '../../ec2/tables.js';
import { accessPoints, fileSystems, mountTargets } from '../../efs/tables.js';
import { definitionOf } from './task-containers.js';
import type { TaskRow } from '../tables.js';

/** Where NFS listens. */
const nfs = 2049;

/**
 * Why a file system of a task cannot be mounted. It is mounted through the interface of the task, on instances too: the agent gives the
 * mount helper the name space of the task's network. What is in a file system the sandbox does not know, so each directory is there.
 * Sources: https://github.com/aws/copilot-cli/issues/5419 for what does not resolve,
 * https://github.com/docker-archive/compose-cli/issues/1490 for what does not answer (that the group is the reason is believed),
 * https://github.com/aws/efs-utils/issues/132 for an access point that is not there; the words on instances are believed
 */
export function fileSystemProblem(context: Context, row: TaskRow): string | undefined {
  const { volumes = [] } = definitionOf(context, row) ?? {};
  const own = networkInterfaces(context).get(row.networkInterfaceId ?? '');
  const reasons = volumes.map(({ efsVolumeConfiguration: efs }) => efs && own && reasonOf(context, own, efs));
  const reason = reasons.find((it) => it !== undefined);
  if (reason === undefined) return undefined;
  return row.task.launchType === 'EC2'
    ? `CannotCreateVolumeError: Error response from daemon: VolumeDriver.Create: mounting volume failed: ${reason.stderr}`
    : `ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: ${reason.stderr} : ` +
        `unsuccessful EFS utils command execution; code: ${reason.code}`;
}

interface Reason {
  readonly stderr: string;
  readonly code: number;
}

function reasonOf(context: Context, own: NetworkInterfaceRow, efs: EFSVolumeConfiguration): Reason | undefined {
  const { fileSystemId = '', transitEncryption, authorizationConfig } = efs;
  if (isTakenOnTrust(context) && !fileSystems(context).get(fileSystemId)) return undefined;
  const target = mountTargets(context).find(
    (it) =>
      it.fileSystemId === fileSystemId &&
      it.vpcId === own.VpcId &&
      it.zone.id === own.AvailabilityZoneId &&
      it.state === 'available',
  );
  if (!target) return { stderr: unresolved(fileSystemId, context.region), code: 1 };
  const isTls = transitEncryption === 'ENABLED';
  const peer = networkInterfaces(context).get(target.networkInterfaceId);
  if (!peer || stopOfTcp(context, own, peer, nfs))
    return { stderr: `mount.nfs4: Connection ${isTls ? 'reset by peer' : 'timed out'}`, code: 32 };
  const { accessPointId } = authorizationConfig ?? {};
  const point = accessPoints(context).get(accessPointId ?? '');
  if (accessPointId === undefined || (point?.fileSystemId === fileSystemId && point.state === 'available'))
    return undefined;
  return { stderr: "b'mount.nfs4: access denied by server while mounting 127.0.0.1:/'", code: 32 };
}

const unresolved = (id: string, region: string): string =>
  `Failed to resolve "${id}.efs.${region}.amazonaws.com" - check that your file system ID is correct, and ensure that the VPC has an ` +
  'EFS mount target for this file system ID. See https://docs.aws.amazon.com/console/efs/mount-dns-name for more detail. Attempting to ' +
  'lookup mount target ip address using botocore. Failed to import necessary dependency botocore, please install botocore first.';
