import { expect, test } from '@jest/globals';
import { counted, fateOf, leavesOfText, loaded, madeFrom, madeFromSample, sample, wanted } from './made.js';

const service = (members: string) =>
  madeFrom(['compose.yaml', `services:\n  web:\n${members.includes(' image:') ? '' : '    image: nginx\n'}${members}`]);
const web = (members: string) => loaded(service(members)).services['web'];

test('the smallest compose file is a service behind a load balancer', () => {
  const made = madeFromSample('web.compose.yml');
  expect(loaded(made)).toMatchObject({
    name: 'my-shop',
    ingress: { type: 'alb' },
    services: { web: { image: 'nginx:1.27', port: 80, rules: [{ path: '$default' }] } },
  });
  expect(made.left).toEqual([]);
});

test('a compose file with everything: services, a job, addresses, sizes, and what cannot be', () => {
  const made = madeFromSample('shop.compose.yml');
  const { name, region, namespace, services, jobs } = loaded(made);
  expect({ name, region, namespace }).toEqual({ name: 'corner-shop', region: 'eu-west-1', namespace: 'internal' });
  expect(Object.keys(services)).toEqual(['frontend', 'api', 'db', 'cache']);
  expect(services['api']).toMatchObject({
    image: 'ghcr.io/acme/api:1',
    ...{ cpu: 512, memory: 1024, memoryReservation: 256, count: 3, port: 8080, user: '1000:1000' },
    command: ['gunicorn', '--bind', '0.0.0.0:8080', "shop.wsgi:make('prod')"],
    environment: {
      DATABASE_URL: 'postgres://shop@db.internal:5432/shop',
      CACHE_HOST: 'cache.internal',
      WORKERS: '4',
      PRICE: '$5',
      LOG_LEVEL: 'info',
    },
    healthCheck: { command: "curl -f 'http://localhost:8080/health check'", interval: 90, startPeriod: 1 },
    calledBy: ['frontend', 'migrate'],
  });
  // Its value is its name by chance, and no address.
  expect(services['db']?.environment).toMatchObject({ POSTGRES_USER: 'db' });
  expect(jobs['migrate']).toMatchObject({ entryPoint: ['/migrate'], before: 'deploy' });
  expect(fateOf(made, 'services.api.depends_on.migrate.condition')).toContain('it is a job, with `before: deploy`');
  expect(made.variables).toEqual(['DB_PASSWORD', 'SENTRY_DSN', 'TAG']);
  expect(services['db']).toMatchObject({
    volumes: { data: {} },
    mounts: { '/var/lib/postgresql/data': { volume: 'data' } },
  });
  expect(fateOf(made, 'services.db.volumes[0]')).toContain('it is empty at the start, goes with its task');
  expect(fateOf(made, 'services.db.shm_size')).toMatch(
    /^line 82, left because on Fargate, .dev.shm has the size that it has/,
  );
  expect(fateOf(made, 'services.api.deploy.resources.limits.memory')).toContain('1024: the smallest size of Fargate');
  expect(counted(made)).toBe(leavesOfText(sample('shop.compose.yml')));
  expect(made.text).toMatch(/# not carried over: services\.db\.shm_size[^\n]*\n {2}db:/);
  const { containerDefinitions } = wanted(made, 'api-task-definition');
  expect(containerDefinitions).toMatchObject([
    { name: 'api', memoryReservation: 256, ulimits: [{ name: 'nofile', softLimit: 65536 }, { name: 'nproc' }] },
  ]);
});

test.each([
  ['ports: ["80"]', { port: 80, rules: [{ path: '$default' }] }],
  ['ports: ["127.0.0.1:8001:8001"]', { port: 8001, rules: [] }],
  ['ports: ["3000-3002:4000-4002"]', { port: 4000 }],
  ['ports: ["${PORT:-8080}:${INNER:-9000}/tcp"]', { port: 9000 }],
  ['ports: ["${PORT}:5000"]', { port: 5000 }],
  ['ports: [{target: 8000, published: "80", mode: host}]', { port: 8000, rules: [{ path: '$default' }] }],
  ['expose: ["7000"]', { port: 7000, rules: [] }],
  // The way in is what is published at the port of the web, and else what is most often HTTP.
  ['ports: ["9229:9229", "3000:3000"]', { port: 3000, ports: { 'port-9229': { port: 9229, rules: [] } } }],
  ['ports: ["8000:8000", "80:9000"]', { port: 9000, ports: { 'port-8000': { port: 8000 } } }],
  ['ports: ["443:443", "8080:80"]', { port: 80, ports: { 'port-443': { port: 443 } } }],
  ['ports: ["5432:5432", "6000:6000"]', { port: 6000, ports: { 'port-5432': { port: 5432 } } }],
  ['ports: ["53:53/udp", "80:80"]', { port: 80, ports: { 'port-53': { port: 53, protocol: 'udp' } } }],
  ['expose: ["7000", "7001"]', { port: 7000, ports: { 'port-7001': { port: 7001 } } }],
  ['command: sh -c "echo $$HOME | tee /a"', { command: ['sh', '-c', 'echo $HOME | tee /a'] }],
  ['environment: [A=b=c, "E="]', { environment: { A: 'b=c', E: '' } }],
  ['command: run ${A} --now', { command: ['run', '1', '--now'] }],
  ['environment: ["A = b"]', { environment: { A: 'b' } }],
  [
    'image: <account>.dkr.ecr.<aws-region>.amazonaws.com/app',
    { image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/app' },
  ],
  ['environment: {A: true, B: 010}', { environment: { A: 'true' } }],
  ['platform: linux/arm64/v8', { architecture: 'arm64' }],
  ['mem_limit: 3g', { cpu: 512, memory: 3072 }],
  ['mem_limit: 536870912', { cpu: 256, memory: 512 }],
  ['cpus: 1.5', { cpu: 2048, memory: 4096 }],
  ['deploy: {resources: {limits: {memory: "${MEM:-1500m}"}}}', { cpu: 256, memory: 2048 }],
  ['stop_grace_period: 1m30s', { stopTimeout: 90 }],
  [
    'healthcheck: {test: curl -f localhost, interval: 1s}',
    { healthCheck: { command: 'curl -f localhost', interval: 5 } },
  ],
  ['scale: "${COUNT:-3}"', { count: 3 }],
])('%s', (members, expected) => {
  expect(web(`    ${members}\n`)).toMatchObject(expected);
});

test.each([
  ['healthcheck: {disable: true}', 'healthcheck.disable', /that of an image/],
  ['ports: ["53:53/udp", "53:53", "80:80"]', 'ports[1]', /left because port 53 of web has two protocols/],
  ['ports: ["53:53/sctp", "80:80"]', 'ports[0]', /left because ports are of TCP or UDP/],
  ['ports: ["80:80", "6000-6020:6000-6020"]', 'ports[1]', /left because a range of so many ports/],
  ['privileged: true', 'privileged', /left because Fargate runs no privileged containers/],
  ['privileged: false', 'privileged', /kept/],
  ['network_mode: host', 'network_mode', /left because all tasks have a network interface of their own/],
  ['secrets: [db]', 'secrets', /left because secrets are made elsewhere/],
  ['colour: red', 'colour', /left because a config has no member for it/],
  ['command: [a, [b]]', 'command', /left because it is not a list of words/],
  ['env_file: nowhere.env', 'env_file', /left because .*nowhere\.env/],
  ['cpus: "${CPUS}"', 'cpus', /left because its value is not known/],
  ['mem_limit: 500g', 'mem_limit', /left because no size of Fargate is as large/],
  ['deploy: {update_config: {parallelism: 2}}', 'deploy.update_config.parallelism', /percent.*`minimumPercent`/],
  ['deploy: {update_config: {order: start-first}}', 'deploy.update_config.order', /percentages.*is start-first/],
  ['deploy: {update_config: {monitor: 10s}}', 'deploy.update_config.monitor', /rolling/],
  ['deploy: {endpoint_mode: vip}', 'deploy.endpoint_mode', /no virtual address/],
  ['volumes_from: [db]', 'volumes_from', /within one task .*`volumesFrom: /],
  ['pid: host', 'pid', /do not see the processes of each other/],
  ['pids_limit: 100', 'pids_limit', /ECS has no such setting .*`ulimits: \{nproc/],
  ['security_opt: ["no-new-privileges:true"]', 'security_opt', /on instances either .*`capabilities`/],
  ['devices: [/dev/fuse]', 'devices', /on instances either .*`privileged: true`/],
  ['sysctls: {net.core.somaxconn: 1024}', 'sysctls', /no member for them yet/],
  ['profiles: [debug]', 'profiles', /`count: 0`/],
  [
    'environment: {AWS_SECRET_ACCESS_KEY: "${AWS_SECRET_ACCESS_KEY}"}',
    'environment.AWS_SECRET_ACCESS_KEY',
    /left because .*credential/,
  ],
])('%s: %s', (members, path, expected) => {
  const made = service(`    ${members}\n`);
  expect(fateOf(made, `services.web.${path}`)).toMatch(expected);
  expect(loaded(made).services['web']).toMatchObject({ image: 'nginx' });
});

test('a profile of a job has the way out of a job', () => {
  const made = madeFrom([
    'docker-compose.yml',
    `services:
  web: {image: nginx, depends_on: {migrate: {condition: service_completed_successfully}}}
  migrate: {image: app, profiles: [tools]}`,
  ]);
  expect(fateOf(made, 'services.migrate.profiles')).toMatch(/all jobs .*`provision run`/);
});

test('what is built goes to a repository of the stack, and a file of another name is said', () => {
  const made = madeFrom([
    'docker-compose.yml',
    'services: {My_App: {image: "me/app:1", build: {context: ./app, dockerfile: Dockerfile.prod}}}',
  ]);
  const { services } = loaded(made);
  expect(services['my-app']).toMatchObject({ repository: 'my-shop/my-app' });
  expect(services['my-app']?.image).toBeUndefined();
  expect(fateOf(made, 'services.My_App.image')).toContain('repository of the stack');
});

test('a compose file of version 1 has its services at the top', () => {
  const made = madeFrom(['docker-compose.yml', 'web:\n  image: nginx\n  links: [db]\ndb:\n  image: postgres\n']);
  expect(Object.keys(loaded(made).services)).toEqual(['web', 'db']);
  expect(loaded(made).services['db']).toMatchObject({ port: 5432, calledBy: ['web'] });
});

test.each([
  ['postgres://db:db@db/db', 'postgres://db:db@db.internal/db'],
  ['postgres://db:1234@db:5432/db?options=db', 'postgres://db:1234@db.internal:5432/db?options=db'],
  ['postgres://db@db', 'postgres://db@db.internal'],
  ['http://db/db@db', 'http://db.internal/db@db'],
])('in %s the host has its name here, and no user and no password', (theirs, ours) => {
  const made = madeFrom([
    'compose.yaml',
    `services: {web: {image: a, environment: {X: "${theirs}"}}, db: {image: mongo}}`,
  ]);
  expect(loaded(made).services['web']?.environment).toEqual({ X: ours });
});

test('an image that is a placeholder is a variable', () => {
  const made = madeFrom(['compose.yaml', 'services: {web: {image: "<IMAGE>"}}']);
  expect(made.text).toContain('image: ${IMAGE}');
  expect(fateOf(made, 'services.web.image')).toBe('line 1: a placeholder: set IMAGE');
});

test('an image that is none leaves a service with a repository to push to', () => {
  const made = madeFrom(['compose.yaml', 'services: {web: {image: IMAGE}}']);
  expect(loaded(made).services['web']).toMatchObject({ repository: 'my-shop/web', tag: 'latest' });
  expect(fateOf(made, 'services.web.image')).toContain('is not an image reference');
  expect(made.chosen).toContainEqual(expect.objectContaining({ path: 'services.web.repository' }));
});

test('the files of a log driver of Docker, and how large they grow: lines go to CloudWatch Logs', () => {
  const logged = (logging: string) => service(`    logging: ${logging}\n`);
  const options = '{max-size: 10m, max-file: "3"}';
  for (const driver of ['driver: json-file, ', 'driver: local, ', ''])
    expect(logged(`{${driver}options: ${options}}`).left).toEqual([]);
  expect(fateOf(logged(`{options: ${options}}`), 'services.web.logging.options.max-size')).toContain('CloudWatch Logs');
  const other = logged('{driver: syslog, options: {syslog-address: "udp://a"}}');
  expect(other.left.map(({ path }) => path)).toContain('services.web.logging.driver');
});

test.each([
  ['network: host', 'what is built, and not in which network'],
  ['shm_size: 1gb', 'what is built, and not in which network'],
  ['secrets: [a]', 'a directory, arguments and a stage'],
  ['dockerfile_inline: FROM nginx', 'a directory, arguments and a stage'],
])('a build with %s is carried over without that, with the reason', (part, because) => {
  const made = madeFrom(['compose.yaml', `services: {web: {build: {context: api, ${part}}}}`]);
  expect(loaded(made).services['web']?.build).toMatchObject({ context: 'api' });
  expect(fateOf(made, `services.web.build.${part.split(':')[0] ?? ''}`)).toContain(because);
});

test.each([
  ['mem_reservation: 512', 'deploy: {}', 512],
  ['mem_reservation: 536870912', 'deploy: {}', 512],
  ['mem_reservation: 512m', 'deploy: {}', 512],
  ['deploy: {resources: {reservations: {memory: "300"}}}', 'init: true', 300],
])('%s is MiB where it would be too few bytes', (members, more, expected) => {
  const made = service(`    ${members}\n    ${more}\n`);
  expect(loaded(made).services['web']?.memoryReservation).toBe(expected);
});

test('memory that a variable says is a size of a config', () => {
  const made = service('    mem_reservation: $KEPT\n');
  expect(made.text).toContain('memoryReservation: ${KEPT}');
  expect(made.rewritten.map(({ how }) => how).join()).toContain('KEPT is MiB here, or a size such as 512MB');
});

test('a service is found by the name of its container, too', () => {
  const made = madeFrom([
    'compose.yaml',
    'services: {web: {image: a, environment: {URI: "mongodb://u:p@the-db"}}, db: {image: mongo, container_name: the-db}}',
  ]);
  expect(loaded(made).services['web']?.environment).toEqual({ URI: 'mongodb://u:p@db.internal' });
});

test('no value of a variable is told', () => {
  const made = service('    environment: {PASSWORD: hunter2, URL: "http://web:1/hunter2"}\n    command: hunter2\n');
  const told = JSON.stringify([made.kept, made.rewritten, made.left, made.chosen]);
  expect(told).not.toContain('hunter2');
});

test.each([
  ['HOSTS', 'db,cache', 'db.internal,cache.internal'],
  ['REDIS', 'cache', 'cache.internal'],
  ['UPSTREAMS', 'db:3000,cache:6379', 'db.internal:3000,cache.internal:6379'],
  ['HOSTS', 'db,elsewhere', 'db,elsewhere'],
  ['POSTGRES_USER', 'db', 'db'],
  ['MODES', 'db,cache', 'db,cache'],
])('names of services in variables: %s=%s is %s', (name, value, is) => {
  const text = `services:
  web: {image: nginx, ports: ["80"], environment: {${name}: "${value}"}}
  db: {image: postgres, expose: ["5432"]}
  cache: {image: redis, expose: ["6379"]}
`;
  expect(loaded(madeFrom(['compose.yaml', text])).services['web']?.environment[name]).toBe(is);
});
