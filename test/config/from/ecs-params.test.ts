import { expect, test } from '@jest/globals';
import { counted, fateOf, leavesOfText, loaded, madeFrom, madeFromSample, sample } from './made.js';

const names = ['cli.compose.yml', 'cli.ecs-params.yml'] as const;

test('a compose file with its ecs-params: its services are containers of one task', () => {
  const made = madeFromSample(...names);
  const { namespace, ingress, services } = loaded(made);
  expect({ namespace, ingress: ingress.type, names: Object.keys(services) }).toEqual({
    ...{ namespace: 'tutorial', ingress: 'alb', names: ['web'] },
  });
  expect(services['web']).toMatchObject({
    ...{ cpu: 256, memory: 512, port: 80, environment: { WORDPRESS_DB_HOST: '127.0.0.1:3306' } },
    secrets: { KEY: '/shop/wordpress/key' },
    healthCheck: { command: 'curl -f http://localhost', interval: 300 },
    discovery: { type: 'a', name: 'wordpress' },
    containers: { mysql: { cpu: 100, memory: 500, memoryReservation: 256 } },
  });
  expect(counted(made)).toBe(names.reduce((sum, name) => sum + leavesOfText(sample(name)), 0));
  expect(made.variables).toContain('VPC_ID');
  expect(loaded(made).network.existing).toMatchObject({ public: ['subnet-0aaaaaaa', 'subnet-0bbbbbbb'], private: [] });
  expect(services['web']?.securityGroups).toEqual(['sg-0ccccccc']);
  expect(made.text).toContain('vpc: ${VPC_ID}');
});

test('which of the two is named does not matter', () => {
  const [one, other] = [madeFromSample(...names), madeFromSample(...names.toReversed())];
  expect(other.text).toBe(one.text);
});

test('alone, it has the containers that it names, and a repository for the image that it does not', () => {
  const made = madeFromSample('cli.ecs-params.yml');
  expect(loaded(made).services['web']).toMatchObject({
    ...{ repository: 'my-shop/web', cpu: 256 },
    containers: { mysql: { cpu: 100, memoryReservation: 256 } },
  });
  expect(made.text).toContain('image: ${MYSQL_IMAGE}');
  expect(() => madeFrom(['ecs-params.yml', 'run_params: {network_configuration: {}}'])).toThrow();
});

const compose = 'services: {web: {image: nginx, ports: ["80:80"]}, cache: {image: redis}}';
const madeOf = (params: string, beside = compose) => madeFrom(['compose.yml', beside], ['ecs-params.yml', params]);
const services = '{web: {cpu_shares: 200, healthcheck: {test: a}}, cache: {mem_limit: 300m}}';

test.each([
  [
    `{task_definition: {ecs_network_mode: awsvpc}, services: ${services}}`,
    'services.cache.mem_limit',
    'task_definition.services',
  ],
  [`{task-definition: {services: ${services}}}`, 'task-definition.services.cache.mem_limit', 'read as task_definition'],
])('what is not where it belongs is read as if it was: %s', (params, path, how) => {
  const made = madeOf(params);
  expect(loaded(made).services['web']).toMatchObject({
    healthCheck: { command: 'a' },
    containers: { cache: { memory: 300 } },
  });
  expect(made.left).toEqual([]);
  expect(fateOf(made, path)).toContain(how);
});

test('services beside those of the task definition are passed over', () => {
  const made = madeOf(`{task_definition: {services: {web: {essential: true}}}, services: ${services}}`);
  expect(made.left).toMatchObject([{ path: 'services', because: expect.stringContaining('services of its own') }]);
});

test('a service that the compose file does not have is passed over, and counts for no size', () => {
  const made = madeOf(
    'task_definition: {services: {web: {mem_limit: 600m}, other: {mem_limit: 8g, cpu_shares: 1024}}}',
  );
  expect(loaded(made).services['web']).toMatchObject({ memory: 1024, containers: { cache: { image: 'redis' } } });
  expect(made.left).toMatchObject([
    { path: 'task_definition.services.other', because: expect.stringContaining('no service of this name') },
  ]);
});

test('what both files say of a container is as the ecs-params file has it, and that is told', () => {
  const check = (seconds: number) => `healthcheck: {test: "a ${seconds}", interval: ${seconds}s}`;
  const made = madeOf(
    `task_definition: {services: {web: {${check(10)}}}}`,
    `services: {web: {image: nginx, ${check(20)}}}`,
  );
  expect(loaded(made).services['web']?.healthCheck).toMatchObject({ command: 'a 10', interval: 10 });
  expect(fateOf(made, 'services.web.healthcheck.test')).toBe('line 1: said in ecs-params');
});

test.each([
  ['credentials_parameter: registry', 'secretsmanager:registry'],
  [
    'credentials_parameter: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:r-AbCdEf"',
    'arn:aws:secretsmanager:eu-west-1:123456789012:secret:r-AbCdEf',
  ],
  ['credentials_parameter: $LOGIN', '${LOGIN}'],
])('repository_credentials: %s', (credentials, expected) => {
  const made = madeOf(
    `task_definition: {services: {web: {repository_credentials: {${credentials}}, container_name: a}}}`,
    'services: {web: {image: registry.example.com/app}}',
  );
  expect(made.left).toEqual([]);
  expect(made.text).toContain(`repositoryCredentials: ${expected}`);
});

test('memory of a container that would be too few bytes is MiB', () => {
  const made = madeOf(
    'task_definition: {task_size: {cpu_limit: 512, mem_limit: 2048}, services: {web: {mem_limit: 1024}, cache: {mem_limit: 512}}}',
  );
  expect(loaded(made).services['web']).toMatchObject({ memoryLimit: 1024, containers: { cache: { memory: 512 } } });
  expect(fateOf(made, 'task_definition.services.cache.mem_limit')).toContain('512 is MiB');
});
