import type * as ServiceQuotas from '@aws-sdk/client-service-quotas';
import { onResource, readOnly, type Rule, type Rules } from './required-permission.js';

const reads = readOnly('servicequotas');

const requestsMore: Rule<ServiceQuotas.RequestServiceQuotaIncreaseRequest> = ({ input, context }) => {
  const { partition, region, account } = context;
  const quota = `${input.ServiceCode ?? '*'}/${input.QuotaCode ?? '*'}`;
  return [
    onResource(
      'servicequotas:RequestServiceQuotaIncrease',
      `arn:${partition}:servicequotas:${region}:${account}:${quota}`,
    ),
  ];
};

/** Service Quotas. Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_servicequotas.html */
export const servicequotas: Rules = {
  GetAWSDefaultServiceQuota: reads,
  GetRequestedServiceQuotaChange: reads,
  GetServiceQuota: reads,
  ListAWSDefaultServiceQuotas: reads,
  ListRequestedServiceQuotaChangeHistory: reads,
  ListServiceQuotas: reads,
  RequestServiceQuotaIncrease: requestsMore,
};
