import {
  AlreadyExistsFault,
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  paginateDescribeScalingActivities,
  ResourceInUseFault,
  DeleteAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  CreateCapacityProviderCommand,
  CreateClusterCommand,
  ECSClient,
  ListContainerInstancesCommand,
} from '@aws-sdk/client-ecs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';
import { Endpoint } from '../../../../src/sandbox/endpoint.js';
import { InProcessHandler } from '../../../../src/sandbox/in-process.js';
import { services } from '../../../../src/sandbox/services/index.js';
import { imageParameter, testFleet } from './fleet.js';

/** The SDK's clients in front of the services, with every byte in between; `tick` lets time pass. */
function realClients() {
  const { world, ...fleet } = testFleet();
  let time = world.time;
  const endpoint = new Endpoint({ services, world, realTime: () => time, save: async () => {} });
  const settings = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: new InProcessHandler(endpoint),
  };
  return {
    ...fleet,
    autoscaling: new AutoScalingClient(settings),
    ec2: new EC2Client(settings),
    ecs: new ECSClient(settings),
    ssm: new SSMClient(settings),
    tick: (seconds: number) => (time += seconds * 1000),
  };
}

test('a group comes up over the wire, with the errors that the SDK knows', async () => {
  const { autoscaling, ec2, wanted, tick } = realClients();
  const Tags = [{ Key: 'stack', Value: 'shop', PropagateAtLaunch: true }];
  await autoscaling.send(new CreateAutoScalingGroupCommand({ ...wanted, DesiredCapacity: 2, Tags }));
  const again = autoscaling.send(new CreateAutoScalingGroupCommand(wanted));
  await expect(again).rejects.toBeInstanceOf(AlreadyExistsFault);
  tick(40);
  const { AutoScalingGroups } = await autoscaling.send(new DescribeAutoScalingGroupsCommand({}));
  expect(AutoScalingGroups).toMatchObject([
    {
      DesiredCapacity: 2,
      CreatedTime: expect.any(Date),
      NewInstancesProtectedFromScaleIn: false,
      Instances: [{ LifecycleState: 'InService', ProtectedFromScaleIn: false }, { LifecycleState: 'InService' }],
      Tags: [{ Key: 'stack', PropagateAtLaunch: true }],
    },
  ]);
  const Filters = [{ Name: 'tag:stack', Values: ['shop'] }];
  expect((await ec2.send(new DescribeInstancesCommand({ Filters }))).Reservations).toHaveLength(2);
  const occupied = autoscaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: 'host' }));
  await expect(occupied).rejects.toBeInstanceOf(ResourceInUseFault);
  const pages: number[] = [];
  for await (const page of paginateDescribeScalingActivities({ client: autoscaling, pageSize: 1 }, {}))
    pages.push(page.Activities?.length ?? 0);
  expect(pages).toEqual([1, 1]);
});

test('an instance survives the wire with all that hangs on it', async () => {
  const { ec2, ssm, subnetIds } = realClients();
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: imageParameter }));
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: Parameter?.Value,
      InstanceType: 'c5.large',
      MinCount: 1,
      MaxCount: 1,
      SubnetId: subnetIds[0],
      UserData: Buffer.from('#!/bin/bash').toString('base64'),
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 50, VolumeType: 'gp3' } }],
      TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'stack', Value: 'shop' }] }],
    }),
  );
  expect(Instances).toMatchObject([
    {
      State: { Name: 'pending' },
      LaunchTime: expect.any(Date),
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      NetworkInterfaces: [{ SubnetId: subnetIds[0] }],
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeId: expect.stringMatching(/^vol-/) } }],
    },
  ]);
  const missing = ssm.send(new GetParameterCommand({ Name: '/none' }));
  await expect(missing).rejects.toMatchObject({ name: 'ParameterNotFound' });
});

test('a capacity provider goes over the wire with its settings', async () => {
  const { autoscaling, ecs, wanted } = realClients();
  await autoscaling.send(new CreateAutoScalingGroupCommand(wanted));
  const { AutoScalingGroups = [] } = await autoscaling.send(new DescribeAutoScalingGroupsCommand({}));
  const { capacityProvider } = await ecs.send(
    new CreateCapacityProviderCommand({
      name: 'host',
      autoScalingGroupProvider: {
        autoScalingGroupArn: AutoScalingGroups[0]?.AutoScalingGroupARN,
        managedScaling: { status: 'ENABLED', targetCapacity: 90 },
      },
    }),
  );
  expect(capacityProvider?.autoScalingGroupProvider?.managedScaling?.targetCapacity).toBe(90);
  await ecs.send(new CreateClusterCommand({ clusterName: 'main' }));
  const listed = await ecs.send(new ListContainerInstancesCommand({ cluster: 'main' }));
  expect(listed.containerInstanceArns).toEqual([]);
});
