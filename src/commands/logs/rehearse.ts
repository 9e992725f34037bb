import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
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
