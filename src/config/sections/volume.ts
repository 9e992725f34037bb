import * as z from 'zod';
import { awsNames } from '../aws-names.js';
import { mapMember, plainText, textMember } from '../format-members.js';
import { memorySize } from '../sizes.js';
import { wholeNumber } from '../whole-number.js';

/** What containers find in their file system beside their image. */

const docker = z.strictObject({
  scope: z
    .enum(['task', 'shared'])
    .default('task')
    .describe('Whether it goes with its task, or stays on the instance for later ones.'),
  autoprovision: z
    .boolean()
    .optional()
    .describe('Whether a shared one is made where the instance has none of its name. Default of ECS: no.'),
  driver: z
    .string()
    .min(1)
    .default('local')
    .describe('The volume driver of Docker. The instances must have it: they come with `local`.'),
  driverOptions: z.record(z.string().min(1), plainText()).default({}).describe('Options of the driver.'),
  labels: z.record(z.string().min(1), plainText()).default({}).describe('Docker labels of the volume.'),
});

const efs = z.strictObject({
  fileSystem: textMember(awsNames.fileSystemId).describe(
    'The id of a file system that exists already. It is never changed or deleted.',
  ),
  accessPoint: textMember(awsNames.accessPointId)
    .optional()
    .describe('The id of an access point of it: a directory, and a user as whom all is read and written.'),
  rootDirectory: textMember(awsNames.hostPath)
    .optional()
    .describe(
      'A directory of the file system, which must be there. Default: all of it, or what the access point is for.',
    ),
  transitEncryption: z
    .boolean()
    .default(true)
    .describe('Whether what goes over the network is encrypted (TLS). An access point and `iam` need it.'),
  transitEncryptionPort: wholeNumber()
    .min(1)
    .max(65535)
    .optional()
    .describe('The port for what is encrypted, beside the task. Default: one that EFS chooses.'),
  iam: z
    .boolean()
    .default(false)
    .describe('Whether the file system is mounted as the task role, which is allowed exactly that.'),
});

const volume = z.strictObject({
  efs: efs.optional().describe('A file system of EFS: all tasks have the same files, and these stay when tasks go.'),
  host: textMember(awsNames.hostPath)
    .optional()
    .describe('A path on the instance that the task runs on. Only with the capacity ec2.'),
  docker: docker.optional().describe('A volume that Docker makes on the instance. Only with the capacity ec2.'),
});

/** The volumes of a task. One of which nothing is said is an empty directory that its containers share. */
export const volumes = mapMember(
  awsNames.volume,
  volume.describe('A volume, of one kind. `{}` is an empty directory that goes with its task.'),
);

const mount = z.strictObject({
  volume: textMember(awsNames.volume).describe('The volume, by its name in `volumes` of the service or job.'),
  readOnly: z.boolean().default(false).describe('Whether the container can only read it.'),
});

const shared = z.strictObject({
  readOnly: z.boolean().default(false).describe('Whether the container can only read them.'),
});

const tmpfs = z.strictObject({
  size: memorySize(wholeNumber().min(1).max(122880)).describe('Memory that it can take: MiB, or a size such as 1GB.'),
  options: z
    .array(textMember(awsNames.tmpfsOption))
    .default([])
    .describe('Options of the mount, such as noexec or mode=1777.'),
});

const capabilities = z.strictObject({
  add: z
    .array(textMember(awsNames.capability))
    .default([])
    .describe('Capabilities beside those that Docker gives. Fargate adds SYS_PTRACE alone.'),
  drop: z
    .array(textMember(awsNames.capability))
    .default([])
    .describe('Capabilities that the container does not have, such as ALL or NET_RAW.'),
});

/** The members of a container about its files, and its rights in the kernel. */
export const fileMembers = {
  mounts: mapMember(awsNames.mountPath, mount)
    .default({})
    .describe('Volumes in the container: by the path that each is found at.'),
  volumesFrom: z
    .record(z.string(), shared)
    .default({})
    .describe('Other containers of the task whose volumes this one has, too, at the same paths.'),
  tmpfs: mapMember(awsNames.mountPath, tmpfs)
    .default({})
    .describe('Directories in memory, by path. They count for the memory of the task, and are empty with each start.'),
  sharedMemory: memorySize(wholeNumber().min(1).max(122880))
    .optional()
    .describe('The size of /dev/shm: MiB, or a size such as 256MB. Only with the capacity ec2. Default of Docker: 64.'),
  capabilities: capabilities.optional().describe('What a process as root may do in the container.'),
};
