import { AuthorizeSecurityGroupIngressCommand, CreateSecurityGroupCommand } from '@aws-sdk/client-ec2';
import { DescribeTasksCommand, ListTasksCommand, StopTaskCommand, type TaskDefinition } from '@aws-sdk/client-ecs';
import {
  CreateAccessPointCommand,
  CreateFileSystemCommand,
  CreateMountTargetCommand,
  DeleteMountTargetCommand,
  DescribeFileSystemsCommand,
  DescribeMountTargetsCommand,
} from '@aws-sdk/client-efs';
import { expect, test } from '@jest/globals';
import { configSchema, type Config } from '../../src/config/schema.js';
import type { Failure } from '../../src/failure.js';
import { policyFor } from '../../src/policy/document.js';
import { permissionsOfLifecycle } from '../../src/rehearsal/lifecycle-permissions.js';
import { textOf } from '../../src/ui/failure.js';
import { resourcesByType } from '../../steps/nouns.js';
import { stackOf } from '../../steps/stack/index.js';
import { demandsIn, setting } from '../policy/proof.js';
import { comesTrue, planFor } from '../rehearsal/rehearsal.js';
import { longTest } from '../full.js';
import { existingIds } from './existing-ids.js';
import { rig } from './fresh.js';
import { makeNetwork } from './landlord.js';
import { configOf, Project, serviceIn } from './project.js';

type Efs = NonNullable<Config['services'][string]['volumes'][string]['efs']>;
const said = (failures: readonly Failure[]) => failures.map((it) => textOf(it, { command: 'up' })).join('\n');

/** A service that mounts this, in a network of its own or of somebody else. */
const mounting = (efs: Partial<Efs>, existing?: Config['network']['existing']) =>
  configOf((it) => {
    const shape = configSchema.shape.services.unwrap().valueType.parse({
      image: 'nginx',
      volumes: { data: { efs: { fileSystem: 'fs-0123456789abcdef0', ...efs } } },
      mounts: { '/data': { volume: 'data' } },
    });
    Object.assign(serviceIn(it), { volumes: shape.volumes, mounts: shape.mounts });
    if (existing) it.network.existing = existing;
  });

/** A file system with a mount target in the first of these subnets, whose group lets these addresses in. */
async function fileSystem(vpc: string, subnets: readonly string[], cidr = '10.0.0.0/8') {
  const { efs, ec2 } = rig.clients;
  const { FileSystemId = '' } = await efs.send(new CreateFileSystemCommand({ CreationToken: `${Math.random()}` }));
  await rig.pass(10);
  const made = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: `nfs-${FileSystemId}`, Description: 'nfs', VpcId: vpc }),
  );
  const { GroupId = '' } = made;
  if (cidr)
    await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpProtocol: 'tcp',
        FromPort: 2049,
        ToPort: 2049,
        CidrIp: cidr,
      }),
    );
  await rig.pass(10);
  for (const SubnetId of subnets)
    await efs.send(new CreateMountTargetCommand({ FileSystemId, SubnetId, SecurityGroups: [GroupId] }));
  await rig.pass(120);
  return { id: FileSystemId, group: GroupId };
}

async function guests() {
  const ids = await makeNetwork(rig);
  const real = (some: readonly string[]) => some.map((id) => ids.get(id) ?? '');
  return { vpc: ids.get(existingIds.vpc) ?? '', public: real(existingIds.public).slice(0, 2), private: [] };
}

test('a task mounts a file system through an access point, as its role: allowed exactly that, and nothing of it is changed', async () => {
  const existing = await guests();
  const { id } = await fileSystem(existing.vpc, existing.public);
  const { efs } = rig.clients;
  const point = await efs.send(new CreateAccessPointCommand({ FileSystemId: id, ClientToken: 'a' }));
  await rig.pass(10);
  const { AccessPointId = '', AccessPointArn } = point;
  const before = await efs.send(new DescribeFileSystemsCommand({}));
  const config = mounting({ fileSystem: id, accessPoint: AccessPointId, iam: true }, existing);
  const project = new Project(rig);
  expect(said((await comesTrue(rig, project, config)).failures)).toBe('');
  const want = project.store.records.get('web-task-definition')?.want as TaskDefinition;
  expect(want.volumes).toEqual([
    {
      name: 'data',
      efsVolumeConfiguration: {
        ...{ fileSystemId: id, rootDirectory: '/', transitEncryption: 'ENABLED' },
        authorizationConfig: { accessPointId: AccessPointId, iam: 'ENABLED' },
      },
    },
  ]);
  const { PolicyDocument } = project.store.records.get('web-task-role-policy')?.want as { PolicyDocument: object };
  expect(PolicyDocument).toMatchObject({
    Statement: [
      {
        Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
        Resource: [expect.stringMatching(`:file-system/${id}$`)],
        Condition: { StringEquals: { 'elasticfilesystem:AccessPointArn': [AccessPointArn] } },
      },
    ],
  });
  const again = await rig.during(() => project.up(config));
  expect([again.done.failures, again.mutating]).toEqual([[], []]);
  expect((await project.down()).failures).toEqual([]);
  expect((await efs.send(new DescribeFileSystemsCommand({}))).FileSystems).toEqual(before.FileSystems);
});

test('what tasks could not mount is refused before the first change, by plan and up alike', async () => {
  const existing = await guests();
  const [first = '', second = ''] = existing.public;
  const { id, group } = await fileSystem(existing.vpc, [first], '');
  const refused = async (config: Config) => {
    const project = new Project(rig);
    const { done, mutating } = await rig.during(async () => [
      said((await planFor(rig, project, config)).failures),
      said((await project.up(config)).failures),
    ]);
    expect(mutating).toEqual([]);
    expect(done[0]).toBe(done[1]);
    return done[0] ?? '';
  };
  expect(await refused(mounting({}, existing))).toContain('there is no file system fs-0123456789abcdef0');
  const config = mounting({ fileSystem: id }, existing);
  expect(await refused(config)).toMatch(
    /has no available mount target in use1-az\d, where tasks may be started.*create-mount-target/s,
  );
  await rig.clients.efs.send(
    new CreateMountTargetCommand({ FileSystemId: id, SubnetId: second, SecurityGroups: [group] }),
  );
  await rig.pass(120);
  expect(await refused(config)).toMatch(
    new RegExp(`${group}.*lets no task in to port 2049.*authorize-security-group-ingress`, 's'),
  );
  expect(await refused(mounting({ fileSystem: id, accessPoint: 'fsap-0123456789abcdef0' }, existing))).toContain(
    'there is no access point fsap-0123456789abcdef0',
  );
  expect(await refused(mounting({ fileSystem: id }))).toContain(
    `is mounted in ${existing.vpc}, and this stack makes a VPC of its own`,
  );
});

test('a task that starts where there is no mount target any more stops with the words of AWS', async () => {
  const existing = await guests();
  const { id } = await fileSystem(existing.vpc, existing.public);
  const { efs, ecs } = rig.clients;
  const project = new Project(rig);
  const config = mounting({ fileSystem: id }, existing);
  expect(said((await project.up(config)).failures)).toBe('');
  const { MountTargets = [] } = await efs.send(new DescribeMountTargetsCommand({ FileSystemId: id }));
  for (const { MountTargetId } of MountTargets) await efs.send(new DeleteMountTargetCommand({ MountTargetId }));
  await rig.pass(60);
  const cluster = 'cloud-map-public';
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster }));
  for (const task of taskArns) await ecs.send(new StopTaskCommand({ cluster, task }));
  await rig.pass(120);
  const stopped = await ecs.send(new ListTasksCommand({ cluster, desiredStatus: 'STOPPED' }));
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: stopped.taskArns }));
  expect(tasks.map(({ stoppedReason }) => stoppedReason)).toContainEqual(
    expect.stringMatching(
      new RegExp(
        `^ResourceInitializationError: failed to invoke EFS utils .*Failed to resolve "${id}.efs.us-east-1.amazonaws.com"`,
      ),
    ),
  );
  expect(said((await project.up(config)).failures)).toContain('has no mount target');
});

longTest('the policy of whoever runs it has what is looked at, and nothing that changes the file system', async () => {
  const config = mounting({ accessPoint: 'fsap-0123456789abcdef0' });
  const location = { ...setting, account: '000000000000' };
  const { steps } = stackOf(config, location, () => 'tag');
  const planInput = { stack: config.name, tags: config.tags, location, steps, resources: resourcesByType };
  const { Statement } = policyFor(demandsIn(await permissionsOfLifecycle(planInput)), config.name);
  const actions = Statement.flatMap(({ Action }) => [Action].flat()).filter((it) =>
    it.startsWith('elasticfilesystem:'),
  );
  expect([...new Set(actions)].sort()).toEqual([
    'elasticfilesystem:DescribeAccessPoints',
    'elasticfilesystem:DescribeFileSystems',
    'elasticfilesystem:DescribeMountTargetSecurityGroups',
    'elasticfilesystem:DescribeMountTargets',
  ]);
});
