import {
  DeleteTaskDefinitionsCommand,
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
  type TaskDefinition as LiveTaskDefinition,
} from '@aws-sdk/client-ecs';
import { absent, ready, required, resource, step, type Cloud, type StepOf } from '../src/step.js';
import { agrees } from './agrees.js';
import { containerDefinition, type Container } from './container-definition.js';
import type { LogGroup } from './log-group.js';
import { retagEcs } from './retag.js';
import type { Role } from './role.js';
import { fromLower, isOurs, lowerTags } from './tags.js';

interface TaskDefinitionWant {
  readonly family: string;
  readonly cpu: string;
  readonly memory: string;
  readonly networkMode: 'awsvpc';
  readonly requiresCompatibilities: 'FARGATE'[];
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
        return { id, tags: fromLower(tags), agrees: agrees(want, inOrder(taskDefinition)) };
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

/** ECS keeps environment variables in no particular order; what we want is in order of name. */
const inOrder = (live: LiveTaskDefinition | undefined) => ({
  ...live,
  containerDefinitions: live?.containerDefinitions?.map(({ environment = [], ...container }) => ({
    ...container,
    environment: environment.toSorted((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1)),
  })),
});

/**
 * What one task is: image, size, port, health check, logs. Free; the family's revisions are counted up for ever.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
export const taskDefinition = (
  name: string,
  needs: { role: Role; logs: LogGroup },
  { container, cpu, memory, region }: { container: Container; cpu: number; memory: number; region: string },
) =>
  step({
    name,
    resource: taskDefinitionResource,
    needs,
    why: `Says what a task of ${container.name} is: image, size, port, logs`,
    want: ({ role, logs }) => ({
      family: container.name,
      cpu: String(cpu),
      memory: String(memory),
      networkMode: 'awsvpc' as const,
      requiresCompatibilities: ['FARGATE' as const],
      executionRoleArn: role.roleArn,
      containerDefinitions: [containerDefinition(container, { group: logs.logGroupName, region })],
    }),
  });
