import { DescribeServicesCommand, DescribeTasksCommand, ListTasksCommand, type Task } from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from '@jest/globals';
import { trafficOf } from '../../../../steps/ecs/ecs-service/traffic.js';
import { fakeCloud } from '../../fake-cloud.js';

/** Whether requests reach the tasks of a service, where the list of its cluster is a moment old. */

const id = { cluster: 'shop', family: 'web', service: 'arn:aws:ecs:us-east-1:123456789012:service/shop/web' };
const task = (name: string, address: string): Task => ({
  taskArn: `arn:aws:ecs:us-east-1:123456789012:task/shop/${name}`,
  lastStatus: 'RUNNING',
  group: 'service:web',
  attachments: [{ details: [{ name: 'privateIPv4Address', value: address }] }],
});
const [stays, stopped] = [task('stays', '10.0.0.1'), task('stopped', '10.0.0.2')];

/** @param own what the service's own list shows */
function cloudWith(own: readonly Task[]) {
  const fake = fakeCloud();
  const tasks = [stays, stopped];
  fake.ecs.on(DescribeServicesCommand).resolves({
    services: [
      {
        serviceName: 'web',
        desiredCount: 1,
        loadBalancers: [{ targetGroupArn: 'arn:group', containerPort: 80 }],
        launchType: 'FARGATE',
      },
    ],
  });
  fake.ecs.on(ListTasksCommand).callsFake(({ serviceName }: { serviceName?: string }) => ({
    taskArns: (serviceName === undefined ? tasks : own).map(({ taskArn }) => taskArn),
  }));
  fake.ecs.on(DescribeTasksCommand).callsFake(({ tasks: asked = [] }: { tasks?: string[] }) => ({
    tasks: tasks.filter(({ taskArn = '' }) => asked.includes(taskArn)),
  }));
  fake.elbv2
    .on(DescribeTargetHealthCommand)
    .resolves({ TargetHealthDescriptions: [{ Target: { Id: '10.0.0.1' }, TargetHealth: { State: 'healthy' } }] });
  return fake;
}

test('a task that has stopped since the list was asked for is none that no request reaches', async () => {
  const { cloud } = cloudWith([stays]);
  expect(await trafficOf(cloud, id)).toEqual({ line: '1 of 1 tasks running, 1 in service in the target group' });
});

test('one that its own list shows, too, is', async () => {
  const { cloud } = cloudWith([stays, stopped]);
  expect(await trafficOf(cloud, id)).toMatchObject({
    lacks: '1 of 2 tasks are not in the target group, so no request reaches them',
  });
});

test('where all are registered, its own list is not asked for', async () => {
  const { cloud, ecs, sent } = cloudWith([]);
  ecs.on(ListTasksCommand).resolves({ taskArns: [stays.taskArn ?? ''] });
  expect(await trafficOf(cloud, id)).not.toHaveProperty('lacks');
  expect(sent().filter(([operation]) => operation === 'ListTasks')).toEqual([
    ['ListTasks', { cluster: 'shop', desiredStatus: 'RUNNING', nextToken: undefined }],
  ]);
});
