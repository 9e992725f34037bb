import { expect, test } from '@jest/globals';
import { counted, leavesOfText, loaded, madeFrom, madeFromSample, sample } from './made.js';

const names = ['cli.compose.yml', 'cli.ecs-params.yml'] as const;

test('a compose file with its ecs-params: its services are containers of one task', () => {
  const made = madeFromSample(...names);
  const { namespace, ingress, services } = loaded(made);
  expect({ namespace, ingress: ingress.type, names: Object.keys(services) }).toEqual({
    ...{ namespace: 'tutorial', ingress: 'alb', names: ['web'] },
  });
  expect(services['web']).toMatchObject({
    ...{ cpu: 256, memory: 512, port: 80, environment: { WORDPRESS_DB_HOST: 'localhost:3306' } },
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
