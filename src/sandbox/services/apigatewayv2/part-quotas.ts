import type { QuotaName } from '../../../facts/quotas.js';
import { refuseBeyond } from '../../quotas.js';
import type { Context } from '../../service.js';
import type { Table } from '../../table.js';

/** As API Gateway's messages call the parts of an API. */
const called = { 'api-routes': 'Routes', 'api-integrations': 'Integrations', 'api-stages': 'Stages' } as const;

/**
 * Refuses one part of an API more than its quota allows, in API Gateway's words.
 * @param parts of all APIs
 * @throws AwsError `ConflictException` with status 429
 */
export function refuseTooMany(
  context: Context,
  quota: keyof typeof called & QuotaName,
  parts: Table<{ readonly apiId: string }>,
  ofApi: string,
): void {
  const what = called[quota];
  const reached = () =>
    `Maximum number of ${what} for this API has been reached. Please contact AWS if you need additional ${what}.`;
  refuseBeyond(context, quota, parts.all(({ apiId }) => apiId === ofApi).length + 1, reached, 429);
}
