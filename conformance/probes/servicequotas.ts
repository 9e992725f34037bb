import { GetServiceQuotaCommand, RequestServiceQuotaIncreaseCommand } from '@aws-sdk/client-service-quotas';
import { quotas } from '../../src/facts/quotas.js';
import { probesOf, type Source } from '../probe.js';

const api = (operation: string): Source =>
  `https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_${operation}.html`;
const { serviceCode: ServiceCode, code = '', name, value } = quotas.vpcs;

export const servicequotas = probesOf('servicequotas', [
  {
    title: 'the quota of VPCs has the code and the name that are known of it, and AWS gives nobody less than 5',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html',
    async run({ check, servicequotas }) {
      const { Quota } = await servicequotas.send(new GetServiceQuotaCommand({ ServiceCode, QuotaCode: code }));
      check.has('the quota', Quota, 'QuotaArn', 'ServiceName', 'Value', 'Adjustable', 'GlobalQuota');
      check.equal('its name', Quota?.QuotaName, name);
      check.equal('whether it can be raised', Quota?.Adjustable, true);
      check.equal('whether it is 5 or more', (Quota?.Value ?? 0) >= value, true);
    },
  },
  {
    title: 'a quota that there is not is refused: NoSuchResourceException, which no waiting helps',
    source: api('GetServiceQuota'),
    async run({ check, servicequotas }) {
      const asked = servicequotas.send(new GetServiceQuotaCommand({ ServiceCode, QuotaCode: 'L-00000000' }));
      await check.refused('GetServiceQuota', asked, { code: 'NoSuchResourceException', means: ['create', 'refused'] });
    },
  },
  {
    title: 'nobody is given less on request: IllegalArgumentException',
    source: api('RequestServiceQuotaIncrease'),
    async run({ check, servicequotas }) {
      const input = { ServiceCode, QuotaCode: code, DesiredValue: 1 };
      await check.refused(
        'RequestServiceQuotaIncrease',
        servicequotas.send(new RequestServiceQuotaIncreaseCommand(input)),
        { code: 'IllegalArgumentException', means: ['create', 'refused'] },
      );
    },
  },
]);
