import { all } from '../../all.js';
import { resourceOf, tagsOf, type Run } from '../../runner/run.js';
import { lookAtWays } from './look.js';
import { serviceIn, servicesIn } from './ways.js';

/** Sends what rolling each service of a rehearsed stack back would send. It has one revision, which it is given once more. */
export async function rehearseRollbacks(run: Run): Promise<void> {
  const { records } = run.store;
  await all(
    servicesIn(records).map(async (name) => {
      const service = serviceIn(records, name);
      const { step, record } = service;
      await lookAtWays(run, service, service.revisions, {});
      const resource = resourceOf(run, step, record.type);
      await run.withCloud(step, { token: '', tags: tagsOf(run, step) }, async (cloud) => {
        await resource.update?.(cloud, record.id, record.want, ['taskDefinition']);
        await resource.read(cloud, record.id);
        await resource.stillRuns?.(cloud, record.id);
      });
    }),
  );
}
