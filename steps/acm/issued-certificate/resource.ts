import { DescribeCertificateCommand, ResourceNotFoundException, type CertificateDetail } from '@aws-sdk/client-acm';
import {
  broken,
  pending,
  ready,
  resource,
  step,
  type Cloud,
  type OnlyToStart,
  type StepOf,
} from '../../../src/step.js';
import { idSet, type IdSet } from '../../common/id-set.js';
import type { HostedZone } from '../../route53/hosted-zone/resource.js';
import type { Certificate } from '../certificate/resource.js';
import { covers, namesOfCertificate } from '../names.js';
import { failureOf, isIssued, isWaiting } from '../status.js';
import { script } from './script.js';

interface IssuedCertificateWant {
  readonly CertificateArn: string;
  /** All that it must be for. */
  readonly Names: IdSet;
  /** Of the zone that its validation records are in. Absent where somebody else has made it: then it must be issued already. */
  readonly NameServers?: readonly string[];
}

export const issuedCertificateResource = resource({
  type: 'issued-certificate',
  lookup: true,
  uses: ['certificate'],
  lists: { NameServers: 'set' },
  script,
  fixed: ['CertificateArn', 'Names', 'NameServers'],
  // ACM mostly takes a few minutes, and more than ten at times. Sources: binxio/cfn-certificate-provider #21, aws/aws-cdk #5831.
  deadline: { create: 900 },

  async create(cloud, { CertificateArn, Names, NameServers }: IssuedCertificateWant) {
    if (!NameServers) await requireUsable(cloud, CertificateArn, Object.keys(Names));
    return { certificateArn: CertificateArn, nameServers: NameServers ?? [] };
  },

  async find() {
    return [];
  },

  // ACM looks again and again by itself, for 72 hours.
  async read({ acm }, { certificateArn, nameServers }) {
    if (!certificateArn) return broken('its record does not say what was found: it was edited');
    const { Certificate = {} } = await acm.send(new DescribeCertificateCommand({ CertificateArn: certificateArn }));
    if (isIssued(Certificate)) return ready({ certificateArn }, {});
    if (!isWaiting(Certificate)) return broken(failureOf(Certificate));
    return { ...pending(waitingFor(Certificate)), advice: delegation(nameServers) };
  },

  async delete() {},
});
export type IssuedCertificate = StepOf<typeof issuedCertificateResource>;

function waitingFor({ DomainValidationOptions: options = [] }: CertificateDetail): string {
  const names = options.filter(({ ValidationStatus: is }) => is !== 'SUCCESS').map(({ DomainName = '' }) => DomainName);
  return names.length > 0 ? `ACM is looking for the records of ${names.join(', ')} in DNS` : 'ACM is about to issue it';
}

/** The reason for nearly every certificate that stays so: aws/aws-cdk #2914, dflook/cloudformation-dns-certificate #10. */
const delegation = (nameServers: readonly string[]): string =>
  'The records are in Route 53, and ACM asks the name servers that the registrar of the domain has. Most likely these are ' +
  `others. They have to be ${nameServers.join(', ')}: set them there, or in an NS record of the zone above, and ACM goes ` +
  'on by itself.';

/** Says what is wrong with a certificate that the config names. @throws Error */
async function requireUsable(cloud: Cloud, arn: string, names: readonly string[]): Promise<void> {
  const [, , , region] = arn.split(':');
  if (region !== cloud.region)
    throw new Error(`${arn} is a certificate in ${region}, and is needed in ${cloud.region}, where the stack is`);
  const certificate = await certificateAt(cloud, arn);
  if (!certificate) throw new Error(`${arn} does not exist in this account`);
  if (isWaiting(certificate))
    throw new Error(
      `${arn} is not issued yet: its names have to be validated, which is up to whoever has requested it`,
    );
  if (!isIssued(certificate)) throw new Error(`${arn} cannot be used: ${failureOf(certificate)}`);
  const covered = namesOfCertificate(certificate);
  const left = names.filter((name) => !covered.some((it) => covers(it, name)));
  if (left.length > 0) throw new Error(`${arn} is not for ${left.join(', ')}, but for ${covered.join(', ')}`);
}

async function certificateAt({ acm }: Cloud, CertificateArn: string): Promise<CertificateDetail | undefined> {
  const asked = acm.send(new DescribeCertificateCommand({ CertificateArn }));
  const { Certificate } = await asked.catch((error: unknown) => {
    if (error instanceof ResourceNotFoundException) return { Certificate: undefined };
    throw error;
  });
  return Certificate;
}

/**
 * The requested certificate, once it is issued.
 * @param needs.records its validation records: without them it never is
 */
export const issuedCertificate = (
  name: string,
  needs: { certificate: Certificate; zone: HostedZone; records: readonly OnlyToStart[] },
  { names }: { names: readonly string[] },
) =>
  step({
    name,
    resource: issuedCertificateResource,
    needs,
    why: 'Waits until ACM has seen the validation records and has issued the certificate',
    want: ({ certificate, zone }): IssuedCertificateWant => ({
      CertificateArn: certificate.certificateArn,
      Names: idSet(names),
      NameServers: zone.nameServers,
    }),
  });

/** A certificate that somebody else has made. It is used and never changed. */
export const existingCertificate = (name: string, { arn, names }: { arn: string; names: readonly string[] }) =>
  step({
    name,
    resource: issuedCertificateResource,
    needs: {},
    why: 'The certificate that the config names; it is used and never changed',
    want: (): IssuedCertificateWant => ({ CertificateArn: arn, Names: idSet(names) }),
  });
