import type { Context } from '../../service.js';
import { certificates } from './tables.js';

/** Makes an issued certificate under an ARN that somebody else has chosen. Where there is one, it is for these names, too. */
export function putCertificate(context: Pick<Context, 'world'>, arn: string, names: readonly string[]): void {
  const { world } = context;
  const there = certificates(context).get(arn);
  if (there) {
    certificates(context).set(arn, { ...there, names: [...new Set([...there.names, ...names])] });
    return;
  }
  const at = new Date(world.time);
  certificates(context).set(arn, {
    ...{ arn, names, createdAt: at, issuedAt: at, recordsAt: world.elapsed, status: 'ISSUED', tags: [] },
  });
}
