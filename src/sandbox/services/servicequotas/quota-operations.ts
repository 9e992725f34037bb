import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ListAWSDefaultServiceQuotasCommand,
  ListServiceQuotasCommand,
  type ServiceQuota,
} from '@aws-sdk/client-service-quotas';
import { AwsError, on, type Context } from '../../service.js';
import { page } from '../page.js';
import { applied, byDefault, existingQuota, quotasOf } from './quota-descriptions.js';

/** Source: https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_Operations.html */
export const quotaOperations = [
  on(GetServiceQuotaCommand, ({ ServiceCode, QuotaCode }, context) => ({
    Quota: applied(context, existingQuota(context, ServiceCode, QuotaCode)),
  })),
  on(GetAWSDefaultServiceQuotaCommand, ({ ServiceCode, QuotaCode }, context) => ({
    Quota: byDefault(context, existingQuota(context, ServiceCode, QuotaCode)),
  })),
  on(ListServiceQuotasCommand, (input, context) => listed(context, input, applied)),
  on(ListAWSDefaultServiceQuotasCommand, (input, context) => listed(context, input, byDefault)),
];

interface Question extends PageRequest {
  readonly ServiceCode: string | undefined;
}

function listed(context: Context, question: Question, shown: typeof applied) {
  const all = quotasOf(context, question.ServiceCode).map((name) => shown(context, name));
  const { items, more } = quotaPage(all, ({ QuotaCode }: ServiceQuota) => QuotaCode ?? '', question);
  return { Quotas: items, ...more };
}

export interface PageRequest {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** One page, 100 rows at most. */
export function quotaPage<T>(
  rows: readonly T[],
  key: (row: T) => string,
  { MaxResults = 100, NextToken }: PageRequest,
) {
  if (!Number.isInteger(MaxResults) || MaxResults < 1 || MaxResults > 100)
    throw new AwsError('IllegalArgumentException', 'MaxResults must be a number from 1 to 100.');
  const invalid = () => new AwsError('InvalidPaginationTokenException', 'Invalid pagination token.');
  const { items, next } = page(rows, key, { size: MaxResults, token: NextToken, invalid });
  return { items, more: next === undefined ? {} : { NextToken: next } };
}
