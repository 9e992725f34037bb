import {
  CreateApiCommand,
  CreateStageCommand,
  UpdateApiMappingCommand,
  UpdateDomainNameCommand,
} from '@aws-sdk/client-apigatewayv2';
import { ModifyListenerCommand, type ModifyListenerInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ChangeResourceRecordSetsCommand, ListHostedZonesByNameCommand } from '@aws-sdk/client-route-53';
import { certificateOf, zoneIn } from './domain-bed.js';
import type { Changed, Of } from './drifts.js';

const domain = 'api.example.com';

/** A certificate of somebody else for the same name, in the zone that is there, or in a new one. */
async function anotherCertificate({ clients }: Changed): Promise<string> {
  const listed = await clients.route53.send(new ListHostedZonesByNameCommand({ DNSName: 'example.com' }));
  const zone = listed.HostedZones?.[0]?.Id ?? (await zoneIn({ clients }));
  return certificateOf({ clients }, zone, domain, '*.example.com');
}

const listener =
  (change: (it: Changed) => Promise<Partial<ModifyListenerInput>> | Partial<ModifyListenerInput>) =>
  async (it: Changed): Promise<unknown> => {
    const { id: ListenerArn } = it.id;
    return it.clients.elbv2.send(new ModifyListenerCommand({ ListenerArn, ...(await change(it)) }));
  };

const certificates = async (it: Changed) => ({ Certificates: [{ CertificateArn: await anotherCertificate(it) }] });

/** Members of listeners that are about TLS. */
export const listenerDrifts: Of = {
  Protocol: listener(async (it) =>
    it.want.Protocol === 'HTTPS' ? { Protocol: 'HTTP' } : { Protocol: 'HTTPS', ...(await certificates(it)) },
  ),
  SslPolicy: listener(() => ({ SslPolicy: 'ELBSecurityPolicy-2016-08' })),
  Certificates: listener(certificates),
};

/** @param member an alias has no values, and no other record a target: what a record has not is null */
const record =
  (member: string, change: (was: Changed['want']) => unknown) =>
  async ({ clients, want }: Changed): Promise<unknown> => {
    if (want[member] === null) return 'a record has either values or a target';
    const { HostedZoneId, Name, Type, TTL, ResourceRecords, AliasTarget } = want;
    const was = AliasTarget ? { AliasTarget } : { TTL, ResourceRecords };
    const ResourceRecordSet = { Name, Type, ...was, [member]: change(want[member]) };
    const ChangeBatch = { Changes: [{ Action: 'UPSERT' as const, ResourceRecordSet }] };
    return clients.route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch }));
  };

export const domainDrifts: { readonly [noun: string]: Of } = {
  'api-mapping': {
    async ApiId({ clients: { apigatewayv2 }, id: { apiMappingId: ApiMappingId, domainName: DomainName } }) {
      const { ApiId } = await apigatewayv2.send(new CreateApiCommand({ Name: 'another', ProtocolType: 'HTTP' }));
      const { StageName: Stage } = await apigatewayv2.send(new CreateStageCommand({ ApiId, StageName: '$default' }));
      await apigatewayv2.send(new UpdateApiMappingCommand({ ApiMappingId, DomainName, ApiId, Stage }));
    },
    async Stage({ clients: { apigatewayv2 }, id: { apiMappingId: ApiMappingId, domainName: DomainName }, want }) {
      const { ApiId } = want;
      await apigatewayv2.send(new CreateStageCommand({ ApiId, StageName: 'another' }));
      await apigatewayv2.send(new UpdateApiMappingCommand({ ApiMappingId, DomainName, ApiId, Stage: 'another' }));
    },
  },
  'domain-name': {
    async CertificateArn(it) {
      const { DomainName, EndpointType } = it.want;
      const configuration = { CertificateArn: await anotherCertificate(it), EndpointType };
      await it.clients.apigatewayv2.send(
        new UpdateDomainNameCommand({ DomainName, DomainNameConfigurations: [configuration] }),
      );
    },
    SecurityPolicy: async () => 'HTTP APIs take TLS_1_2 only',
  },
  'record-set': {
    TTL: record('TTL', (was) => was + 1),
    ResourceRecords: record('ResourceRecords', () => [{ Value: 'elsewhere.example.org.' }]),
    AliasTarget: record('AliasTarget', (was) => ({ ...was, EvaluateTargetHealth: true })),
  },
};
