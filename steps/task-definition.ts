import {
  DeleteTaskDefinitionsCommand,
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
  type TaskDefinition as LiveTaskDefinition,
} from '@aws-sdk/client-ecs';
import type { Architecture } from '../src/facts/instance-architecture.js';
import { absent, ready, required, resource, step, type Cloud, type StepOf } from '../src/step.js';
import { agrees } from './agrees.js';
import { containerDefinition, type Container } from './container-definition.js';
import type { Image } from './image.js';
import type { LogGroup } from './log-group.js';
import { retagEcs } from './retag.js';
import type { Role } from './role.js';
import { fromLower, isOurs, lowerTags } from './tags.js';

interface TaskDefinitionWant {
  readonly family: string;
  readonly cpu: string;
  readonly memory: string;
  readonly networkMode: 'awsvpc';
  readonly requiresCompatibilities: ('FARGATE' | 'EC2')[];
  readonly runtimePlatform: { readonly cpuArchitecture: 'X86_64' | 'ARM64'; readonly operatingSystemFamily: 'LINUX' };
  readonly executionRoleArn: string;
  readonly containerDefinitions: ReturnType<typeof containerDefinition>[];
}

export const taskDefinitionResource = resource({
  type: 'task-definition',
  // A revision never changes: every change is a new revision, and the old one goes when no service uses it.
  fixed: [
    'family',
    'cpu',
    'memory',
    'networkMode',
    'requiresCompatibilities',
    'runtimePlatform',
    'executionRoleArn',
    'containerDefinitions',
  ],
  replace: 'create-first',

  async create({ ecs, tags }, want: TaskDefinitionWant) {
    const made = await ecs.send(new RegisterTaskDefinitionCommand({ ...want, tags: lowerTags(tags) }));
    return required(made.taskDefinition?.taskDefinitionArn, 'taskDefinitionArn');
  },

  // By what it says too: the revision that is being replaced has the same family and the same tags.
  async find(cloud, want) {
    const { taskDefinitionArns = [] } = await cloud.ecs.send(
      new ListTaskDefinitionsCommand({ familyPrefix: want.family, status: 'ACTIVE', sort: 'DESC', maxResults: 10 }),
    );
    const latest = await Promise.all(
      taskDefinitionArns.map(async (id) => {
        const { taskDefinition, tags } = await describe(cloud, id);
        return { id, tags: fromLower(tags), agrees: agrees(inOrder(want), inOrder(taskDefinition)) };
      }),
    );
    const found = latest.find((it) => it.agrees && isOurs(cloud, it.tags));
    return found && { id: found.id, tags: found.tags };
  },

  async read(cloud, taskDefinitionArn) {
    const { taskDefinition, tags } = await describe(cloud, taskDefinitionArn);
    if (taskDefinition?.status !== 'ACTIVE') return absent;
    const { family, cpu, memory, executionRoleArn } = taskDefinition;
    return ready({ taskDefinitionArn }, { family, cpu, memory, executionRoleArn }, { tags: fromLower(tags) });
  },

  retag: retagEcs,

  // Only an inactive revision can be deleted, and only an active one can be made inactive.
  async delete(cloud, taskDefinition) {
    const { status } = (await describe(cloud, taskDefinition)).taskDefinition ?? {};
    if (status === 'ACTIVE') await cloud.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition }));
    if (status === 'DELETE_IN_PROGRESS') return;
    const { failures: [failure] = [] } = await cloud.ecs.send(
      new DeleteTaskDefinitionsCommand({ taskDefinitions: [taskDefinition] }),
    );
    // Asked a second time, because an answer was lost, ECS may know it no longer.
    const why = [failure?.reason, failure?.detail].filter(Boolean).join(': ');
    if (failure && !/MISSING|does not exist/.test(why)) throw new Error(`ECS did not delete ${taskDefinition}: ${why}`);
  },
});
export type TaskDefinition = StepOf<typeof taskDefinitionResource>;

const describe = ({ ecs }: Cloud, taskDefinition: string) =>
  ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] }));

/**
 * ECS keeps variables and secrets in no particular order. What is not wanted is spelled out: a revision that has it is
 * another one.
 */
const inOrder = <Definition extends Partial<LiveTaskDefinition>>(definition: Definition | undefined) => ({
  ...definition,
  containerDefinitions: definition?.containerDefinitions?.map((container) => ({
    ...container,
    environment: container.environment?.toSorted(byName) ?? [],
    secrets: container.secrets?.toSorted(byName) ?? [],
    healthCheck: container.healthCheck ?? null,
  })),
});

const byName = (a: { name?: string | undefined }, b: { name?: string | undefined }) =>
  (a.name ?? '') < (b.name ?? '') ? -1 : 1;

interface TaskDefinitionOptions {
  readonly container: Container;
  readonly cpu: number;
  readonly memory: number;
  readonly region: string;
  /** What its tasks run on; Fargate unless told. */
  readonly compatibility?: 'FARGATE' | 'EC2';
  /** Must be that of the image, and of the instances where there are any; x86 unless told. */
  readonly architecture?: Architecture;
}

/**
 * What one task is: image, size, port, health check, logs. Free; the family's revisions are counted up for ever. On
 * EC2, too, each task has a network interface of its own, of which an instance has room for few.
 * @param needs `image`: one that this stack makes, in place of the container's
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
export const taskDefinition = (
  name: string,
  needs: { role: Role; logs: LogGroup; image?: Image | undefined },
  { container, cpu, memory, region, compatibility = 'FARGATE', architecture = 'x86_64' }: TaskDefinitionOptions,
) =>
  step({
    name,
    resource: taskDefinitionResource,
    needs,
    why: `Says what a task of ${container.name} is: image, size, port, logs`,
    want: ({ role, logs, image = container }) => ({
      family: container.name,
      cpu: String(cpu),
      memory: String(memory),
      networkMode: 'awsvpc' as const,
      requiresCompatibilities: [compatibility],
      runtimePlatform: {
        cpuArchitecture: architecture === 'arm64' ? ('ARM64' as const) : ('X86_64' as const),
        operatingSystemFamily: 'LINUX' as const,
      },
      executionRoleArn: role.roleArn,
      containerDefinitions: [
        containerDefinition({ ...container, image: image.image }, { group: logs.logGroupName, region }),
      ],
    }),
  });
