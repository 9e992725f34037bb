import {
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  type Task as LiveTask,
} from '@aws-sdk/client-ecs';
import { all } from '../all.js';
import { inGroupsOf, pages } from '../pages.js';
import type { Task } from '../path/facts.js';
import type { Senders } from '../aws/services.js';

/** The tasks of a cluster that have an address of their own, with the ports that their containers have. */
export async function readTasks({ ecs }: Senders, cluster: string): Promise<Task[]> {
  const arns = await pages(async (nextToken) => {
    const answer = await ecs.send(new ListTasksCommand({ cluster, nextToken }));
    return { items: answer.taskArns, next: answer.nextToken };
  });
  const answers = await all(
    inGroupsOf(100, arns).map((tasks) => ecs.send(new DescribeTasksCommand({ cluster, tasks }))),
  );
  const tasks = answers.flatMap((it) => it.tasks ?? []);
  const revisions = [...new Set(tasks.flatMap(({ taskDefinitionArn }) => taskDefinitionArn ?? []))];
  const definitions = await all(
    revisions.map((taskDefinition) => ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))),
  );
  const ports = new Map(
    definitions.flatMap(({ taskDefinition: it }) =>
      (it?.containerDefinitions ?? []).map(({ name = '', portMappings = [] }) => [
        `${it?.taskDefinitionArn} ${name}`,
        portMappings.flatMap(({ containerPort }) => containerPort ?? []),
      ]),
    ),
  );
  return tasks.map((task) => taskOf(task, ports));
}

function taskOf(
  { taskArn = '', lastStatus = '', attachments = [], containers = [], taskDefinitionArn }: LiveTask,
  ports: ReadonlyMap<string, readonly number[]>,
): Task {
  const details = attachments.flatMap((it) => it.details ?? []);
  const detail = (called: string) => details.find(({ name }) => name === called)?.value;
  return {
    ...{ TaskArn: taskArn, LastStatus: lastStatus },
    ...{ NetworkInterfaceId: detail('networkInterfaceId'), PrivateIpAddress: detail('privateIPv4Address') },
    containers: containers.map(({ name: Name = '', lastStatus: LastStatus = '' }) => ({
      ...{ Name, LastStatus, ports: ports.get(`${taskDefinitionArn} ${Name}`) ?? [] },
    })),
  };
}
