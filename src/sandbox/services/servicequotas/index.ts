import {
  IllegalArgumentException$,
  InvalidPaginationTokenException$,
  NoSuchResourceException$,
  ResourceAlreadyExistsException$,
} from '@aws-sdk/client-service-quotas';
import type { Service } from '../../service.js';
import { increaseGranted, increaseOperations } from './increase-requests.js';
import { quotaOperations } from './quota-operations.js';

/** How much an account may have of everything, for the quotas of `src/facts/quotas.ts`. What is asked for is granted. */
export const servicequotas: Service = {
  id: 'servicequotas',
  wire: { protocol: 'awsJson1_1', signingName: 'servicequotas', targetPrefix: 'ServiceQuotasV20190624' },
  operations: [...quotaOperations, ...increaseOperations],
  errors: [
    IllegalArgumentException$,
    InvalidPaginationTokenException$,
    NoSuchResourceException$,
    ResourceAlreadyExistsException$,
  ],
  timers: [increaseGranted],
};
