import type { Config } from '../../src/config/schema.js';
import { serviceIn } from '../e2e/project.js';

/** Changes of a config, of all kinds: each with the blueprint that it is made in. */
export const changes: readonly (readonly [what: string, blueprint: string, change: (config: Config) => void])[] = [
  [
    'another image, size and number of tasks',
    'cloud-map-public',
    (it) =>
      Object.assign(serviceIn(it), { image: 'public.ecr.aws/nginx/nginx:1.29', cpu: 512, memory: 1024, count: 3 }),
  ],
  ['tags everywhere', 'cloud-map-public', (it) => void (it.tags = { team: 'shop' })],
  [
    'a service more',
    'cloud-map-public',
    (it) => void (it.services['api'] = { ...structuredClone(serviceIn(it)), routes: ['GET /api'] }),
  ],
  [
    'another path, a service less',
    'alb-microservices',
    (it) => {
      serviceIn(it, 'book-service').rules = [{ path: '/books*', priority: 7 }];
      delete it.services['author-service'];
    },
  ],
  ['one NAT gateway for all zones', 'alb-microservices', (it) => void (it.network.egress = 'nat')],
  [
    'another log group and execution role',
    'cloud-map-public',
    (it) => {
      serviceIn(it).logGroup = '/renamed/web';
      it.cluster.executionRole = 'renamed-role';
    },
  ],
  ['other instances', 'ec2-capacity', (it) => void (it.cluster.instances.type = 'm6i.large')],
  ['a NAT gateway in the place of endpoints', 'cloud-map-private', (it) => void (it.network.egress = 'nat')],
];
