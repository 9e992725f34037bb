import { RequestCertificateCommand } from '@aws-sdk/client-acm';
import {
  CreateDomainNameCommand,
  DeleteDomainNameCommand,
  GetApiMappingsCommand,
  GetDomainNameCommand,
} from '@aws-sdk/client-apigatewayv2';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';
import { domainIn } from './acm.js';

const api = (path: string): Source => `https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/${path}.html`;

const create = ({ apigatewayv2, tags }: Story, DomainName: string, CertificateArn: string) =>
  apigatewayv2.send(
    new CreateDomainNameCommand({
      ...{ DomainName, Tags: { ...tags } },
      DomainNameConfigurations: [{ CertificateArn, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' }],
    }),
  );

/** What needs an issued certificate cannot be asked: only the owner of a domain gets one. */
export const domainNames = probesOf('apigatewayv2', [
  {
    title: 'a domain that is not there is refused: NotFoundException',
    source: api('domainnames-domainname'),
    async run(story) {
      const { check, apigatewayv2 } = story;
      const DomainName = domainIn(story);
      const code = 'NotFoundException';
      await check.refused('GetDomainName', apigatewayv2.send(new GetDomainNameCommand({ DomainName })), {
        ...{ code, means: ['read', 'gone'] },
      });
      await check.refused('DeleteDomainName', apigatewayv2.send(new DeleteDomainNameCommand({ DomainName })), {
        ...{ code, means: ['delete', 'gone'] },
      });
      await check.refused('GetApiMappings', apigatewayv2.send(new GetApiMappingsCommand({ DomainName })), { code });
    },
  },
  {
    title: 'a domain takes no certificate that is not issued, or not there: BadRequestException',
    source: 'believed: the API reference names BadRequestException for requests that are not valid, and no case',
    async run(story) {
      const { acm, check, partition, region, account, tagList: Tags } = story;
      const DomainName = domainIn(story);
      const request = new RequestCertificateCommand({ DomainName, ValidationMethod: 'DNS', Tags });
      const { CertificateArn } = await acm.send(request);
      const refusal = { code: 'BadRequestException', means: ['create', 'refused'] } as const;
      await check.refused('one that waits', create(story, DomainName, `${CertificateArn}`), refusal);
      const none = `arn:${partition}:acm:${region}:${account}:certificate/00000000-0000-4000-8000-000000000000`;
      await check.refused('one that is not there', create(story, DomainName, none), refusal);
    },
  },
]);
