import type {
  ContainerDefinition,
  EFSVolumeConfiguration,
  RegisterTaskDefinitionRequest,
  Volume,
} from '@aws-sdk/client-ecs';
import { capabilityNames, fargateCapability } from '../../../../facts/container-settings.js';
import { clientException, notInSandbox } from '../input.js';

/**
 * The volumes of a task definition as ECS keeps them. One without anything is shown with an empty `host`.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html,
 * https://github.com/cloudposse/terraform-aws-ecs-alb-service-task/issues/174 for the words about Fargate; the others are believed
 * @throws AwsError `ClientException`, 501
 */
export function checkedVolumes({ volumes = [] }: RegisterTaskDefinitionRequest, fargate: boolean): Volume[] {
  const names = volumes.map(({ name = '' }) => name);
  for (const name of names)
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(name))
      throw clientException(`Volume.name contains invalid characters: ${name}.`);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw clientException(`Volume names must be unique: ${twice} is not.`);
  return volumes.map((volume) => checkedVolume(volume, fargate));
}

/** What the sandbox knows of volumes. */
const known = ['name', 'host', 'dockerVolumeConfiguration', 'efsVolumeConfiguration'];

function checkedVolume(volume: Volume, fargate: boolean): Volume {
  const { name, host, dockerVolumeConfiguration: docker, efsVolumeConfiguration: efs } = volume;
  if (Object.keys(volume).some((member) => !known.includes(member)))
    throw notInSandbox('volumes of S3, EBS and Windows file servers');
  if (efs) {
    if (host || docker) throw clientException('Only one volume configuration is allowed for a volume.');
    return { ...volume, efsVolumeConfiguration: checkedFileSystem(efs) };
  }
  if (docker) {
    if (host) throw clientException('Only one volume configuration is allowed for a volume.');
    if (fargate) throw clientException('Fargate compatible task definitions do not support dockerVolumeConfiguration');
    if (docker.autoprovision && docker.scope !== 'shared')
      throw clientException(`Volume '${name}' must have the scope 'shared' to be autoprovisioned.`);
    return { ...volume, dockerVolumeConfiguration: { scope: 'task', driver: 'local', ...docker } };
  }
  if (fargate && host?.sourcePath !== undefined)
    throw clientException('Fargate compatible task definitions do not support sourcePath');
  if (host?.sourcePath === '') throw clientException('host.sourcePath should not be blank.');
  return { ...volume, host: { ...host } };
}

/**
 * The root directory is filled in. Sources: https://github.com/CircleCI-Public/aws-ecs-orb/issues/105,
 * https://github.com/aws/aws-cdk/issues/10683 for the words about access points; the others are believed
 */
function checkedFileSystem(efs: EFSVolumeConfiguration): EFSVolumeConfiguration {
  const { fileSystemId = '', rootDirectory = '/', transitEncryption = 'DISABLED', authorizationConfig } = efs;
  const { accessPointId, iam = 'DISABLED' } = authorizationConfig ?? {};
  if (!/^fs-[0-9a-f]{8,40}$/.test(fileSystemId)) throw clientException(`Invalid EFS file system id '${fileSystemId}'.`);
  if (accessPointId !== undefined && rootDirectory !== '/')
    throw clientException(
      'When using an EFS access point, the root directory must either be set to "/" or be omitted.',
    );
  if ((accessPointId !== undefined || iam === 'ENABLED') && transitEncryption !== 'ENABLED')
    throw clientException('Transit encryption must be enabled to use EFS IAM authorization or an access point.');
  if (efs.transitEncryptionPort !== undefined && transitEncryption !== 'ENABLED')
    throw clientException('Transit encryption must be enabled to use a transit encryption port.');
  return { ...efs, rootDirectory };
}

/**
 * Where the containers have them. Sources: https://github.com/ansible/ansible/issues/35751 for the words about an unknown one; the
 * others are believed
 * @throws AwsError `ClientException`
 */
export function checkMounts({ volumes = [], containerDefinitions = [] }: RegisterTaskDefinitionRequest): void {
  const there = new Set(volumes.map(({ name }) => name));
  const containers = new Set(containerDefinitions.map(({ name }) => name));
  for (const { name, mountPoints = [], volumesFrom = [] } of containerDefinitions) {
    for (const { sourceVolume, containerPath = '' } of mountPoints) {
      if (!there.has(sourceVolume)) throw clientException(`Unknown volume '${sourceVolume ?? 'null'}'.`);
      if (!containerPath.startsWith('/'))
        throw clientException(`Invalid 'containerPath' setting for container '${name}'.`);
    }
    for (const { sourceContainer } of volumesFrom)
      if (!containers.has(sourceContainer) || sourceContainer === name)
        throw clientException(`Unknown container '${sourceContainer ?? 'null'}' in volumesFrom of '${name}'.`);
  }
}

/**
 * What a container asks of the kernel. `tmpfs` is taken on Fargate since January 2026. The rules are published, the words are believed.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html,
 * https://aws.amazon.com/about-aws/whats-new/2026/01/amazon-ecs-tmpfs-mounts-aws-fargate-managed-instances/
 * @throws AwsError `ClientException`
 */
export function checkLinux({ name, linuxParameters }: ContainerDefinition, fargate: boolean): void {
  const { sharedMemorySize, maxSwap, swappiness, devices = [], capabilities, tmpfs = [] } = linuxParameters ?? {};
  const unsupported = (what: string) => clientException(`Tasks using the Fargate launch type do not support ${what}.`);
  if (fargate && sharedMemorySize !== undefined) throw unsupported('sharedMemorySize');
  if (fargate && (maxSwap !== undefined || swappiness !== undefined)) throw unsupported('swap');
  if (fargate && devices.length > 0) throw unsupported('devices');
  for (const it of [...(capabilities?.add ?? []), ...(capabilities?.drop ?? [])])
    if (!capabilityNames.includes(it)) throw clientException(`Invalid capability '${it}' of container '${name}'.`);
  const added = fargate && capabilities?.add?.find((it) => it !== fargateCapability);
  if (added) throw unsupported(`adding the capability ${added}`);
  for (const { containerPath = '', size = 0 } of tmpfs)
    if (!containerPath.startsWith('/') || size < 1) throw clientException(`Invalid tmpfs of container '${name}'.`);
}
