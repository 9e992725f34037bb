import { AwsError, type Context } from '../../service.js';
import { zones, type ZoneRow } from './tables.js';

/** Codes: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html and its siblings. */

export const invalidInput = (message: string) => new AwsError('InvalidInput', message);

/** All that is wrong with a batch is told at once, in brackets, as the errors cited in `change-batch.ts` show. */
export const invalidBatch = (problems: readonly string[]) =>
  new AwsError('InvalidChangeBatch', `[${problems.join(', ')}]`);

/** The error, status 501, for a feature that AWS has and the sandbox does not. It is never ignored silently. */
export const notInSandbox = (what: string) =>
  new AwsError('NotImplemented', `The sandbox's Route 53 does not have ${what}.`, { status: 501 });

/** @throws AwsError `NoSuchHostedZone` */
export function existingZone(context: Context, id: string | undefined): ZoneRow {
  const plain = plainId(id);
  const row = zones(context).get(plain);
  if (!row) throw new AwsError('NoSuchHostedZone', `No hosted zone found with ID: ${plain}`);
  return row;
}

/** `/hostedzone/Z1` → `Z1`: the API answers the long form, and takes both. */
export const plainId = (id: string | undefined): string => (id ?? '').replace(/^\/\w+\//, '');
