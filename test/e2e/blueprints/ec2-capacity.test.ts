import { DescribeImagesCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serviceIn } from '../project.js';
import type { Rig } from '../rig.js';
import { AStack } from './a-stack.js';
import { balancerOf, instancesOf, serviceOf, targetGroupsOf } from './looks.js';

let stack: AStack;
let clients: Rig['clients'];
beforeAll(async () => {
  stack = await AStack.of('ec2-capacity');
  ({ clients } = stack.rig);
});
afterAll(() => stack.rig.close());
const instances = () => instancesOf(clients, 'ec2-capacity');

/** What the blueprint is, as AWS tells it. */
const whole = {
  subnets: ['10.0.0.0/20 true', '10.0.128.0/20 false', '10.0.144.0/20 false', '10.0.16.0/20 true'],
  natGateways: ['available'],
  routes: [
    '0.0.0.0/0 active',
    '0.0.0.0/0 nat active',
    '0.0.0.0/0 nat active',
    '10.0.0.0/16 active',
    '10.0.0.0/16 active',
    '10.0.0.0/16 active',
  ],
  securityGroups: ['ec2-capacity-instances', 'ec2-capacity-load-balancer', 'ec2-capacity-web'],
  securityGroupRules: [
    'ec2-capacity-instances to 0.0.0.0/0 -1 -1--1',
    'ec2-capacity-load-balancer from 0.0.0.0/0 tcp 80-80',
    'ec2-capacity-load-balancer to ec2-capacity-web tcp 80-80',
    'ec2-capacity-web from ec2-capacity-load-balancer tcp 80-80',
    'ec2-capacity-web to 0.0.0.0/0 -1 -1--1',
  ],
  services: ['web ACTIVE 2/2'],
  containerInstances: ['registered'],
  capacityProviders: ['ec2-capacity ACTIVE'],
  strategies: ['default of ec2-capacity: ec2-capacity 1/0'],
  loadBalancers: ['ec2-capacity internet-facing active'],
  listeners: ['HTTP 80 forward ec2-capacity-web'],
  targetGroups: ['ec2-capacity-web HTTP 80 /'],
  targets: ['ec2-capacity-web healthy', 'ec2-capacity-web healthy'],
  machines: ['c5.xlarge running'],
  volumes: ['gp3 50 in-use'],
  autoScalingGroups: ['ec2-capacity-instances 0-100'],
  attachedPolicies: [
    'ec2-capacity-exec-us-east-1 AmazonECSTaskExecutionRolePolicy',
    'ec2-capacity-host-us-east-1 AmazonEC2ContainerServiceforEC2Role',
  ],
  instanceProfiles: ['ec2-capacity-host-us-east-1 ec2-capacity-host-us-east-1'],
};

describe('ec2-capacity', () => {
  test('comes up as a public load balancer and two tasks on an instance that was started for them', async () => {
    const { apis, ...it } = await stack.comesUp(41);
    expect(it).toMatchObject(whole);
    expect(apis).toBeUndefined();
  });

  test('what instances are made of: the ECS image, gp3, IMDSv2, and a script that joins the cluster', async () => {
    const { template } = await instances();
    expect(template).toMatchObject({
      InstanceType: 'c5.xlarge',
      IamInstanceProfile: { Name: 'ec2-capacity-host-us-east-1' },
      MetadataOptions: { HttpTokens: 'required', HttpEndpoint: 'enabled' },
      BlockDeviceMappings: [{ Ebs: { VolumeSize: 50, VolumeType: 'gp3', DeleteOnTermination: true } }],
    });
    expect(Buffer.from(template?.UserData ?? '', 'base64').toString()).toMatch(/^ECS_CLUSTER=ec2-capacity$/m);
    const { Images } = await clients.ec2.send(new DescribeImagesCommand({ ImageIds: [template?.ImageId ?? ''] }));
    expect(Images).toMatchObject([{ Name: expect.stringMatching(/^al2023-ami-ecs-hvm-.*x86_64$/) }]);
    expect(stack.project.idOf('instances-ami')).toEqual({ imageId: template?.ImageId });
  });

  test('ECS drives the group: it began with none, protects what works, and drains what goes', async () => {
    const { group, provider } = await instances();
    expect(group).toMatchObject({ MinSize: 0, MaxSize: 100, DesiredCapacity: 1 });
    expect(group).toMatchObject({ NewInstancesProtectedFromScaleIn: true });
    const created = stack.firstCalls.find(({ operation }) => operation === 'CreateAutoScalingGroup');
    expect(created?.input).toMatchObject({ MinSize: 0, DesiredCapacity: 0 });
    expect(provider?.autoScalingGroupProvider).toMatchObject({
      managedScaling: {
        ...{ status: 'ENABLED', targetCapacity: 100, instanceWarmupPeriod: 60 },
        ...{ minimumScalingStepSize: 1, maximumScalingStepSize: 100 },
      },
      ...{ managedTerminationProtection: 'ENABLED', managedDraining: 'ENABLED' },
    });
  });

  test('the tasks: spread over zones, then packed by CPU, behind quick health checks', async () => {
    const { service, definition } = await serviceOf(clients, 'ec2-capacity', 'web');
    expect(service).toMatchObject({
      placementStrategy: [
        { type: 'spread', field: 'attribute:ecs.availability-zone' },
        { type: 'binpack', field: 'cpu' },
      ],
      networkConfiguration: { awsvpcConfiguration: { assignPublicIp: 'DISABLED' } },
    });
    const kind = { requiresCompatibilities: ['EC2'], networkMode: 'awsvpc' };
    expect(definition).toMatchObject({ cpu: '256', memory: '512', ...kind });
    expect((await balancerOf(clients)).attributes).toMatchObject({ 'idle_timeout.timeout_seconds': '30' });
    expect((await targetGroupsOf(clients))['ec2-capacity-web']).toMatchObject({
      ...{ TargetType: 'ip', HealthCheckIntervalSeconds: 6, HealthCheckTimeoutSeconds: 5 },
      ...{ HealthyThresholdCount: 2, UnhealthyThresholdCount: 10 },
    });
  });

  test('another instance type and a larger volume: what runs stays, and what is started then has them', async () => {
    const { calls, differs } = await stack.change((it) => {
      Object.assign(it.cluster.instances, { type: 'c5.large', volumeGiB: 80 });
    });
    expect({ calls, differs }).toEqual({ calls: ['CreateLaunchTemplateVersion', 'ModifyLaunchTemplate'], differs: {} });
    const { differs: more } = await stack.change((it) => void (serviceIn(it).count = 4));
    expect(more).toMatchObject({
      services: { more: ['web ACTIVE 4/4'] },
      machines: { less: [], more: ['c5.large running'] },
      volumes: { less: [], more: ['gp3 80 in-use'] },
    });
  });

  test('fewer instances at most, and one at least', async () => {
    const { differs } = await stack.change((it) => void Object.assign(it.cluster.instances, { min: 1, max: 10 }));
    expect(differs).toEqual({
      autoScalingGroups: { less: ['ec2-capacity-instances 0-100'], more: ['ec2-capacity-instances 1-10'] },
    });
  });

  test('down ends instances by force, protected as they are, and leaves nothing', async () => {
    const { group } = await instances();
    expect(group?.Instances?.filter(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn).length).toBeGreaterThan(1);
    await stack.goes();
  });
});
