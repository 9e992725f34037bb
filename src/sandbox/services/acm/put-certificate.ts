import type { Context } from '../../service.js';
import { certificates } from './tables.js';

/** Makes an issued certificate under an ARN that somebody else has chosen; nothing where there is one. */
export function putCertificate(context: Pick<Context, 'world'>, arn: string, names: readonly string[]): void {
  const { world } = context;
  if (certificates(context).has(arn)) return;
  const at = new Date(world.time);
  certificates(context).set(arn, {
    ...{ arn, names, createdAt: at, issuedAt: at, recordsAt: world.elapsed, status: 'ISSUED', tags: [] },
  });
}
