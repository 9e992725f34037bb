import { expect, test } from '@jest/globals';
import { fateOf, loaded, madeFrom } from './made.js';

/** An ecs-params file of ECS's own CLI, beside a compose file where one is given. */
const madeOf = (params: string, compose?: string) =>
  madeFrom(...(compose === undefined ? [] : [['compose.yml', compose] as const]), ['ecs-params.yml', params] as const);
const web = 'services: {web: {image: nginx, ports: ["80:80"]}}';

test('a load balancer before tasks in private subnets has public ones, which a variable says: nothing else is left', () => {
  const made = madeOf(
    `run_params: {network_configuration: {awsvpc_configuration: {assign_public_ip: DISABLED,
      subnets: [subnet-0aaaaaaa, subnet-0bbbbbbb], security_groups: [sg-0ccccccc]}}}`,
    web,
  );
  expect(made.left).toEqual([]);
  expect(loaded(made)).toMatchObject({
    network: {
      existing: {
        ...{ vpc: 'vpc-00000000', private: ['subnet-0aaaaaaa', 'subnet-0bbbbbbb'] },
        public: ['subnet-00000001', 'subnet-00000002'],
      },
    },
    services: { web: { securityGroups: ['sg-0ccccccc'] } },
  });
  expect(made.variables).toEqual(['PUBLIC_SUBNET_1', 'PUBLIC_SUBNET_2', 'VPC_ID']);
  expect(made.chosen).toContainEqual({
    path: 'network.existing.public',
    why: expect.stringContaining('two zones, and the file names 0') as unknown,
  });
});

test('one public subnet is too few for a load balancer: a variable says the other one', () => {
  const made = madeOf(
    `run_params: {network_configuration: {awsvpc_configuration: {assign_public_ip: ENABLED, subnets: [subnet-0aaaaaaa]}}}`,
    web,
  );
  expect(made.left).toEqual([]);
  expect(made.variables).toEqual(['PUBLIC_SUBNET_2', 'VPC_ID']);
});

test('a container beside that of the service is not built: its image is a variable, and all else of it stays', () => {
  const made = madeOf(
    'task_definition: {services: {worker: {essential: false, mem_limit: 256m}}}',
    'services: {web: {build: ., ports: ["80:80"]}, worker: {build: ./worker, command: [run], environment: {A: b}}}',
  );
  expect(loaded(made).services['web']).toMatchObject({
    containers: { worker: { image: '1', command: ['run'], environment: { A: 'b' }, memory: 256, essential: false } },
  });
  expect(made.text).toContain('image: ${WORKER_IMAGE}');
  expect(made.left.map(({ path, because }) => `${path}: ${because}`)).toEqual([
    'services.worker.build: a container beside that of the service is not built',
  ]);
  expect(made.chosen.map(({ why }) => why).join()).toContain(
    'push what is built to a repository, and set WORKER_IMAGE',
  );
  const named = madeOf('task_definition: {}', 'services: {web: {image: nginx}, worker: {build: ., image: own/worker}}');
  expect(named.text).toContain('image: own/worker');
});

test('without a size of its own, a task has what its containers may use together', () => {
  const made = madeOf(
    'task_definition: {services: {web: {cpu_shares: 200, mem_limit: 524288000}, cache: {cpu_shares: 100, mem_reservation: 300m}}}',
    'services: {web: {image: nginx, mem_limit: 64m}, cache: {image: redis}, log: {image: fluentd, mem_limit: 400m, cpus: 0.5}}',
  );
  // 200 + 100 + 512 units, 500 + 300 + 400 MiB.
  expect(loaded(made).services['web']).toMatchObject({ cpu: 1024, memory: 2048 });
  expect(made.left).toEqual([]);
  const sized = madeOf(
    'task_definition: {task_size: {cpu_limit: 256, mem_limit: 0.5GB}, services: {web: {cpu_shares: 200}}}',
    web,
  );
  expect(loaded(sized).services['web']).toMatchObject({ cpu: 256, memory: 512 });
});

test('a role by its name is one of the account: of another role in the file, or that a variable says', () => {
  const roles = (task: string, execution: string) =>
    madeFrom([
      'task.json',
      JSON.stringify({
        ...{ taskRoleArn: task, executionRoleArn: execution, containerDefinitions: [{ name: 'web', image: 'nginx' }] },
      }),
    ]);
  const [alone, beside] = [
    roles('program', 'ecsTaskExecutionRole'),
    roles('program', 'arn:aws:iam::111122223333:role/execution'),
  ];
  expect(alone.text).toContain('role: arn:aws:iam::${ACCOUNT_ID}:role/program');
  expect([alone.left, alone.variables]).toEqual([[], ['ACCOUNT_ID']]);
  expect(fateOf(alone, 'executionRoleArn')).toContain('the stack makes an execution role');
  expect(loaded(beside).services['web']).toMatchObject({
    permissions: { role: 'arn:aws:iam::111122223333:role/program' },
    executionRole: 'arn:aws:iam::111122223333:role/execution',
  });
  expect([beside.left, beside.variables]).toEqual([[], []]);
});

test.each([
  ['host', 'left because all tasks have a network interface of their own'],
  ['bridge', 'line 1: all tasks have a network interface of their own'],
  ['service:db', 'left because containers that share a network interface are containers of one task'],
])('network_mode: %s', (mode, fate) => {
  const made = madeFrom([
    'compose.yml',
    `services: {web: {image: nginx, network_mode: "${mode}"}, db: {image: mysql}}`,
  ]);
  expect(fateOf(made, 'services.web.network_mode')).toContain(fate);
});

test('a network of a task that is none is left with the reason', () => {
  const made = madeFrom([
    'task.json',
    JSON.stringify({ networkMode: 'none', containerDefinitions: [{ name: 'web', image: 'nginx' }] }),
  ]);
  expect(fateOf(made, 'networkMode')).toContain(
    'left because all tasks have a network interface of their own (awsvpc)',
  );
});
