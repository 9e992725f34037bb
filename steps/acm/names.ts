import type { CertificateDetail } from '@aws-sdk/client-acm';

/** All names that a certificate is for. */
export const namesOfCertificate = ({
  DomainName = '',
  SubjectAlternativeNames: others = [],
}: CertificateDetail = {}): string[] => [...new Set([DomainName, ...others])];

/** A wildcard stands for one label: `*.example.com` covers `api.example.com`, not `example.com` and not `a.b.example.com`. */
export const covers = (covering: string, name: string): boolean =>
  covering === name ||
  (covering.startsWith('*.') && !name.startsWith('*.') && covering.slice(1) === name.replace(/^[^.]+/, ''));
