import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import {
  DescribeAccessPointsCommand,
  DescribeFileSystemsCommand,
  DescribeMountTargetsCommand,
  type AccessPointDescription,
  type FileSystemDescription,
  type MountTargetDescription,
} from '@aws-sdk/client-efs';
import { all } from '../../../src/all.js';
import { codeOf } from '../../../src/aws-errors.js';
import type { Cloud } from '../../../src/step.js';
import { fromUpper, isOfStack } from '../../common/tags.js';
import { portProblem } from './nfs-port.js';
import type { ExistingFileSystemWant } from './want.js';

/**
 * Why tasks cannot mount a file system; undefined where they can: it is there and available, its access points are, and in each zone of
 * the tasks there is a mount target in their VPC that lets them in. Without one, a task stops after minutes with `ResourceInitializationError`.
 * Sources: https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html, https://github.com/aws/copilot-cli/issues/5419
 */
export async function problemOf(cloud: Cloud, want: ExistingFileSystemWant): Promise<string | undefined> {
  const { FileSystemId: id } = want;
  const system = await systemOf(cloud, id);
  if (!system) return `there is no file system ${id} in ${cloud.region} in this account, ${cloud.account}`;
  if (system.LifeCycleState !== 'available' && system.LifeCycleState !== 'updating')
    return `the file system ${id} is ${system.LifeCycleState ?? 'in no state'}: wait until it is available`;
  const accessPoints = await all(want.AccessPointIds.map((it) => accessPointOf(cloud, it)));
  const wrong = want.AccessPointIds.map((it, i) => accessPointProblem(it, accessPoints[i], id, cloud));
  const [first] = wrong.filter((it) => it !== undefined);
  if (first !== undefined) return first;
  const { MountTargets = [] } = await cloud.efs.send(new DescribeMountTargetsCommand({ FileSystemId: id }));
  return (await placeProblem(cloud, want, MountTargets)) ?? (await portProblem(cloud, want, MountTargets));
}

async function systemOf({ efs }: Cloud, FileSystemId: string): Promise<FileSystemDescription | undefined> {
  const asked = efs.send(new DescribeFileSystemsCommand({ FileSystemId }));
  const answer = await asked.catch(noneWhere('FileSystemNotFound'));
  return answer?.FileSystems?.[0];
}

async function accessPointOf({ efs }: Cloud, AccessPointId: string): Promise<AccessPointDescription | undefined> {
  const asked = efs.send(new DescribeAccessPointsCommand({ AccessPointId }));
  const answer = await asked.catch(noneWhere('AccessPointNotFound'));
  return answer?.AccessPoints?.[0];
}

const noneWhere =
  (code: string) =>
  (error: unknown): undefined => {
    if (codeOf(error) !== code) throw error;
  };

function accessPointProblem(id: string, point: AccessPointDescription | undefined, of: string, cloud: Cloud) {
  if (!point) return `there is no access point ${id} in ${cloud.region} in this account, ${cloud.account}`;
  const { FileSystemId = of, LifeCycleState } = point;
  if (FileSystemId !== of) return `the access point ${id} is of ${FileSystemId}, not of ${of}`;
  return LifeCycleState === 'available' ? undefined : `the access point ${id} is ${LifeCycleState ?? 'in no state'}`;
}

/** A VPC of the stack is known by its tags: it may have been made in an earlier run. */
async function placeProblem(cloud: Cloud, want: ExistingFileSystemWant, targets: readonly MountTargetDescription[]) {
  const { FileSystemId: id, VpcId, ZoneIds } = want;
  if (targets.length === 0) return `${id} has no mount target, so nothing can mount it. ${wayOut(want)}`;
  const vpcIds = [...new Set(targets.flatMap((it) => it.VpcId ?? []))];
  const [elsewhere] = vpcIds.filter((it) => VpcId !== undefined && it !== VpcId);
  if (elsewhere !== undefined)
    return `${id} is mounted in ${elsewhere}, and the tasks are in ${VpcId ?? ''}: a file system is in one VPC at a time`;
  const [foreign] = VpcId === undefined && vpcIds.length > 0 ? await notOfStack(cloud, vpcIds) : [];
  if (foreign !== undefined)
    return (
      `${id} is mounted in ${foreign}, and this stack makes a VPC of its own: name that VPC and its subnets in ` +
      '`network.existing`, as a file system is in one VPC at a time'
    );
  const there = targets.filter((it) => it.LifeCycleState === 'available');
  const missing = ZoneIds.filter((zone) => !there.some((it) => (it.AvailabilityZoneId ?? zone) === zone));
  if (missing.length === 0) return undefined;
  return `${id} has no available mount target in ${missing.join(', ')}, where tasks may be started. ${wayOut(want)}`;
}

async function notOfStack(cloud: Cloud, vpcIds: readonly string[]): Promise<readonly string[]> {
  const Filters = [{ Name: 'vpc-id', Values: [...vpcIds] }];
  const { Vpcs = [] } = await cloud.ec2.send(new DescribeVpcsCommand({ Filters }));
  const ours = Vpcs.filter(({ Tags }) => isOfStack(cloud, fromUpper(Tags))).map(({ VpcId }) => VpcId);
  return vpcIds.filter((it) => !ours.includes(it));
}

function wayOut({ FileSystemId: id, VpcId }: ExistingFileSystemWant): string {
  const command = `aws efs create-mount-target --file-system-id ${id} --subnet-id SUBNET --security-groups GROUP`;
  return VpcId === undefined
    ? `A VPC that the stack makes has none: name one that exists in \`network.existing\`, or bring the stack up without the volume first. This makes one: ${command}`
    : `This makes one: ${command}`;
}
