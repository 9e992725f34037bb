import { DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { all } from '../../../src/all.js';
import type { Cloud, Part } from '../../../src/step.js';
import { recordsAt, zonesAround } from '../../route53/records.js';

/** The validation records of a certificate that are there. They have no tags, and their name says what they are for. */
export async function validationRecordsOf(cloud: Cloud, CertificateArn: string): Promise<Part[]> {
  const { Certificate } = await cloud.acm.send(new DescribeCertificateCommand({ CertificateArn }));
  const names = new Set(
    (Certificate?.DomainValidationOptions ?? []).flatMap(({ ResourceRecord }) => ResourceRecord?.Name ?? []),
  );
  const found = await all(
    [...names].map(async (Name) => {
      const zones = await zonesAround(cloud, Name);
      return all(
        zones.map(async (HostedZoneId) => {
          const id = { HostedZoneId, Name, Type: 'CNAME' as const };
          const there = await recordsAt(cloud, id);
          return there.some(({ Type }) => Type === 'CNAME') ? [{ type: 'record-set', id }] : [];
        }),
      );
    }),
  );
  return found.flat(2);
}
