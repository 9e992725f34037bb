import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [
    {
      for: 'ready',
      like: 'GetDomainName',
      query: 'DomainNameConfigurations[0].DomainNameStatus',
      good: 'AVAILABLE',
      bad: 'PENDING_CERTIFICATE_REIMPORT|PENDING_OWNERSHIP_VERIFICATION',
      minutes: 15,
    },
  ],
  answers: { CreateDomainName: 'DomainNameConfigurations.0.ApiGatewayDomainName' },
};
