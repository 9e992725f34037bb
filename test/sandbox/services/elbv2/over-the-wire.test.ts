import {
  AddTagsCommand,
  CreateTargetGroupCommand,
  DescribeListenersCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  LoadBalancerNotFoundException,
  ModifyTargetGroupAttributesCommand,
  RemoveTagsCommand,
  TargetGroupNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { Endpoint } from '../../../../src/sandbox/endpoint.js';
import { InProcessHandler } from '../../../../src/sandbox/in-process.js';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { elbv2 } from '../../../../src/sandbox/services/elbv2/index.js';
import { World } from '../../../../src/sandbox/world.js';

/** Real clients in front of the sandbox, and a target group. */
async function clients() {
  const time = Date.parse('2026-01-01T00:00:00Z');
  const save = () => Promise.resolve();
  const endpoint = new Endpoint({ services: [ec2, elbv2], world: new World(time, 'test'), realTime: () => time, save });
  const config = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: new InProcessHandler(endpoint),
  };
  const balancing = new ElasticLoadBalancingV2Client(config);
  const { Vpc } = await new EC2Client(config).send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const wanted = {
    Name: 'web',
    Protocol: 'HTTP' as const,
    Port: 80,
    VpcId: Vpc?.VpcId,
    Tags: [{ Key: 'a', Value: '1' }],
    Matcher: { HttpCode: '200,204' },
  };
  const { TargetGroups } = await balancing.send(new CreateTargetGroupCommand(wanted));
  return { balancing, arn: TargetGroups?.[0]?.TargetGroupArn ?? '' };
}

test('lists, numbers and structures come back as the SDK types them', async () => {
  const { balancing, arn } = await clients();
  const { TargetGroups } = await balancing.send(new DescribeTargetGroupsCommand({ Names: ['web'] }));
  expect(TargetGroups).toMatchObject([
    { TargetGroupArn: arn, Port: 80, HealthCheckEnabled: true, LoadBalancerArns: [], Matcher: { HttpCode: '200,204' } },
  ]);
  const Attributes = [{ Key: 'slow_start.duration_seconds', Value: '30' }];
  const modified = await balancing.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: arn, Attributes }));
  expect(modified.Attributes).toContainEqual(Attributes[0]);
});

test('tags are added, replaced and removed', async () => {
  const { balancing, arn } = await clients();
  const ResourceArns = [arn];
  await balancing.send(new AddTagsCommand({ ResourceArns, Tags: [{ Key: 'a', Value: '2' }, { Key: 'b' }] }));
  const tags = async () => (await balancing.send(new DescribeTagsCommand({ ResourceArns }))).TagDescriptions;
  expect(await tags()).toEqual([
    {
      ResourceArn: arn,
      Tags: [
        { Key: 'a', Value: '2' },
        { Key: 'b', Value: '' },
      ],
    },
  ]);
  await balancing.send(new RemoveTagsCommand({ ResourceArns, TagKeys: ['a'] }));
  expect(await tags()).toEqual([{ ResourceArn: arn, Tags: [{ Key: 'b', Value: '' }] }]);
});

test('refusals arrive as the errors that the SDK models, with the code that AWS has on the wire', async () => {
  const { balancing, arn } = await clients();
  const LoadBalancerArn = arn.replace(':targetgroup/web/', ':loadbalancer/app/web/');
  const listeners = balancing.send(new DescribeListenersCommand({ LoadBalancerArn }));
  await expect(listeners).rejects.toBeInstanceOf(LoadBalancerNotFoundException);
  await expect(listeners).rejects.toMatchObject({ Code: 'LoadBalancerNotFound' });
  const tags = balancing.send(new DescribeTagsCommand({ ResourceArns: [`${arn}0`] }));
  await expect(tags).rejects.toBeInstanceOf(TargetGroupNotFoundException);
  const nonsense = balancing.send(new DescribeListenersCommand({ LoadBalancerArn: 'web' }));
  await expect(nonsense).rejects.toMatchObject({ name: 'ValidationError', $metadata: { httpStatusCode: 400 } });
});
