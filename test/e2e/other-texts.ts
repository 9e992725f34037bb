import { isDeepStrictEqual } from 'node:util';
import { balancerOf } from '../../src/config/placement.js';
import type { Path } from '../../src/config/member-path.js';
import type { Config } from '../../src/config/schema.js';
import { existingIds } from './existing-ids.js';

/**
 * What the schema of the config does not tell of the values of a member: texts, and whole objects where what they must have
 * does not do. A new member of the config that is a text needs a row.
 */

const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f';
export const parameters = ['key', 'other'];

/** By the end of the path of a member in the schema; the longest end counts. `key` is the name of an entry of a map. */
const values: { readonly [end: string]: readonly unknown[] } = {
  namesFor: ['another'],
  'tags.key': ['team'],
  'tags.x': ['shop', 'blog'],
  'network.cidr': ['10.2.0.0/16'],
  'network.endpoints.0': ['kms', 'sts'],
  'network.subnets': [
    {
      public: ['10.0.20.0/24', '10.0.21.0/24'],
      private: ['10.0.22.0/24', '10.0.23.0/24'],
    },
    { public: ['10.0.20.0/24', '10.0.21.0/24'] },
    { private: ['10.0.22.0/24', '10.0.23.0/24'] },
  ],
  'subnets.public.0': ['10.0.30.0/24'],
  'subnets.private.0': ['10.0.31.0/24'],
  'network.existing': [
    { vpc: existingIds.vpc, public: existingIds.public.slice(0, 2), private: existingIds.private.slice(0, 2) },
  ],
  'existing.vpc': [existingIds.vpc],
  'existing.public.0': [existingIds.public[2]],
  'existing.private.0': [existingIds.private[2]],
  namespace: ['other.internal'],
  'cluster.name': ['other-cluster'],
  'cluster.arn': [existingIds.cluster],
  executionRole: ['other-role'],
  'cluster.instances.type': ['m5.large', 'm6g.xlarge'],
  'services.key': ['another'],
  'services.x': [{ image: 'nginx', port: 8080 }],
  imageOf: ['web'],
  'jobs.key': ['nightly'],
  'jobs.x': [{ image: 'nginx' }],
  'jobs.x.schedule': ['rate(2 hours)', 'cron(0 6 ? * MON *)'],
  'jobs.x.timezone': ['Asia/Tokyo', 'Europe/Berlin'],
  image: ['nginx:1.27', 'nginx:1.29'],
  repository: ['other/repository'],
  tag: ['v1', 'v2'],
  build: ['examples/hostname', 'examples/book'],
  'command.0': ['run', 'fast'],
  'entryPoint.0': ['/bin/start', '-v'],
  workingDirectory: ['/srv', '/app'],
  user: ['1000', '1001:1001'],
  'ulimits.key': ['nofile', 'core'],
  'ulimits.x.soft': [1024, 2048],
  'ulimits.x.hard': [4096, 8192],
  'volumes.key': ['data', 'cache'],
  'volumes.x.host': ['/var/data', '/opt/data'],
  'docker.driver': ['other-driver'],
  'driverOptions.key': ['type', 'device'],
  'driverOptions.x': ['tmpfs', 'nfs'],
  'efs.rootDirectory': ['/data', '/other'],
  'mounts.key': ['/data', '/cache'],
  'mounts.x.volume': ['data', 'cache'],
  'volumesFrom.key': ['sidecar', 'second'],
  'tmpfs.key': ['/run', '/scratch'],
  'options.0': ['noexec', 'nodev'],
  'add.0': ['SYS_PTRACE', 'NET_ADMIN'],
  'drop.0': ['NET_RAW', 'ALL'],
  'ignoredExitCodes.0': [1, 2],
  'labels.key': ['org.example.team', 'other'],
  'labels.x': ['shop', 'blog'],
  'containers.key': ['sidecar', 'second'],
  'dependsOn.key': ['sidecar', 'second'],
  'environment.key': ['MODE', 'LEVEL'],
  'environment.x': ['fast', 'slow'],
  repositoryCredentials: ['db', 'hub'].map(
    (name) => `arn:aws:secretsmanager:us-east-1:111111111111:secret:${name}-AbCdEf`,
  ),
  'secrets.key': ['TOKEN', 'KEY'],
  'secrets.x': parameters.map((name) => `arn:aws:ssm:us-east-1:000000000000:parameter/${name}`),
  'healthCheck.command': ['true', 'exit 0'],
  'actions.0': ['s3:GetObject', 's3:PutObject'],
  'resources.0': ['arn:aws:s3:::a-bucket/*', '*'],
  'conditions.key': ['StringEquals', 'StringLike'],
  'conditions.x.key': ['aws:PrincipalTag/team', 'aws:RequestedRegion'],
  'conditions.x.x.0': ['shop', 'blog'],
  'managedPolicies.0': ['AmazonS3ReadOnlyAccess', 'AmazonDynamoDBReadOnlyAccess'],
  'services.x.capacity': [{ fargate: { base: 0, weight: 1 }, spot: { base: 0, weight: 3 } }],
  'services.x.scaling': [
    { minimum: 1, maximum: 4, cpu: 50 },
    { minimum: 1, maximum: 4, requestsPerTarget: 100 },
  ],
  'scaling.schedules.0': [{ name: 'evening', schedule: 'cron(0 20 * * ? *)', minimum: 2 }],
  'schedules.0.name': ['evening', 'night'],
  'schedules.0.schedule': ['cron(0 20 * * ? *)', 'rate(6 hours)'],
  'schedules.0.timezone': ['Europe/Berlin'],
  'discovery.name': ['other-name'],
  'discovery.port': ['admin', 'second'],
  'ports.key': ['admin', 'second'],
  'ports.x': [{ port: 9090 }, { port: 9191 }],
  'ports.x.container': ['sidecar', 'second'],
  'ports.x.rules.0': [{ path: '/of-the-port', priority: 78 }],
  'ports.x.rules.0.path': ['/of-the-port*', '/port-more'],
  'routes.0': ['GET /other', 'ANY /more/{proxy+}'],
  'rules.0.weights': [{ 'book-service': 90, 'author-service': 10 }],
  'rules.0.path': ['/other*', '/more'],
  'path.0': ['/third', '/fourth*'],
  'rules.0.host': ['shop.example.com', '*.shop.example.com'],
  'host.0': ['third.example.com'],
  'rules.0.methods': ['GET', 'POST'],
  'methods.0': ['PUT'],
  'headers.key': ['X-Version', 'Accept'],
  'headers.x': ['one', 'two*'],
  'headers.x.0': ['three'],
  'query.key': ['v', 'w'],
  'query.x': ['1', '2?'],
  'query.x.0': ['3'],
  'rules.0.sourceIps': ['203.0.113.0/24', '198.51.100.0/24'],
  'sourceIps.0': ['192.0.2.0/24'],
  'rules.0': [{ path: '/more', priority: 77 }],
  priority: [33, 34],
  'health.path': ['/healthy', '/alive'],
  'health.codes': ['200,204', '200-399'],
  'stickiness.cookie': ['SESSION', 'SID'],
  'target.name': ['other-targets'],
  'allow.0': ['10.9.0.0/16', '10.8.0.0/16'],
  'calledBy.0': ['author-service', 'static-app'],
  'jobs.x.services.0': ['web', 'author-service', 'static-app'],
  logGroup: ['/other/log-group'],
  'allowOrigins.0': ['https://a.example', 'https://b.example'],
  'allowMethods.0': ['GET', 'POST'],
  'allowHeaders.0': ['Content-Type', 'Authorization'],
  'loadBalancer.name': ['other-balancer'],
  'loadBalancer.arn': [existingIds.balancer],
  'loadBalancer.listener': [443],
  'ingress.domain': [{ name: 'api.example.com', zone: 'example.com' }],
  'domain.name': ['api.example.com', 'www.example.com'],
  'alternativeNames.0': ['shop.example.com', '*.api.example.com'],
  'domain.zone': ['example.com', existingIds.zone],
  'domain.certificate': [existingIds.certificate],
  'consumer.cidr': ['10.3.0.0/16'],
  'consumer.instanceType': ['t3.micro'],
  'ssh.publicKey': [`${publicKey} me`, `${publicKey} you`],
  'ssh.cidr': ['203.0.113.7/32', '203.0.113.8/32'],
};

/** Values of a member, and names of entries; those that the schema tells are not among them. */
export function textsOf(member: Path): readonly unknown[] {
  const ends = member.map((_, from) => member.slice(from).join('.'));
  return values[ends.find((end) => values[end]) ?? ''] ?? [];
}

type Fitting = (config: Config) => void;

/** Ways to make the rest of a config fit to a member that has another value: nothing first, then more and more. */
export function fit([first, name, member]: Path, to: unknown): Fitting[] {
  const nothing: Fitting = () => {};
  if ((first === 'services' || first === 'jobs') && name !== undefined)
    return [nothing, ...fitInTask(first, String(name), String(member), to)];
  if (first === 'ingress') return [nothing, trafficFits, ...(name === 'loadBalancer' ? [behindShared] : [])];
  if (first === 'network')
    return [nothing, subnetsFit, (config) => [subnetsFit, rangesFit].forEach((it) => it(config))];
  if (first === 'cluster') return [nothing, (config) => void (config.network.egress = 'nat'), onInstances];
  return [nothing];
}

type Task = Config['services'][string];

function fitInTask(of: 'services' | 'jobs', name: string, member: string, to: unknown): Fitting[] {
  const service = (change: (it: Task) => void) => (config: Config) => {
    const it = config[of][name] as Task | undefined;
    if (it) change(it);
  };
  const sizes = [512, 1024, 2048].map((memory) => service((it) => void Object.assign(it, { memory })));
  if (member === 'cpu') return sizes;
  if (member === 'memory') return [512, 256].map((cpu) => service((it) => void Object.assign(it, { cpu })));
  if (member === 'before') return [(config) => dropFrom(Object(config.jobs[name]) as object, 'services', 'timeout')];
  if (member === 'timezone' || member === 'startWithin')
    return [(config) => void Object.assign(Object(config.jobs[name]) as object, { schedule: 'rate(1 day)' })];
  if (member === 'schedule')
    return [(config) => dropFrom(Object(config.jobs[name]) as object, 'timezone', 'startWithin')];
  if (member === 'imageOf' && to !== undefined)
    return [service((it) => drop(it, 'image', 'repository', 'build', 'tag'))];
  if (member === 'image' && to !== undefined) return [service((it) => drop(it, 'repository', 'build', 'tag'))];
  if (['repository', 'build', 'tag'].includes(member) && to !== undefined)
    return [
      service((it) => {
        drop(it, 'image');
        Object.assign(it, { repository: it.repository ?? 'own/repository', build: it.build ?? 'examples/hostname' });
      }),
    ];
  if (['repository', 'image', 'imageOf'].includes(member))
    return [
      service((it) => {
        drop(it, 'repository', 'build', 'tag');
        it.image = 'nginx:1.28';
      }),
    ];
  return [];
}

function drop(service: Task, ...members: (keyof Task)[]): void {
  dropFrom(service, ...members);
}

function dropFrom(it: object, ...members: string[]): void {
  for (const member of members) Reflect.deleteProperty(it, member);
}

/** Requests come where the ingress is, and nowhere else. */
function trafficFits(config: Config): void {
  const isBehindBalancer = balancerOf(config) !== undefined;
  const isBehindCloudMap = config.ingress.type === 'http-api' && config.ingress.via === 'cloud-map';
  delete config.ingress.routes;
  Object.values(config.services).forEach((service, i) => {
    service.rules = isBehindBalancer ? [i === 0 ? { path: '$default' } : { path: `/service-${i}`, priority: i }] : [];
    service.routes = isBehindCloudMap ? [i === 0 ? '$default' : `GET /service-${i}`] : [];
    if (isBehindCloudMap) service.discovery = { ttl: 60, ...service.discovery, type: 'srv' };
    delete service.target.name;
  });
  if (isBehindCloudMap) config.namespace ??= 'internal';
}

/** In an existing network, a load balancer that exists already may lead to the tasks. */
function behindShared(config: Config): void {
  const { listener } = config.ingress.loadBalancer;
  const loadBalancer = { arn: existingIds.balancer, ...(listener !== undefined && { listener }) };
  const domain = { name: 'api.example.com', alternativeNames: [], zone: 'example.com' };
  config.ingress = { type: 'alb', via: 'cloud-map', loadBalancer, domain, logRetentionDays: 30 };
  trafficFits(config);
}

/** Tasks run in the subnets that there are. */
function subnetsFit({ services, network }: Config): void {
  if (isDeepStrictEqual(network.existing, undefined))
    for (const service of Object.values(services)) delete service.subnets;
  else Object.assign(network, { cidr: '10.0.0.0/16', zones: 2, egress: 'public', endpoints: [], subnets: undefined });
}
const rangesFit: Fitting = ({ network }) => void delete network.subnets;

const onInstances: Fitting = (config) => {
  config.network.egress = 'nat';
  for (const service of Object.values(config.services)) Object.assign(service, { architecture: 'x86_64' });
};
