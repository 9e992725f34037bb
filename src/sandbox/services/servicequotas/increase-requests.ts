import {
  GetRequestedServiceQuotaChangeCommand,
  ListRequestedServiceQuotaChangeHistoryCommand,
  RequestServiceQuotaIncreaseCommand,
  type RequestedServiceQuotaChange,
  type RequestServiceQuotaIncreaseRequest,
} from '@aws-sdk/client-service-quotas';
import { quotaNames, quotas, type QuotaName } from '../../../facts/quotas.js';
import { quotaIn, raiseQuota } from '../../quotas.js';
import { AwsError, on, regional, timer, type Context } from '../../service.js';
import { callerArn } from '../caller.js';
import { applied, existingQuota } from './quota-descriptions.js';
import { quotaPage } from './quota-operations.js';

/** Each request for more, with the quota it is for. */
const requests = regional<RequestedServiceQuotaChange & { Id: string }>('servicequotas/requests');

/** Seconds until AWS grants a request. Small ones are granted without a person; how soon is believed. */
const grantedAfter = 60;

/** Source: https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_RequestServiceQuotaIncrease.html */
export const increaseOperations = [
  on(RequestServiceQuotaIncreaseCommand, (input, context) => ({ RequestedQuota: request(context, input) })),

  on(GetRequestedServiceQuotaChangeCommand, ({ RequestId }, context) => {
    const row = requests(context).get(RequestId ?? '');
    if (!row) throw new AwsError('NoSuchResourceException', `There is no request ${RequestId ?? ''}.`);
    return { RequestedQuota: { ...row } };
  }),

  on(ListRequestedServiceQuotaChangeHistoryCommand, (input, context) => {
    const asked = requests(context).all(
      ({ ServiceCode, Status }) =>
        (input.ServiceCode ?? ServiceCode) === ServiceCode && (input.Status ?? Status) === Status,
    );
    const { items, more } = quotaPage(asked, ({ Id }) => Id, input);
    return { RequestedQuotas: items.map((row) => ({ ...row })), ...more };
  }),
];

function request(context: Context, input: RequestServiceQuotaIncreaseRequest): RequestedServiceQuotaChange {
  const name = existingQuota(context, input.ServiceCode, input.QuotaCode);
  if (input.ContextId !== undefined) throw notInSandbox('quotas of single resources');
  const wanted = input.DesiredValue ?? 0;
  if (!quotas[name].adjustable)
    throw new AwsError('IllegalArgumentException', `The quota ${quotas[name].name} is not adjustable.`);
  if (wanted <= quotaIn(context, name))
    throw new AwsError(
      'IllegalArgumentException',
      'You must provide a quota value greater than the current quota value.',
    );
  if (requests(context).find((row) => row.QuotaCode === input.QuotaCode && row.Status === 'PENDING'))
    throw new AwsError(
      'ResourceAlreadyExistsException',
      'Only one open service quota increase request is allowed per quota.',
    );
  const { ServiceCode, ServiceName, QuotaCode, QuotaName, QuotaArn, Unit, GlobalQuota } = applied(context, name);
  const row = {
    ...{ ServiceCode, ServiceName, QuotaCode, QuotaName, QuotaArn, Unit, GlobalQuota },
    Id: context.world.hex(40),
    DesiredValue: wanted,
    Status: 'PENDING' as const,
    Created: context.now,
    LastUpdated: context.now,
    Requester: JSON.stringify({ accountId: context.account, callerArn: callerArn(context) }),
    QuotaRequestedAtLevel: 'ACCOUNT' as const,
  };
  requests(context).set(row.Id, row);
  context.after(grantedAfter, increaseGranted, { id: row.Id });
  return { ...row };
}

/** A quota that is higher already, because somebody has set it, stays so. */
export const increaseGranted = timer<{ id: string }>('servicequotas/increase-granted', (context, { id }) => {
  const row = requests(context).get(id);
  const name = row && quotaNames.find((it: QuotaName) => quotas[it].code === row.QuotaCode);
  if (!row || name === undefined) return;
  raiseQuota(context, name, Math.max(row.DesiredValue ?? 0, quotaIn(context, name)));
  Object.assign(row, { Status: 'APPROVED', LastUpdated: context.now });
});

const notInSandbox = (what: string) =>
  new AwsError('NotImplemented', `The sandbox's Service Quotas does not have ${what}.`, { status: 501 });
