import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [
    {
      for: 'ready',
      like: 'DescribeCertificate',
      query: 'Certificate.Status',
      good: 'ISSUED',
      bad: 'FAILED|VALIDATION_TIMED_OUT|EXPIRED|REVOKED|INACTIVE',
      minutes: 15,
    },
  ],
};
