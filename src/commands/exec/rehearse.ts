import { DescribeTasksCommand, ExecuteCommandCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import { all } from '../../all.js';
import type { Run } from '../../runner/run.js';
import type { Cloud } from '../../step.js';

interface Want {
  readonly cluster?: string;
  readonly serviceName?: string;
  readonly enableExecuteCommand?: boolean;
}

/** Sends what opening sessions in the tasks of a rehearsed stack sends. There is nothing to connect to: what is asked counts. */
export async function rehearseExec({ store, withCloud }: Run): Promise<void> {
  const services = [...store.records.values()].flatMap(({ type, want }) => {
    const service = Object(want) as Want;
    return type === 'ecs-service' && service.enableExecuteCommand === true ? [service] : [];
  });
  await withCloud('exec', { token: '', tags: {} }, async (cloud) => {
    await all(services.map((it) => ask(cloud, it)));
  });
}

async function ask({ ecs }: Pick<Cloud, 'ecs'>, { cluster, serviceName }: Want): Promise<void> {
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster, serviceName }));
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  const [task] = tasks;
  const asked = {
    cluster,
    task: task?.taskArn,
    container: task?.containers?.[0]?.name,
    command: 'sh',
    interactive: true,
  };
  await ecs.send(new ExecuteCommandCommand(asked)).catch(() => undefined);
}
