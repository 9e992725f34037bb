import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  DescribeInstancesCommand,
  DescribeKeyPairsCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeLaunchTemplatesCommand,
} from '@aws-sdk/client-ec2';
import {
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
} from '@aws-sdk/client-ecs';
import { account, lower, says, tags, upper, type Samples } from './sample.js';

const at = new Date('2026-03-01T08:30:00Z');
const ecs = `arn:aws:ecs:eu-west-1:${account}`;
const clusterArn = `${ecs}:cluster/shop`;
const serviceArn = `${ecs}:service/shop/web`;
const taskArn = `${ecs}:task/shop/0123456789abcdef0123456789abcdef`;
const definitionArn = `${ecs}:task-definition/web:7`;
const groupArn = `arn:aws:autoscaling:eu-west-1:${account}:autoScalingGroup:11111111-2222-3333-4444-555555555555:autoScalingGroupName/shop-instances`;
const roleArn = `arn:aws:iam::${account}:role/shop-exec-eu-west-1`;
const profileArn = `arn:aws:iam::${account}:instance-profile/shop-host-eu-west-1`;
const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f';
const metadata = { HttpEndpoint: 'enabled', HttpTokens: 'required', HttpPutResponseHopLimit: 2 } as const;

const group = {
  AutoScalingGroupARN: groupArn,
  AutoScalingGroupName: 'shop-instances',
  AvailabilityZones: ['eu-west-1a', 'eu-west-1b'],
  CapacityRebalance: false,
  CreatedTime: at,
  DefaultCooldown: 300,
  DesiredCapacity: 3,
  EnabledMetrics: [],
  HealthCheckGracePeriod: 0,
  HealthCheckType: 'EC2',
  Instances: [
    {
      AvailabilityZone: 'eu-west-1a',
      HealthStatus: 'Healthy',
      InstanceId: 'i-0a1b2c3d4e5f60718',
      InstanceType: 'c5.xlarge',
      LaunchTemplate: { LaunchTemplateId: 'lt-0a9b8c7d6e5f40312', LaunchTemplateName: 'shop', Version: '4' },
      LifecycleState: 'InService' as const,
      ProtectedFromScaleIn: true,
    },
  ],
  LaunchTemplate: { LaunchTemplateId: 'lt-0a9b8c7d6e5f40312', LaunchTemplateName: 'shop', Version: '$Default' },
  LoadBalancerNames: [],
  MaxSize: 20,
  MinSize: 1,
  NewInstancesProtectedFromScaleIn: true,
  ServiceLinkedRoleARN: `arn:aws:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
  SuspendedProcesses: [],
  Tags: upper.map((tag) => ({
    ...tag,
    PropagateAtLaunch: true,
    ResourceId: 'shop-instances',
    ResourceType: 'auto-scaling-group',
  })),
  TargetGroupARNs: [],
  TerminationPolicies: ['Default'],
  TrafficSources: [],
  VPCZoneIdentifier: 'subnet-0aaaaaaaaaaaaaaaa,subnet-0bbbbbbbbbbbbbbbb',
};

const template = {
  CreateTime: at,
  CreatedBy: `arn:aws:iam::${account}:user/ci`,
  DefaultVersionNumber: 3,
  LatestVersionNumber: 3,
  LaunchTemplateId: 'lt-0a9b8c7d6e5f40312',
  LaunchTemplateName: 'shop',
};
const root = {
  DeviceName: '/dev/xvda',
  Ebs: { DeleteOnTermination: true, Encrypted: true, VolumeSize: 50, VolumeType: 'gp3' as const },
};

const cluster = {
  activeServicesCount: 1,
  attachments: [],
  attachmentsStatus: 'UPDATE_COMPLETE',
  capacityProviders: ['shop'],
  clusterArn,
  clusterName: 'shop',
  configuration: { executeCommandConfiguration: { logging: 'DEFAULT' as const } },
  defaultCapacityProviderStrategy: [{ base: 0, capacityProvider: 'shop', weight: 1 }],
  pendingTasksCount: 0,
  registeredContainerInstancesCount: 3,
  runningTasksCount: 2,
  settings: [{ name: 'containerInsights' as const, value: 'enhanced' }],
  statistics: [{ name: 'runningEC2TasksCount', value: '2' }],
  status: 'ACTIVE',
  tags: lower,
};

/** Sources: the pages of these operations in https://docs.aws.amazon.com/AmazonECS/latest/APIReference/, and of EC2's */
export const compute: Samples = {
  instance: {
    id: 'i-0a1b2c3d4e5f60718',
    answers: [
      says(DescribeInstancesCommand, {
        Reservations: [
          {
            Groups: [],
            Instances: [
              {
                AmiLaunchIndex: 0,
                Architecture: 'x86_64',
                BlockDeviceMappings: [
                  {
                    DeviceName: '/dev/xvda',
                    Ebs: {
                      AttachTime: at,
                      DeleteOnTermination: true,
                      Status: 'attached',
                      VolumeId: 'vol-0a1b2c3d4e5f6071',
                    },
                  },
                ],
                BootMode: 'uefi-preferred',
                CapacityReservationSpecification: { CapacityReservationPreference: 'open' },
                CpuOptions: { CoreCount: 1, ThreadsPerCore: 2 },
                EbsOptimized: false,
                EnaSupport: true,
                EnclaveOptions: { Enabled: false },
                HibernationOptions: { Configured: false },
                Hypervisor: 'xen',
                IamInstanceProfile: { Arn: profileArn, Id: 'AIPA0EXAMPLE0EXAMPLE0' },
                ImageId: 'ami-0a1b2c3d4e5f60718',
                InstanceId: 'i-0a1b2c3d4e5f60718',
                InstanceType: 't3.nano',
                KeyName: 'shop-bastion',
                LaunchTime: at,
                MetadataOptions: {
                  ...metadata,
                  HttpProtocolIpv6: 'disabled',
                  InstanceMetadataTags: 'disabled',
                  State: 'applied',
                },
                Monitoring: { State: 'disabled' },
                NetworkInterfaces: [{ NetworkInterfaceId: 'eni-0ab12cd34ef56ab78', Status: 'in-use' }],
                Placement: { AvailabilityZone: 'eu-west-1a', GroupName: '', Tenancy: 'default' },
                PrivateDnsName: 'ip-10-1-0-20.eu-west-1.compute.internal',
                PrivateIpAddress: '10.1.0.20',
                ProductCodes: [],
                PublicDnsName: '',
                PublicIpAddress: '203.0.113.40',
                RootDeviceName: '/dev/xvda',
                RootDeviceType: 'ebs',
                SecurityGroups: [
                  { GroupId: 'sg-0bbbbbbbbbbbbbbbb', GroupName: 'shop-b' },
                  { GroupId: 'sg-0aaaaaaaaaaaaaaaa', GroupName: 'shop-a' },
                ],
                SourceDestCheck: true,
                State: { Code: 16, Name: 'running' },
                StateTransitionReason: '',
                SubnetId: 'subnet-0aaaaaaaaaaaaaaaa',
                Tags: upper,
                VirtualizationType: 'hvm',
                VpcId: 'vpc-0a1b2c3d4e5f60718',
              },
            ],
            OwnerId: account,
            ReservationId: 'r-0a1b2c3d4e5f60718',
          },
        ],
      }),
    ],
    reads: {
      out: { instanceId: 'i-0a1b2c3d4e5f60718', publicIp: '203.0.113.40' },
      live: {
        ImageId: 'ami-0a1b2c3d4e5f60718',
        InstanceType: 't3.nano',
        SubnetId: 'subnet-0aaaaaaaaaaaaaaaa',
        SecurityGroupIds: ['sg-0aaaaaaaaaaaaaaaa', 'sg-0bbbbbbbbbbbbbbbb'],
        IamInstanceProfile: { Name: 'shop-host-eu-west-1' },
        KeyName: 'shop-bastion',
        MetadataOptions: metadata,
      },
      tags,
    },
  },
  'key-pair': {
    id: 'key-0a1b2c3d4e5f60718',
    answers: [
      says(DescribeKeyPairsCommand, {
        KeyPairs: [
          {
            CreateTime: at,
            KeyFingerprint: 'pnJtM0v4dTkq2dCp2cV9+Zl3Zt0sample0sample0s=',
            KeyName: 'shop-bastion',
            KeyPairId: 'key-0a1b2c3d4e5f60718',
            KeyType: 'ed25519',
            PublicKey: `${publicKey} shop-bastion\n`,
            Tags: upper,
          },
        ],
      }),
    ],
    reads: {
      out: { keyName: 'shop-bastion' },
      live: { KeyName: 'shop-bastion', PublicKeyMaterial: publicKey },
      tags,
    },
  },
  'launch-template': {
    id: 'lt-0a9b8c7d6e5f40312',
    answers: [
      says(DescribeLaunchTemplatesCommand, { LaunchTemplates: [{ ...template, Tags: upper }] }),
      says(DescribeLaunchTemplateVersionsCommand, {
        LaunchTemplateVersions: [
          {
            CreateTime: at,
            CreatedBy: template.CreatedBy,
            DefaultVersion: true,
            LaunchTemplateData: {
              BlockDeviceMappings: [root],
              IamInstanceProfile: { Arn: profileArn },
              ImageId: 'ami-0a1b2c3d4e5f60718',
              InstanceType: 'c5.xlarge',
              MetadataOptions: { ...metadata, HttpProtocolIpv6: 'disabled' },
              SecurityGroupIds: ['sg-0aaaaaaaaaaaaaaaa'],
              TagSpecifications: [{ ResourceType: 'instance', Tags: upper }],
              UserData: 'IyEvYmluL2Jhc2gK',
            },
            LaunchTemplateId: template.LaunchTemplateId,
            LaunchTemplateName: 'shop',
            VersionNumber: 3,
          },
        ],
      }),
    ],
    reads: {
      out: { launchTemplateId: 'lt-0a9b8c7d6e5f40312', defaultVersion: 3, latestVersion: 3 },
      live: {
        LaunchTemplateName: 'shop',
        ImageId: 'ami-0a1b2c3d4e5f60718',
        InstanceType: 'c5.xlarge',
        IamInstanceProfile: { Arn: profileArn },
        SecurityGroupIds: ['sg-0aaaaaaaaaaaaaaaa'],
        UserData: 'IyEvYmluL2Jhc2gK',
        BlockDeviceMappings: [root],
        MetadataOptions: metadata,
      },
      tags,
    },
  },
  'auto-scaling-group': {
    id: 'shop-instances',
    answers: [says(DescribeAutoScalingGroupsCommand, { AutoScalingGroups: [group] })],
    reads: {
      out: { autoScalingGroupName: 'shop-instances', autoScalingGroupArn: groupArn },
      live: {
        AutoScalingGroupName: 'shop-instances',
        LaunchTemplate: { LaunchTemplateId: 'lt-0a9b8c7d6e5f40312', Version: '$Default' },
        MaxSize: 20,
        SubnetIds: { 'subnet-0aaaaaaaaaaaaaaaa': true, 'subnet-0bbbbbbbbbbbbbbbb': true },
        NewInstancesProtectedFromScaleIn: true,
      },
      tags,
    },
  },
  'auto-scaling-minimum': {
    id: 'shop-instances',
    answers: [says(DescribeAutoScalingGroupsCommand, { AutoScalingGroups: [group] })],
    reads: { out: {}, live: { AutoScalingGroupName: 'shop-instances', MinSize: 1 } },
  },
  'capacity-provider': {
    id: `${ecs}:capacity-provider/shop`,
    answers: [
      says(DescribeCapacityProvidersCommand, {
        capacityProviders: [
          {
            autoScalingGroupProvider: {
              autoScalingGroupArn: groupArn,
              managedDraining: 'ENABLED',
              managedScaling: {
                instanceWarmupPeriod: 300,
                maximumScalingStepSize: 10_000,
                minimumScalingStepSize: 1,
                status: 'ENABLED',
                targetCapacity: 90,
              },
              managedTerminationProtection: 'ENABLED',
            },
            capacityProviderArn: `${ecs}:capacity-provider/shop`,
            name: 'shop',
            status: 'ACTIVE',
            tags: lower,
            type: 'EC2_AUTOSCALING',
            updateStatus: 'UPDATE_COMPLETE',
          },
        ],
        failures: [],
      }),
    ],
    reads: {
      out: { capacityProviderName: 'shop' },
      live: {
        name: 'shop',
        autoScalingGroupArn: groupArn,
        managedScaling: {
          status: 'ENABLED',
          targetCapacity: 90,
          minimumScalingStepSize: 1,
          maximumScalingStepSize: 10_000,
          instanceWarmupPeriod: 300,
        },
        managedTerminationProtection: 'ENABLED',
        managedDraining: 'ENABLED',
      },
      tags,
    },
  },
  cluster: {
    id: clusterArn,
    answers: [says(DescribeClustersCommand, { clusters: [cluster], failures: [] })],
    reads: {
      out: { clusterArn, clusterName: 'shop' },
      live: { clusterName: 'shop', containerInsights: 'enhanced' },
      tags,
    },
  },
  'existing-cluster': {
    id: { clusterArn, capacityProviders: ['FARGATE_SPOT'] },
    answers: [
      says(DescribeClustersCommand, {
        clusters: [{ ...cluster, capacityProviders: ['shop', 'FARGATE_SPOT', 'FARGATE'] }],
        failures: [],
      }),
    ],
    reads: {
      out: { clusterArn, clusterName: 'shop' },
      live: { clusterArn, capacityProviders: ['FARGATE_SPOT'] },
    },
  },
  'cluster-capacity-providers': {
    id: clusterArn,
    answers: [says(DescribeClustersCommand, { clusters: [cluster], failures: [] })],
    reads: {
      out: { clusterArn },
      live: {
        cluster: clusterArn,
        capacityProviders: ['shop'],
        defaultCapacityProviderStrategy: [{ capacityProvider: 'shop', base: 0, weight: 1 }],
      },
    },
  },
  'fargate-capacity-providers': {
    id: clusterArn,
    answers: [
      says(DescribeClustersCommand, {
        clusters: [{ ...cluster, capacityProviders: ['shop', 'FARGATE_SPOT', 'FARGATE'] }],
        failures: [],
      }),
    ],
    reads: {
      out: { clusterArn },
      live: { cluster: clusterArn, capacityProviders: ['FARGATE', 'FARGATE_SPOT'] },
    },
  },
  'task-definition': {
    id: definitionArn,
    answers: [
      says(DescribeTaskDefinitionCommand, {
        tags: lower,
        taskDefinition: {
          compatibilities: ['EC2', 'FARGATE'],
          containerDefinitions: [
            {
              cpu: 0,
              environment: [],
              essential: true,
              image: 'nginx:1.29',
              mountPoints: [],
              name: 'web',
              portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
              systemControls: [],
              volumesFrom: [],
            },
          ],
          cpu: '256',
          executionRoleArn: roleArn,
          family: 'web',
          memory: '512',
          networkMode: 'awsvpc',
          placementConstraints: [],
          registeredAt: at,
          registeredBy: `arn:aws:sts::${account}:assumed-role/ci/1`,
          requiresAttributes: [{ name: 'ecs.capability.task-eni' }],
          requiresCompatibilities: ['FARGATE'],
          revision: 7,
          runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' },
          status: 'ACTIVE',
          taskDefinitionArn: definitionArn,
          volumes: [],
        },
      }),
    ],
    reads: {
      out: { taskDefinitionArn: definitionArn },
      live: { family: 'web', cpu: '256', memory: '512', executionRoleArn: roleArn },
      tags,
      since: new Date('2026-03-01T08:30:00Z'),
    },
  },
  'ecs-task': {
    id: { task: taskArn, cluster: clusterArn, container: 'migrate', logGroup: '/ecs/shop/migrate' },
    answers: [
      says(DescribeTasksCommand, {
        failures: [],
        tasks: [
          {
            attachments: [
              {
                details: [{ name: 'networkInterfaceId', value: 'eni-0a1b2c3d4e5f60718' }],
                id: '0aaaaaaa-1111-2222-3333-444444444444',
                status: 'DELETED',
                type: 'ElasticNetworkInterface',
              },
            ],
            attributes: [{ name: 'ecs.cpu-architecture', value: 'x86_64' }],
            availabilityZone: 'eu-west-1b',
            clusterArn,
            connectivity: 'CONNECTED',
            containers: [
              {
                containerArn: `${ecs}:container/shop/0123456789abcdef0123456789abcdef/1aaaaaaa-1111-2222-3333-444444444444`,
                cpu: '0',
                exitCode: 0,
                healthStatus: 'UNKNOWN',
                image: `${account}.dkr.ecr.eu-west-1.amazonaws.com/web:7`,
                imageDigest: `sha256:${'a'.repeat(64)}`,
                lastStatus: 'STOPPED',
                name: 'migrate',
                networkBindings: [],
                runtimeId: '0123456789abcdef0123456789abcdef-0123456789',
                taskArn,
              },
            ],
            cpu: '256',
            createdAt: at,
            desiredStatus: 'STOPPED',
            enableExecuteCommand: false,
            executionStoppedAt: at,
            group: 'family:migrate',
            lastStatus: 'STOPPED',
            launchType: 'FARGATE',
            memory: '512',
            platformVersion: '1.4.0',
            startedBy: 'provision/2aaaaaaa-1111-2222-3333-444444444444',
            stopCode: 'EssentialContainerExited',
            stoppedAt: at,
            stoppedReason: 'Essential container in task exited',
            tags: [],
            taskArn,
            taskDefinitionArn: `${ecs}:task-definition/migrate:7`,
            version: 5,
          },
        ],
      }),
    ],
    reads: {
      out: { taskArn },
      live: {},
      id: {
        ...{ task: taskArn, cluster: clusterArn, container: 'migrate', logGroup: '/ecs/shop/migrate' },
        ended: {
          exitCode: 0,
          images: [
            {
              image: `${account}.dkr.ecr.eu-west-1.amazonaws.com/web:7`,
              imageDigest: `sha256:${'a'.repeat(64)}`,
            },
          ],
        },
      },
    },
  },
  'ecs-service': {
    id: { service: serviceArn, cluster: clusterArn, family: 'web' },
    answers: [
      says(DescribeServicesCommand, {
        failures: [],
        services: [
          {
            availabilityZoneRebalancing: 'ENABLED',
            capacityProviderStrategy: [],
            clusterArn,
            createdAt: at,
            createdBy: `arn:aws:iam::${account}:role/ci`,
            deploymentConfiguration: {
              alarms: { alarmNames: [], enable: false, rollback: false },
              bakeTimeInMinutes: 0,
              deploymentCircuitBreaker: { enable: true, rollback: true },
              maximumPercent: 200,
              minimumHealthyPercent: 75,
              strategy: 'ROLLING',
            },
            deploymentController: { type: 'ECS' },
            deployments: [
              {
                createdAt: at,
                desiredCount: 2,
                failedTasks: 0,
                id: 'ecs-svc/1234567890123456789',
                launchType: 'FARGATE',
                pendingCount: 0,
                platformFamily: 'Linux',
                platformVersion: '1.4.0',
                rolloutState: 'COMPLETED',
                rolloutStateReason: 'ECS deployment ecs-svc/1234567890123456789 completed.',
                runningCount: 2,
                status: 'PRIMARY',
                taskDefinition: definitionArn,
                updatedAt: at,
              },
            ],
            desiredCount: 2,
            enableECSManagedTags: true,
            enableExecuteCommand: false,
            events: [
              {
                createdAt: at,
                id: '0aaaaaaa-1111-2222-3333-444444444444',
                message: '(service web) has reached a steady state.',
              },
            ],
            healthCheckGracePeriodSeconds: 60,
            launchType: 'FARGATE',
            loadBalancers: [
              {
                containerName: 'web',
                containerPort: 80,
                targetGroupArn: `arn:aws:elasticloadbalancing:eu-west-1:${account}:targetgroup/shop-web/0123456789abcdef`,
              },
            ],
            networkConfiguration: {
              awsvpcConfiguration: {
                assignPublicIp: 'DISABLED',
                securityGroups: ['sg-0aaaaaaaaaaaaaaaa'],
                subnets: ['subnet-0bbbbbbbbbbbbbbbb', 'subnet-0aaaaaaaaaaaaaaaa'],
              },
            },
            pendingCount: 0,
            placementConstraints: [],
            placementStrategy: [],
            platformFamily: 'Linux',
            platformVersion: 'LATEST',
            propagateTags: 'SERVICE',
            roleArn: `arn:aws:iam::${account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
            runningCount: 2,
            schedulingStrategy: 'REPLICA',
            serviceArn,
            serviceName: 'web',
            serviceRegistries: [
              { registryArn: `arn:aws:servicediscovery:eu-west-1:${account}:service/srv-0123456789abcdef` },
            ],
            status: 'ACTIVE',
            tags: lower,
            taskDefinition: definitionArn,
          },
        ],
      }),
    ],
    reads: {
      out: { serviceArn, serviceName: 'web' },
      live: {
        capacityProviderStrategy: [],
        placementStrategy: [],
        serviceName: 'web',
        taskDefinition: definitionArn,
        desiredCount: 2,
        networkConfiguration: {
          subnets: { 'subnet-0aaaaaaaaaaaaaaaa': true, 'subnet-0bbbbbbbbbbbbbbbb': true },
          securityGroups: { 'sg-0aaaaaaaaaaaaaaaa': true },
          assignPublicIp: 'DISABLED',
        },
        deploymentConfiguration: {
          minimumHealthyPercent: 75,
          maximumPercent: 200,
          deploymentCircuitBreaker: { enable: true, rollback: true },
        },
        loadBalancers: [
          {
            targetGroupArn: `arn:aws:elasticloadbalancing:eu-west-1:${account}:targetgroup/shop-web/0123456789abcdef`,
            containerName: 'web',
            containerPort: 80,
          },
        ],
        healthCheckGracePeriodSeconds: 60,
        serviceRegistries: [
          { registryArn: `arn:aws:servicediscovery:eu-west-1:${account}:service/srv-0123456789abcdef` },
        ],
        enableECSManagedTags: true,
        enableExecuteCommand: false,
        propagateTags: 'SERVICE',
      },
      tags,
    },
  },
};
