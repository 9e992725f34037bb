import { UpdateIntegrationCommand } from '@aws-sdk/client-apigatewayv2';
import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { CreateServiceCommand, type CreateServiceResponse } from '@aws-sdk/client-servicediscovery';
import { apigatewayv2, ecs, servicediscovery, type Call } from '../call.js';
import type { Found, Lab } from '../lab.js';
import { behindLink } from '../stacks.js';
import { statusPage } from './changes.js';

/** The tasks are registered there, and the API asks there. @param port undefined: A records, which have none */
const registeredIn = ({ out }: Found, registryArn: string, port?: number): Call[] => [
  ecs(
    new UpdateServiceCommand({
      ...{ cluster: out('cluster', 'clusterName'), service: 'web' },
      serviceRegistries: [{ registryArn, ...(port !== undefined && { containerName: 'web', containerPort: port }) }],
    }),
  ),
  apigatewayv2(
    new UpdateIntegrationCommand({
      ...{ ApiId: out('api', 'apiId'), IntegrationId: out('web-integration', 'integrationId') },
      IntegrationUri: registryArn,
    }),
  ),
];

const made = ({ out }: Found, name: string, type: 'A' | 'SRV'): Call =>
  servicediscovery(
    new CreateServiceCommand({
      ...{ Name: name, NamespaceId: out('namespace', 'namespaceId') },
      DnsConfig: { DnsRecords: [{ Type: type, TTL: 60 }] },
    }),
  );
const arnOf = ({ answers }: Found): string => (answers[0] as CreateServiceResponse).Service?.Arn ?? '';

export const aRecords: Lab = {
  name: 'a-records',
  title: 'Tasks are registered and healthy, and the API answers 503',
  topic: 'service discovery',
  difficulty: 'medium',
  story:
    'The service was moved to a new Cloud Map service, "with plain A records, which everybody understands". Other tasks find ' +
    'it by DNS. The API answers 503.',
  config: behindLink,
  requests: [{ method: 'GET', path: '/', service: 'web' }],
  breakage: {
    calls: [(found) => [made(found, 'web-plain', 'A')], (found) => registeredIn(found, arnOf(found))],
  },
  hints: [
    'The API gets the request and finds nobody to send it on to. It asks Cloud Map, not the DNS.',
    'aws servicediscovery discover-instances shows what Cloud Map answers. What does a connection need besides an address?',
    'An A record has an address and no port, and so has the instance. An SRV record has both.',
    'Register the tasks in a Cloud Map service with SRV records, with the container’s port, and lead the integration there.',
  ],
  repairs: [
    { says: 'Run `provision up`: the config still says srv, so tasks and API go back', edits: [] },
    {
      says: 'Go back to the Cloud Map service with SRV records, which is still there',
      calls: [(found) => registeredIn(found, found.out('web-discovery', 'serviceArn'), 80)],
    },
    {
      says: 'Make another Cloud Map service with SRV records',
      calls: [
        (found) => [made(found, 'web-again', 'SRV')],
        (found) => registeredIn(found, found.answers.length > 0 ? arnOf(found) : 'ARN-OF-THE-NEW-SERVICE', 80),
      ],
    },
  ],
  hiding: [statusPage],
  lesson:
    'An HTTP API that leads to Cloud Map asks it for instances, and needs address and port of each. ECS registers a port only ' +
    'where the service has SRV records. For tasks that know the port of each other, A records will do. For the API they ' +
    'will not, and it answers 503 as if nobody were there.',
  sources: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html',
  ],
  explain: ['cloud-map-service', 'api-integration'],
};
