import {
  CreateApiCommand,
  CreateApiMappingCommand,
  CreateDomainNameCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CreateSubnetCommand, CreateVpcCommand } from '@aws-sdk/client-ec2';
import { CreateListenerCommand, CreateLoadBalancerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { required } from '../../src/step.js';
import { certificateOf, zoneIn } from './domain-bed.js';
import type { FirstOf, Other } from './others.js';
import type { Rig } from './rig.js';

type Clients = Rig['clients'];

/** A domain of theirs with all that it needs. @returns its name */
export async function domainOfTheirs(clients: Clients): Promise<string> {
  const DomainName = 'theirs.example.com';
  const CertificateArn = await certificateOf({ clients }, await zoneIn({ clients }), DomainName);
  const DomainNameConfigurations = [{ CertificateArn, EndpointType: 'REGIONAL' as const }];
  await clients.apigatewayv2.send(new CreateDomainNameCommand({ DomainName, DomainNameConfigurations }));
  return DomainName;
}

/** Leads a domain of theirs to our API, at a stage that is there. @returns the mapping */
async function toOurApi(clients: Clients, first: FirstOf, Stage = first('api-stage')['stageName']): Promise<string> {
  const DomainName = await domainOfTheirs(clients);
  const mapping = { DomainName, ApiId: first('api')['apiId'], Stage };
  const { ApiMappingId } = await clients.apigatewayv2.send(new CreateApiMappingCommand(mapping));
  return required(ApiMappingId, 'ApiMappingId');
}

/** Leads a path of our domain to an API of theirs. @returns the mapping */
export async function theirPath({ apigatewayv2 }: Clients, first: FirstOf): Promise<string> {
  const { ApiId } = await apigatewayv2.send(new CreateApiCommand({ Name: 'theirs', ProtocolType: 'HTTP' }));
  const { StageName: Stage } = await apigatewayv2.send(new CreateStageCommand({ ApiId, StageName: '$default' }));
  const { domainName: DomainName } = first('domain-name');
  const mapping = { DomainName, ApiId, Stage, ApiMappingKey: 'theirs' };
  const { ApiMappingId } = await apigatewayv2.send(new CreateApiMappingCommand(mapping));
  return required(ApiMappingId, 'ApiMappingId');
}

/** A load balancer in a network of theirs that answers HTTPS. @returns its listener */
export async function listenerOfTheirs({ ec2, elbv2 }: Clients, CertificateArn: string | undefined): Promise<string> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.99.0.0/16' }));
  const Subnets = await Promise.all(
    [1, 2].map(async (at) => {
      const where = { AvailabilityZoneId: `use1-az${at}`, CidrBlock: `10.99.${at}.0/24` };
      const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: Vpc?.VpcId, ...where }));
      return required(Subnet?.SubnetId, 'SubnetId');
    }),
  );
  const balancer = new CreateLoadBalancerCommand({ Name: 'theirs', Scheme: 'internal', Subnets });
  const LoadBalancerArn = (await elbv2.send(balancer)).LoadBalancers?.[0]?.LoadBalancerArn;
  const { Listeners } = await elbv2.send(
    new CreateListenerCommand({
      ...{ LoadBalancerArn, Protocol: 'HTTPS', Port: 443 },
      Certificates: [{ CertificateArn }],
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503' } }],
    }),
  );
  return required(Listeners?.[0]?.ListenerArn, 'ListenerArn');
}

/** What of others keeps the nouns of HTTPS, or is lost with them. */
export const ofDomains: Readonly<Record<string, Other>> = {
  api: {
    blueprint: 'cloud-map-public',
    async make(clients, first) {
      const ApiId = first('api')['apiId'];
      await clients.apigatewayv2.send(new CreateStageCommand({ ApiId, StageName: 'theirs' }));
      return toOurApi(clients, first, 'theirs');
    },
  },
  'api-stage': { blueprint: 'cloud-map-public', make: (clients, first) => toOurApi(clients, first) },
  certificate: {
    blueprint: 'ec2-capacity',
    hasDomain: true,
    make: (clients, first) => listenerOfTheirs(clients, first('certificate')['certificateArn']),
  },
  'domain-name': { blueprint: 'cloud-map-public', hasDomain: true, make: theirPath },
};
