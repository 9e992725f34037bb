import { ParameterNotFound$ } from '@aws-sdk/client-ssm';
import type { Service } from '../../service.js';
import { parameterOperations } from './parameters.js';

/** Systems Manager, as far as it says which images there are. An account here has no parameters of its own. */
export const ssm: Service = {
  id: 'ssm',
  wire: { protocol: 'awsJson1_1', signingName: 'ssm', targetPrefix: 'AmazonSSM' },
  operations: parameterOperations,
  errors: [ParameterNotFound$],
  timers: [],
};
