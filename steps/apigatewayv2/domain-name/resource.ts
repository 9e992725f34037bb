import {
  CreateDomainNameCommand,
  DeleteDomainNameCommand,
  GetDomainNameCommand,
  UpdateDomainNameCommand,
  type DomainNameConfiguration,
} from '@aws-sdk/client-apigatewayv2';
import { afterPrefix } from '../../../src/arn.js';
import { broken, pending, ready, required, resource, step, type StepOf } from '../../../src/step.js';
import type { Certificate } from '../../acm/certificate/resource.js';
import type { IssuedCertificate } from '../../acm/issued-certificate/resource.js';
import { allDomains } from '../domains.js';
import { retagApiGateway } from '../tags.js';
import { mappingsOfDomain } from './additions.js';
import { domainNameDependents } from './dependents.js';
import { partsOfDomain } from './parts.js';
import { script } from './script.js';

interface DomainNameWant {
  readonly DomainName: string;
  readonly CertificateArn: string;
  readonly EndpointType: 'REGIONAL';
  readonly SecurityPolicy: 'TLS_1_2';
}

export const domainNameResource = resource({
  type: 'domain-name',
  quota: { name: 'domain-names', inUse: async (cloud) => (await allDomains(cloud)).length },
  uses: ['certificate'],
  script,
  fixed: ['DomainName', 'EndpointType'],
  replace: 'create-first',
  sameName: 'refuses',
  nameMember: 'DomainName',
  // A change of the certificate mostly takes minutes. API Gateway takes one call for domains in 30 seconds.
  deadline: { create: 900, delete: 600 },

  async create({ apigatewayv2, tags }, { DomainName, ...configuration }: DomainNameWant) {
    await apigatewayv2.send(
      new CreateDomainNameCommand({ DomainName, DomainNameConfigurations: [configuration], Tags: tags }),
    );
    return DomainName;
  },

  fromArn: afterPrefix('apigateway', '/domainnames/'),
  async find({ apigatewayv2 }, { DomainName }) {
    const { Tags: tags = {} } = await apigatewayv2.send(new GetDomainNameCommand({ DomainName }));
    return [{ id: DomainName, tags }];
  },

  async read({ apigatewayv2 }, domainName) {
    const answer = await apigatewayv2.send(new GetDomainNameCommand({ DomainName: domainName }));
    const [configuration = {}] = answer.DomainNameConfigurations ?? [];
    const { DomainNameStatus: status = 'AVAILABLE', DomainNameStatusMessage: message } = configuration;
    if (status === 'UPDATING') return pending(message ?? 'API Gateway is changing the domain');
    if (status !== 'AVAILABLE') return broken(message ?? `the domain is ${status}`);
    return ready(outOf(domainName, configuration), liveOf(domainName, configuration), { tags: answer.Tags ?? {} });
  },

  async update({ apigatewayv2 }, DomainName, { DomainName: _, ...configuration }) {
    await apigatewayv2.send(new UpdateDomainNameCommand({ DomainName, DomainNameConfigurations: [configuration] }));
  },

  parts: partsOfDomain,
  additions: mappingsOfDomain,
  async retag(cloud, domainName, set, remove) {
    await retagApiGateway(cloud, `/domainnames/${domainName}`, set, remove);
  },

  // Its mappings go with it.
  async delete({ apigatewayv2 }, DomainName) {
    await apigatewayv2.send(new DeleteDomainNameCommand({ DomainName }));
  },

  dependents: domainNameDependents,
});
export type DomainName = StepOf<typeof domainNameResource>;

const outOf = (domainName: string, { ApiGatewayDomainName, HostedZoneId }: DomainNameConfiguration) => ({
  domainName,
  apiGatewayDomainName: required(ApiGatewayDomainName, 'ApiGatewayDomainName'),
  hostedZoneId: required(HostedZoneId, 'HostedZoneId'),
});

const liveOf = (DomainName: string, configuration: DomainNameConfiguration): Partial<DomainNameWant> => {
  const { CertificateArn, EndpointType, SecurityPolicy } = configuration;
  return { DomainName, CertificateArn, EndpointType, SecurityPolicy } as Partial<DomainNameWant>;
};

/**
 * A name of yours at which API Gateway takes requests, with your certificate. Free.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html
 * @param needs.requested the certificate, where it is the stack's: it goes after the name
 */
export const domainName = (
  name: string,
  needs: { certificate: IssuedCertificate; requested?: Certificate | undefined },
  { domain }: { domain: string },
) =>
  step({
    name,
    resource: domainNameResource,
    needs,
    why: `Lets API Gateway answer for ${domain}, with the certificate for it`,
    want: ({ certificate }): DomainNameWant => ({
      DomainName: domain,
      CertificateArn: certificate.certificateArn,
      EndpointType: 'REGIONAL',
      SecurityPolicy: 'TLS_1_2',
    }),
  });
