import {
  DeleteTaskDefinitionsCommand,
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { all } from '../../../src/all.js';
import type { Architecture } from '../../../src/facts/instance-architecture.js';
import { wholeArn } from '../../../src/arn.js';
import { by } from '../../../src/list-rules.js';
import { absent, broken, ready, required, resource, step, type Cloud, type StepOf } from '../../../src/step.js';
import { containsAll } from '../../common/contains-all.js';
import { asListed } from '../../common/listed.js';
import { isOurs } from '../../common/tags.js';
import { fromLower, lowerTags, retagEcs } from '../tags.js';
import { containerDefinition, withRouter, type Container } from './container-definition.js';
import type { Image } from '../../ecr/image/resource.js';
import type { LogGroup } from '../../logs/log-group/resource.js';
import type { ExistingRole } from '../../iam/existing-role/resource.js';
import type { Role } from '../../iam/role/resource.js';
import { foundArns } from '../../common/secret-arns.js';
import type { ExistingFileSystem } from '../../efs/existing-file-system/resource.js';
import type { ExistingSecret } from '../../secretsmanager/existing-secret/resource.js';
import type { ExistingParameter } from '../../ssm/existing-parameter/resource.js';
import { inOrder } from './in-order.js';
import { script } from './script.js';
import { volumesOf, type TaskVolume } from './volumes.js';

interface TaskDefinitionWant {
  readonly family: string;
  readonly cpu: string;
  readonly memory: string;
  /** On Fargate, where it is not the usual one. */
  readonly ephemeralStorage?: { readonly sizeInGiB: number } | undefined;
  readonly networkMode: 'awsvpc';
  readonly requiresCompatibilities: ('FARGATE' | 'EC2')[];
  readonly runtimePlatform: { readonly cpuArchitecture: 'X86_64' | 'ARM64'; readonly operatingSystemFamily: 'LINUX' };
  readonly executionRoleArn: string;
  /** Without one the containers have no rights in AWS. */
  readonly taskRoleArn?: string | undefined;
  readonly containerDefinitions: ReturnType<typeof containerDefinition>[];
  /** Absent where there are none. */
  readonly volumes?: ReturnType<typeof volumesOf> | undefined;
}

export const taskDefinitionResource = resource({
  type: 'task-definition',
  lists: {
    requiresCompatibilities: 'set',
    'containerDefinitions.portMappings': by('containerPort', 'protocol'),
    'containerDefinitions.dependsOn': by('containerName'),
    'containerDefinitions.mountPoints': by('containerPath'),
    'containerDefinitions.volumesFrom': by('sourceContainer'),
    'containerDefinitions.linuxParameters.tmpfs': by('containerPath'),
    'containerDefinitions.linuxParameters.tmpfs.mountOptions': 'ordered',
    'containerDefinitions.linuxParameters.capabilities.*': 'set',
    'containerDefinitions.restartPolicy.ignoredExitCodes': 'set',
    'containerDefinitions.command': 'ordered',
    'containerDefinitions.entryPoint': 'ordered',
    'containerDefinitions.healthCheck.command': 'ordered',
  },
  uses: ['role', 'log-group', 'image'],
  script,
  // A revision cannot be changed. Every change is a new revision, and the old one is deleted when no service uses it.
  fixed: [
    'family',
    'cpu',
    'memory',
    'ephemeralStorage',
    'networkMode',
    'requiresCompatibilities',
    'runtimePlatform',
    'executionRoleArn',
    'taskRoleArn',
    'containerDefinitions',
    'volumes',
  ],
  replace: 'create-first',

  async create({ ecs, tags }, want: TaskDefinitionWant) {
    const made = await ecs.send(new RegisterTaskDefinitionCommand({ ...want, tags: lowerTags(tags) }));
    return required(made.taskDefinition?.taskDefinitionArn, 'taskDefinitionArn');
  },

  fromArn: wholeArn('ecs', 'task-definition/'),

  // Its settings are compared too, because a revision that is being replaced has the same family and tags.
  async find(cloud, want) {
    const { taskDefinitionArns = [] } = await cloud.ecs.send(
      new ListTaskDefinitionsCommand({ familyPrefix: want.family, status: 'ACTIVE', sort: 'DESC', maxResults: 10 }),
    );
    const latest = await all(
      taskDefinitionArns
        .filter((it) => familyIn(it) === want.family)
        .map(async (id) => {
          const { taskDefinition, tags } = await describe(cloud, id);
          return { id, tags: fromLower(tags), agrees: containsAll(inOrder(want), inOrder(taskDefinition)) };
        }),
    );
    return latest.filter((it) => it.agrees && isOurs(cloud, it.tags)).map(({ id, tags }) => ({ id, tags }));
  },

  // A revision never changes: that it is listed as active says it all.
  async read(cloud, taskDefinitionArn) {
    const listed = await asListed(cloud, pageOfActive(cloud), (it) => it === taskDefinitionArn);
    const listedTags = listed === undefined ? undefined : await cloud.listedTags?.(listed);
    if (listedTags) return ready({ taskDefinitionArn }, {}, { tags: listedTags });
    const { taskDefinition, tags } = await describe(cloud, taskDefinitionArn);
    // Deregistered and not deleted: it goes with the deletion that is still to come.
    if (taskDefinition?.status === 'INACTIVE') return broken('the revision is INACTIVE');
    if (taskDefinition?.status !== 'ACTIVE') return absent;
    const { family, cpu, memory, executionRoleArn, taskRoleArn, registeredAt: since } = taskDefinition;
    const live = { family, cpu, memory, executionRoleArn, taskRoleArn };
    return ready({ taskDefinitionArn }, live, { tags: fromLower(tags), ...(since && { since }) });
  },

  retag: retagEcs,

  async breakAgain({ ecs }, taskDefinition) {
    await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition }));
  },

  // Only an inactive revision can be deleted, and only an active one can be made inactive.
  async delete(cloud, taskDefinition) {
    const { status } = (await describe(cloud, taskDefinition)).taskDefinition ?? {};
    if (status === 'ACTIVE') await cloud.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition }));
    if (status === 'DELETE_IN_PROGRESS') return;
    const { failures: [failure] = [] } = await cloud.ecs.send(
      new DeleteTaskDefinitionsCommand({ taskDefinitions: [taskDefinition] }),
    );
    // If the answer was lost and the call is repeated, ECS may not know the revision any more.
    const why = [failure?.reason, failure?.detail].filter(Boolean).join(': ');
    if (failure && !/MISSING|does not exist/.test(why)) throw new Error(`ECS did not delete ${taskDefinition}: ${why}`);
  },
});
export type TaskDefinition = StepOf<typeof taskDefinitionResource>;

/** Of `…:task-definition/family:revision`. */
const familyIn = (arn: string): string | undefined => /\/([^/:]+):\d+$/.exec(arn)?.[1];

const pageOfActive =
  ({ ecs }: Cloud) =>
  async (nextToken: string | undefined) => {
    const answer = await ecs.send(new ListTaskDefinitionsCommand({ status: 'ACTIVE', nextToken }));
    return { items: answer.taskDefinitionArns, next: answer.nextToken };
  };

const describe = ({ ecs }: Cloud, taskDefinition: string) =>
  ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] }));

interface TaskDefinitionOptions {
  /** The one that load balancers and discovery lead to. */
  readonly container: Container;
  /** Those that run beside it in each task. */
  readonly sidecars?: readonly Container[];
  /** Of the secrets in them, those that are looked up: their keys, in the order of the lookups. */
  readonly lookedUp?: readonly string[];
  readonly cpu: number;
  readonly memory: number;
  /** GiB of disk of each task, on Fargate. Default: 20. */
  readonly ephemeralStorage?: number | undefined;
  readonly volumes?: { readonly [name: string]: TaskVolume } | undefined;
  readonly region: string;
  /** What its tasks run on. Default: Fargate. */
  readonly compatibility?: 'FARGATE' | 'EC2';
  /** The family, which counts the revisions. Default: the container's name. */
  readonly family?: string;
  /** The architecture of the image, and of the instances if there are any. Default: x86. */
  readonly architecture?: Architecture;
  /** How many earlier revisions stay. Default: none. */
  readonly keep?: number | undefined;
}

/**
 * The settings of each task: image, size, port, health check, logs. Free. The numbers of revisions only grow. On EC2,
 * too, each task has a network interface of its own, of which an instance has room for few.
 * @param needs `image`: an image that this stack builds, instead of the container's
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
export const taskDefinition = (
  name: string,
  needs: {
    role: Role | ExistingRole;
    taskRole?: Role | ExistingRole | undefined;
    logs: LogGroup;
    image?: Image | undefined;
    /** The ARNs of secrets and parameters that the config does not name by whole ARNs. */
    lookups?: readonly (ExistingSecret | ExistingParameter)[];
    /** What its volumes are of: they are looked at first. */
    fileSystems?: readonly ExistingFileSystem[];
  },
  {
    container,
    lookedUp = [],
    sidecars = [],
    family = container.name,
    cpu,
    memory,
    ephemeralStorage,
    volumes = {},
    region,
    compatibility = 'FARGATE',
    architecture = 'x86_64',
    keep = 0,
  }: TaskDefinitionOptions,
) =>
  step({
    name,
    resource: taskDefinitionResource,
    needs,
    keep,
    why: `The settings of each task of ${container.name}: image, size, port, logs`,
    want: ({ role, taskRole, logs, image = container, lookups }) => ({
      family,
      cpu: String(cpu),
      memory: String(memory),
      ephemeralStorage: ephemeralStorage === undefined ? undefined : { sizeInGiB: ephemeralStorage },
      networkMode: 'awsvpc' as const,
      requiresCompatibilities: [compatibility],
      runtimePlatform: {
        cpuArchitecture: architecture === 'arm64' ? ('ARM64' as const) : ('X86_64' as const),
        operatingSystemFamily: 'LINUX' as const,
      },
      executionRoleArn: role.roleArn,
      taskRoleArn: taskRole?.roleArn,
      volumes: Object.keys(volumes).length > 0 ? volumesOf(volumes) : undefined,
      containerDefinitions: withRouter([{ ...container, image: image.image }, ...sidecars]).map((it) =>
        containerDefinition(it, { group: logs.logGroupName, region }, foundArns(lookedUp, lookups)),
      ),
    }),
  });
