import { latencies } from '../../../facts/latencies.js';
import { ChangeResourceRecordSetsCommand, GetChangeCommand, type ChangeInfo } from '@aws-sdk/client-route-53';
import { AwsError, on, timer, type Context } from '../../service.js';
import { applied } from './change-batch.js';
import { recordsServed } from './dns.js';
import { existingZone, plainId } from './refusals.js';
import { changes, recordKey, records } from './tables.js';

/**
 * Seconds until all name servers have a change.
 * Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html ("generally … within 60
 * seconds")
 */
export const syncSeconds = latencies['record-set in sync'].usual;

export const changeOperations = [
  on(ChangeResourceRecordSetsCommand, (input, context) => {
    const zone = existingZone(context, input.HostedZoneId);
    const { Changes = [], Comment } = input.ChangeBatch ?? {};
    const { put, gone } = applied(context, zone, Changes);
    for (const row of gone) records(context).delete(recordKey(row));
    for (const row of put) records(context).set(recordKey(row), { ...row, servedAt: context.due(syncSeconds) });
    return { ChangeInfo: beginChange(context, Comment) };
  }),

  on(GetChangeCommand, (input, context) => {
    const row = changes(context).get(plainId(input.Id));
    if (!row) throw new AwsError('NoSuchChange', `A change with the ID ${input.Id} does not exist.`);
    return { ChangeInfo: { ...row } };
  }),
];

/** A change that is on its way to the name servers. */
export function beginChange(context: Context, comment?: string): ChangeInfo {
  const id = `C0${context.world.hex(19).toUpperCase()}`;
  const row = {
    Id: `/change/${id}`,
    Status: 'PENDING',
    SubmittedAt: context.now,
    ...(comment !== undefined && { Comment: comment }),
  } as const;
  changes(context).set(id, row);
  context.after(syncSeconds, changeInSync, { id });
  return { ...row };
}

export const changeInSync = timer<{ id: string }>('route53/change-in-sync', (context, { id }) => {
  const row = changes(context).get(id);
  if (row) changes(context).set(id, { ...row, Status: 'INSYNC' });
  context.emit(recordsServed, undefined);
});
