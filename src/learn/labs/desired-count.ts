import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { ecs, type Call } from '../call.js';
import type { Found, Lab } from '../lab.js';
import { behindLink } from '../stacks.js';
import { statusPage } from './changes.js';

const counting = ({ out }: Found, desiredCount: number): Call =>
  ecs(new UpdateServiceCommand({ cluster: out('cluster', 'clusterName'), service: 'web', desiredCount }));

export const desiredCount: Lab = {
  name: 'desired-count',
  title: 'The service is ACTIVE, without any event, and the API answers 503',
  topic: 'tasks',
  difficulty: 'easy',
  story:
    'On Friday somebody has "switched the shop off for the night" and gone on holiday. ECS shows the service as ACTIVE, and ' +
    'its last event says that it has reached a steady state.',
  config: behindLink,
  requests: [{ method: 'GET', path: '/', service: 'web' }],
  breakage: { calls: [(found) => [counting(found, 0)]] },
  hints: [
    'The API finds nobody in Cloud Map. Who is to be registered there?',
    'ECS is content: as many tasks run as are wanted. How many is that?',
    'aws ecs describe-services shows desiredCount and runningCount.',
    'desiredCount is 0. Set it to 2 again.',
  ],
  repairs: [
    { says: 'Run `provision up`: the config says 2', edits: [] },
    { says: 'Set the count', calls: [(found) => [counting(found, 2)]] },
    { says: 'Have the config say another count', edits: [{ from: 'count: 2', to: 'count: 1' }] },
  ],
  hiding: [statusPage],
  lesson:
    '"Steady" means that as many tasks run as are wanted, and that may be none. A service without tasks costs nothing on ' +
    'Fargate, but what stands around it does: load balancers, NAT gateways, endpoints, addresses. `provision pause` takes ' +
    'those away as well, tells everybody that the stack is paused, and `provision resume` brings all of it back.',
  sources: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-service-parameters.html'],
  explain: ['ecs-service'],
};
