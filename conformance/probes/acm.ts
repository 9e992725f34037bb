import {
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  ListCertificatesCommand,
  ListTagsForCertificateCommand,
  RequestCertificateCommand,
  type RequestCertificateRequest,
} from '@aws-sdk/client-acm';
import { CreateListenerCommand, CreateLoadBalancerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

const api = (operation: string): Source => `https://docs.aws.amazon.com/acm/latest/APIReference/API_${operation}.html`;

/** A domain that nobody can show to be theirs: its certificates are requested, and never issued. */
export const domainIn = ({ name }: Story): string => `${name('domain')}.provision-conformance.com`;

async function certificateIn(
  { acm, tagList: Tags }: Story,
  DomainName: string,
  more: Partial<RequestCertificateRequest> = {},
): Promise<string> {
  const request = new RequestCertificateCommand({ DomainName, ValidationMethod: 'DNS', Tags, ...more });
  return `${(await acm.send(request)).CertificateArn}`;
}

async function described({ acm }: Story, CertificateArn: string) {
  return (await acm.send(new DescribeCertificateCommand({ CertificateArn }))).Certificate;
}

/** The records by which a certificate is validated, as soon as ACM has made all of them up. */
async function recordsOf(story: Story, arn: string) {
  const read = async () => (await described(story, arn))?.DomainValidationOptions ?? [];
  const areThere = async () => (await read()).every(({ ResourceRecord }) => ResourceRecord !== undefined);
  await story.check.shows('that there are records for all names', areThere, true, 300);
  return (await read()).map(({ ResourceRecord }) => ResourceRecord);
}

export const acm = probesOf('acm', [
  {
    title: 'a requested certificate waits, and says after seconds by which CNAME record it is validated',
    source: 'https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html',
    seconds: 30,
    async run(story) {
      const domain = domainIn(story);
      const arn = await certificateIn(story, domain);
      const [record] = await recordsOf(story, arn);
      story.check.equal('its status', (await described(story, arn))?.Status, 'PENDING_VALIDATION');
      story.check.equal('the type', record?.Type, 'CNAME');
      story.check.matches(
        'the name',
        record?.Name,
        new RegExp(`^_[0-9a-f]{32}\\.${domain.replaceAll('.', '\\.')}\\.$`),
      );
      story.check.matches('the value', record?.Value, /^_[0-9a-f]{32}\.[a-z]+\.acm-validations\.aws\.$/);
    },
  },
  {
    title: 'a domain, its wildcard and its next certificate are validated by one and the same record',
    source: 'https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html',
    seconds: 60,
    async run(story) {
      const domain = domainIn(story);
      const both = await certificateIn(story, domain, { SubjectAlternativeNames: [`*.${domain}`] });
      const [own, ofWildcard] = await recordsOf(story, both);
      const [again] = await recordsOf(story, await certificateIn(story, domain));
      story.check.has('the record', own, 'Name', 'Value');
      story.check.equal('the record of the wildcard', ofWildcard, own);
      story.check.equal('the record of another certificate', again, own);
    },
  },
  {
    title: 'the first name of a certificate is among its alternative names, and its tags are there at once',
    source: api('CertificateDetail'),
    async run(story) {
      const { acm, check, tagList } = story;
      const domain = domainIn(story);
      const CertificateArn = await certificateIn(story, domain, { SubjectAlternativeNames: [`www.${domain}`] });
      const names = async () => (await described(story, CertificateArn))?.SubjectAlternativeNames?.toSorted();
      await check.shows('the names', names, [domain, `www.${domain}`].toSorted());
      const listed = await acm.send(new ListTagsForCertificateCommand({ CertificateArn }));
      check.equal('the tags', listed.Tags, tagList);
      const { CertificateSummaryList: all = [] } = await acm.send(new ListCertificatesCommand({ MaxItems: 1000 }));
      check.equal(
        'whether it is listed',
        all.some((it) => it.CertificateArn === CertificateArn),
        true,
      );
    },
  },
  {
    title: 'a request with the same token within an hour answers with the same certificate',
    source: api('RequestCertificate'),
    async run(story) {
      const domain = domainIn(story);
      const IdempotencyToken = story.token().replaceAll('-', '').slice(0, 32);
      const first = await certificateIn(story, domain, { IdempotencyToken });
      story.check.equal('the second ARN', await certificateIn(story, domain, { IdempotencyToken }), first);
      const other = await certificateIn(story, domain);
      story.check.equal('whether one without it is another', other !== first, true);
    },
  },
  {
    title: 'a certificate that is not there is refused: ResourceNotFoundException',
    source: api('DescribeCertificate'),
    async run({ acm, check, partition, region, account }) {
      const CertificateArn = `arn:${partition}:acm:${region}:${account}:certificate/00000000-0000-4000-8000-000000000000`;
      const code = 'ResourceNotFoundException';
      await check.refused('DescribeCertificate', acm.send(new DescribeCertificateCommand({ CertificateArn })), {
        ...{ code, means: ['read', 'gone'] },
      });
      await check.refused('DeleteCertificate', acm.send(new DeleteCertificateCommand({ CertificateArn })), {
        ...{ code, means: ['delete', 'gone'] },
      });
    },
  },
  {
    title: 'a listener takes no certificate that is not issued: UnsupportedCertificate',
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/41789',
    ...{ usd: 0.03, seconds: 420 },
    async run(story) {
      const { elbv2, given, check, tagList: Tags } = story;
      const balancer = new CreateLoadBalancerCommand({
        ...{ Name: story.name('lb'), Type: 'application', Scheme: 'internal', Tags },
        ...{ Subnets: [...(await given.subnets())], SecurityGroups: [await given.group()] },
      });
      const { LoadBalancers } = await elbv2.send(balancer);
      const listener = new CreateListenerCommand({
        ...{ LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn, Protocol: 'HTTPS', Port: 443 },
        Certificates: [{ CertificateArn: await certificateIn(story, domainIn(story)) }],
        DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503' } }],
      });
      await check.refused('CreateListener', elbv2.send(listener), { code: /^UnsupportedCertificate/ });
    },
  },
]);
