import {
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  ListCertificatesCommand,
  RequestCertificateCommand,
  type CertificateDetail,
  type CertificateSummary,
} from '@aws-sdk/client-acm';
import { all } from '../../../src/all.js';
import { wholeArn } from '../../../src/arn.js';
import { pages } from '../../../src/pages.js';
import { plainToken } from '../../../src/plain-token.js';
import { broken, pending, ready, required, resource, step, type Cloud, type StepOf } from '../../../src/step.js';
import { isOurs, upperTags } from '../../common/tags.js';
import { failureOf, isIssued, isWaiting, validatedDomain } from '../status.js';
import { certificateTags, retagCertificate } from '../tags.js';
import { certificateDependents } from './dependents.js';
import { validationRecordsOf } from './parts.js';
import { script } from './script.js';

interface CertificateWant {
  readonly DomainName: string;
  /** Those besides, sorted. */
  readonly SubjectAlternativeNames: string[];
  readonly ValidationMethod: 'DNS';
}

/** The record in DNS by which ACM sees that a name is ours. */
export interface ValidationRecord {
  readonly name: string;
  readonly value: string;
}

const allCertificates = ({ acm }: Cloud): Promise<readonly CertificateSummary[]> =>
  pages(async (NextToken) => {
    const answer = await acm.send(new ListCertificatesCommand({ NextToken }));
    return { items: answer.CertificateSummaryList, next: answer.NextToken };
  });

export const certificateResource = resource({
  type: 'certificate',
  quota: { name: 'certificates', inUse: async (cloud) => (await allCertificates(cloud)).length },
  lists: { SubjectAlternativeNames: 'set' },
  script,
  fixed: ['DomainName', 'SubjectAlternativeNames', 'ValidationMethod'],
  replace: 'create-first',
  // A load balancer's use of it is shown for a minute after its end; API Gateway's for more than 15 at times. Source:
  // `certificateCrossServicePropagationTimeout` of terraform-provider-aws. The records are there within seconds, and after
  // five minutes at the latest: `certificateDNSValidationAssignmentTimeout` there.
  deadline: { create: 300, delete: 1500 },

  // The token counts for an hour.
  async create({ acm, tags, token }, { DomainName, SubjectAlternativeNames, ValidationMethod }: CertificateWant) {
    const made = await acm.send(
      new RequestCertificateCommand({
        DomainName,
        ...(SubjectAlternativeNames.length > 0 && { SubjectAlternativeNames }),
        ValidationMethod,
        IdempotencyToken: plainToken(token),
        Tags: upperTags(tags),
      }),
    );
    return required(made.CertificateArn, 'CertificateArn');
  },

  fromArn: wholeArn('acm', 'certificate/'),

  // The names are compared, too, because one that is being replaced has the same tags.
  async find(cloud, { DomainName, SubjectAlternativeNames }) {
    const wanted = [DomainName, ...SubjectAlternativeNames].toSorted();
    const alike = (await allCertificates(cloud)).filter(
      (it) =>
        it.DomainName === DomainName &&
        JSON.stringify((it.SubjectAlternativeNameSummaries ?? []).toSorted()) === JSON.stringify(wanted),
    );
    const found = await all(
      alike.map(async ({ CertificateArn }) => {
        const id = required(CertificateArn, 'CertificateArn');
        return { id, tags: await certificateTags(cloud, id) };
      }),
    );
    return found.filter(({ tags }) => isOurs(cloud, tags));
  },

  // It is ready for its records as soon as ACM has made them up. Whether it is issued: `issued-certificate`.
  async read(cloud, CertificateArn) {
    const [{ Certificate = {} }, tags] = await all([
      cloud.acm.send(new DescribeCertificateCommand({ CertificateArn })),
      certificateTags(cloud, CertificateArn),
    ]);
    if (!isIssued(Certificate) && !isWaiting(Certificate)) return broken(failureOf(Certificate));
    const records = recordsOf(Certificate);
    if (!records) return pending('ACM has not said yet by which records it validates the names');
    const { DomainName = '', SubjectAlternativeNames: names = [] } = Certificate;
    const live = { DomainName, SubjectAlternativeNames: names.filter((name) => name !== DomainName).toSorted() };
    const since = Certificate.CreatedAt;
    return ready({ certificateArn: CertificateArn, records }, live, { tags, ...(since && { since }) });
  },

  parts: validationRecordsOf,
  retag: retagCertificate,

  async delete({ acm }, CertificateArn) {
    await acm.send(new DeleteCertificateCommand({ CertificateArn }));
  },

  dependents: certificateDependents,
});
export type Certificate = StepOf<typeof certificateResource>;

/** By the domain that they validate; undefined as long as one is missing. */
function recordsOf({ DomainValidationOptions: options = [] }: CertificateDetail) {
  const records = options.flatMap(({ DomainName = '', ResourceRecord: { Name: name, Value: value } = {} }) =>
    name === undefined || value === undefined ? [] : [[validatedDomain(DomainName), { name, value }] as const],
  );
  const areThere = options.length > 0 && records.length === options.length;
  return areThere ? (Object.fromEntries(records) as { readonly [domain: string]: ValidationRecord }) : undefined;
}

/**
 * Asks for a public certificate. Free. ACM renews it by itself as long as its records stay in DNS.
 * Source: https://aws.amazon.com/certificate-manager/pricing/
 * @param options.names the first one is that of the certificate
 */
export const certificate = (name: string, { names }: { names: readonly string[] }) =>
  step({
    name,
    resource: certificateResource,
    needs: {},
    why: `The certificate for ${names.join(', ')}: HTTPS needs it`,
    want: (): CertificateWant => ({
      DomainName: names[0] ?? '',
      SubjectAlternativeNames: names.slice(1).toSorted(),
      ValidationMethod: 'DNS',
    }),
  });
