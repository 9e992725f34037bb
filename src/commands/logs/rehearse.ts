import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { failedTaskLines } from '../../../steps/ecs/ecs-service/failed-task-lines.js';
import { all } from '../../all.js';
import type { Run } from '../../runner/run.js';
import { logSourcesIn } from './log-sources.js';

/** Sends what reading the logs of a rehearsed stack sends. */
export async function rehearseLogs(run: Run): Promise<void> {
  const { sources } = logSourcesIn(run.store.records);
  await run.withCloud('logs', { token: '', tags: {} }, async (cloud) => {
    await all(sources.map(({ logGroup }) => cloud.logs.send(new FilterLogEventsCommand({ logGroupName: logGroup }))));
  });
}

/** Sends what telling the last lines of tasks sends, as if one of each had failed. */
export async function rehearseLastLines({ store, withCloud }: Run): Promise<void> {
  const definitions = [...store.records.values()].flatMap(({ type, id, want }) =>
    type === 'task-definition' && typeof id === 'string' ? [{ id, want }] : [],
  );
  await withCloud('logs', { token: '', tags: {} }, async (cloud) => {
    await all(
      definitions.map(({ id: taskDefinitionArn, want }) => {
        const { containerDefinitions: containers = [] } = Object(want) as Containers;
        return failedTaskLines(cloud, { taskDefinitionArn, taskArn: 'task', containers });
      }),
    );
  });
}
interface Containers {
  readonly containerDefinitions?: { readonly name: string }[];
}
