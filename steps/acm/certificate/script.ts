import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [
    {
      for: 'ready',
      like: 'DescribeCertificate',
      query: 'length(Certificate.DomainValidationOptions[?ResourceRecord==null])',
      good: '0',
      minutes: 5,
    },
  ],
  answers: { RequestCertificate: 'CertificateArn' },
};
