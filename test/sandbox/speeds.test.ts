import {
  DeregisterScalableTargetCommand,
  PutScalingPolicyCommand,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { DeleteAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { CreateVpcLinkCommand, DeleteVpcLinkCommand, GetVpcLinksCommand } from '@aws-sdk/client-apigatewayv2';
import {
  AllocateAddressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateNatGatewayCommand,
  CreateVpcEndpointCommand,
  DeleteNatGatewayCommand,
  DeleteVpcEndpointsCommand,
  DescribeNatGatewaysCommand,
  DescribeVpcEndpointsCommand,
} from '@aws-sdk/client-ec2';
import {
  DeleteCapacityProviderCommand,
  DeleteServiceCommand,
  DeleteTaskDefinitionsCommand,
  DeregisterTaskDefinitionCommand,
  PutClusterCapacityProvidersCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DeleteLoadBalancerCommand,
  DescribeLoadBalancersCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  DeleteNamespaceCommand,
  ListNamespacesCommand,
  ListServicesCommand,
  UpdateServiceCommand as UpdateRegistryCommand,
  DeleteServiceCommand as DeleteRegistryCommand,
} from '@aws-sdk/client-servicediscovery';
import { expect, jest, test } from '@jest/globals';
import { advanceWorld } from '../../src/sandbox/context.js';
import { apigatewayv2 } from '../../src/sandbox/services/apigatewayv2/index.js';
import { applicationautoscaling } from '../../src/sandbox/services/applicationautoscaling/index.js';
import { autoscaling } from '../../src/sandbox/services/autoscaling/index.js';
import { ec2 } from '../../src/sandbox/services/ec2/index.js';
import { ecs } from '../../src/sandbox/services/ecs/index.js';
import { sayLoads } from '../../src/sandbox/services/ecs/service/load.js';
import { elbv2 } from '../../src/sandbox/services/elbv2/index.js';
import { services } from '../../src/sandbox/services/index.js';
import { servicediscovery } from '../../src/sandbox/services/servicediscovery/index.js';
import { World } from '../../src/sandbox/world.js';
import type { WorldData } from '../../src/sandbox/world-data.js';
import { testContext, type TestContext } from './context.js';
import { tracking, web } from './services/applicationautoscaling/cloud.js';
import { definition, testCloud } from './services/ecs/cloud.js';
import { instanceCloud } from './services/ecs/instance-cloud.js';

/** What somebody does to a cloud, and when: seconds of AWS's time, at which all that was begun has come to rest. */
interface Life {
  begin(): World;
  readonly acts: readonly (readonly [at: number, act: (cloud: TestContext) => void])[];
}

const cluster = { cluster: 'main', service: 'web' } as const;

const balancedService: Life = {
  begin() {
    const cloud = testCloud();
    const { any, vpcId: VpcId, subnetIds: Subnets, groupId: GroupId } = cloud;
    const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId }] }];
    any(ec2, AuthorizeSecurityGroupIngressCommand, { GroupId, IpPermissions });
    const group = { Name: 'web', Protocol: 'HTTP' as const, Port: 80, VpcId, TargetType: 'ip' as const };
    const { TargetGroups } = any(elbv2, CreateTargetGroupCommand, group);
    const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? '';
    const balancer = any(elbv2, CreateLoadBalancerCommand, { Name: 'web', Subnets, SecurityGroups: [GroupId] });
    const LoadBalancerArn = balancer.LoadBalancers?.[0]?.LoadBalancerArn;
    const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn }];
    any(elbv2, CreateListenerCommand, { LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions });
    const registryArn = cloud.registry('SRV');
    cloud.register();
    cloud.create({
      loadBalancers: [{ targetGroupArn: TargetGroupArn, containerName: 'web', containerPort: 80 }],
      serviceRegistries: [{ registryArn, port: 80 }],
      healthCheckGracePeriodSeconds: 60,
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    });
    return cloud.world;
  },
  acts: [
    [
      1000,
      ({ call, context }) => {
        call(applicationautoscaling, RegisterScalableTargetCommand, { ...web, MinCapacity: 1, MaxCapacity: 4 });
        const policy = { ...web, PolicyName: 'cpu', PolicyType: 'TargetTrackingScaling', ...tracking({}) } as const;
        call(applicationautoscaling, PutScalingPolicyCommand, policy);
        const often = {
          ScheduledActionName: 'often',
          Schedule: 'rate(5 minutes)',
          ScalableTargetAction: { MinCapacity: 2 },
        };
        call(applicationautoscaling, PutScheduledActionCommand, { ...web, ...often });
        sayLoads([context()], { 'main/web': { cpu: 150 } });
      },
    ],
    [
      2000,
      ({ call }) => {
        call(applicationautoscaling, DeregisterScalableTargetCommand, web);
        call(ecs, RegisterTaskDefinitionCommand, definition);
        call(ecs, UpdateServiceCommand, { ...cluster, taskDefinition: 'web' });
      },
    ],
    [
      4000,
      ({ call }) => {
        const [container] = definition.containerDefinitions;
        const containerDefinitions = [{ ...container, image: 'nowhere.invalid/web:1' }];
        call(ecs, RegisterTaskDefinitionCommand, { ...definition, containerDefinitions });
        call(ecs, UpdateServiceCommand, { ...cluster, taskDefinition: 'web' });
      },
    ],
    [
      12_000,
      ({ call }) => {
        call(ecs, DeregisterTaskDefinitionCommand, { taskDefinition: 'web:3' });
        call(ecs, DeleteTaskDefinitionsCommand, { taskDefinitions: ['web:3'] });
        call(ecs, DeleteServiceCommand, { ...cluster, force: true });
      },
    ],
    [
      14_000,
      ({ call }) => {
        const [balancer] = call(elbv2, DescribeLoadBalancersCommand, {}).LoadBalancers ?? [];
        call(elbv2, DeleteLoadBalancerCommand, { LoadBalancerArn: balancer?.LoadBalancerArn });
        const [registry] = call(servicediscovery, ListServicesCommand, {}).Services ?? [];
        const Service = {
          Description: 'another',
          DnsConfig: registry?.DnsConfig && { DnsRecords: registry.DnsConfig.DnsRecords },
        };
        call(servicediscovery, UpdateRegistryCommand, { Id: registry?.Id, Service });
      },
    ],
    [
      15_000,
      ({ call }) => {
        const [registry] = call(servicediscovery, ListServicesCommand, {}).Services ?? [];
        call(servicediscovery, DeleteRegistryCommand, { Id: registry?.Id });
        const [namespace] = call(servicediscovery, ListNamespacesCommand, {}).Namespaces ?? [];
        call(servicediscovery, DeleteNamespaceCommand, { Id: namespace?.Id });
      },
    ],
  ],
};

const scalingInstances: Life = {
  begin() {
    const cloud = instanceCloud();
    cloud.pass(10);
    cloud.provider(cloud.group());
    cloud.register();
    cloud.create();
    return cloud.world;
  },
  acts: [
    [3000, ({ call }) => void call(ecs, UpdateServiceCommand, { ...cluster, desiredCount: 0 })],
    [9000, ({ call }) => void call(ecs, DeleteServiceCommand, { ...cluster, force: true })],
    // A service that is still shown keeps its provider.
    [
      13_000,
      ({ call }) => {
        const none = { capacityProviders: [], defaultCapacityProviderStrategy: [] };
        call(ecs, PutClusterCapacityProvidersCommand, { cluster: 'main', ...none });
      },
    ],
    [
      14_000,
      ({ call }) => {
        call(ecs, DeleteCapacityProviderCommand, { capacityProvider: 'host' });
        call(autoscaling, DeleteAutoScalingGroupCommand, { AutoScalingGroupName: 'host', ForceDelete: true });
      },
    ],
  ],
};

const waysOut: Life = {
  begin() {
    const cloud = testCloud();
    const { any, vpcId: VpcId, subnetIds, groupId } = cloud;
    const [SubnetId] = subnetIds;
    const { AllocationId } = any(ec2, AllocateAddressCommand, { Domain: 'vpc' });
    any(ec2, CreateNatGatewayCommand, { SubnetId, AllocationId });
    // Its address is taken: that one fails.
    any(ec2, CreateNatGatewayCommand, { SubnetId, AllocationId });
    const ServiceName = 'com.amazonaws.us-east-1.logs';
    const endpoint = {
      VpcId,
      ServiceName,
      VpcEndpointType: 'Interface' as const,
      PrivateDnsEnabled: false,
      SubnetIds: subnetIds,
    };
    any(ec2, CreateVpcEndpointCommand, { ...endpoint, SecurityGroupIds: [groupId] });
    any(apigatewayv2, CreateVpcLinkCommand, { Name: 'web', SubnetIds: subnetIds, SecurityGroupIds: [groupId] });
    return cloud.world;
  },
  acts: [
    [
      1000,
      ({ call }) => {
        const { NatGateways = [] } = call(ec2, DescribeNatGatewaysCommand, {});
        for (const { NatGatewayId, State } of NatGateways)
          if (State === 'available') call(ec2, DeleteNatGatewayCommand, { NatGatewayId });
        const { VpcEndpoints = [] } = call(ec2, DescribeVpcEndpointsCommand, {});
        const VpcEndpointIds = VpcEndpoints.flatMap(({ VpcEndpointId = '' }) => VpcEndpointId);
        call(ec2, DeleteVpcEndpointsCommand, { VpcEndpointIds });
        const [link] = call(apigatewayv2, GetVpcLinksCommand, {}).Items ?? [];
        call(apigatewayv2, DeleteVpcLinkCommand, { VpcLinkId: link?.VpcLinkId });
      },
    ],
  ],
};

const lives = { balancedService, scalingInstances, waysOut };
type Name = keyof typeof lives;

const speeds = { '1x': 1, '60x': 60, instant: Infinity };
type Speed = keyof typeof speeds;
/** Seconds that everything is forgotten in. */
const afterwards = 8000;
/** Real milliseconds between two requests. */
const between = 20_000;

/** Polls at a speed until so many of AWS's seconds have passed. @returns how many requests that took */
function pollUntil(world: World, seconds: number, speed: Speed): number {
  const pace = speed === 'instant' ? 1 : speeds[speed];
  let polls = 0;
  for (; world.elapsed < seconds * 1000 - 0.01; polls++) {
    const left = (seconds * 1000 - world.elapsed) / pace;
    advanceWorld(world, services, world.time + Math.min(left, between), speeds[speed]);
  }
  return polls;
}

/** Members of records that hold a moment, as far as they were there when the speed changed. */
const moments = new Set<string>();

/** A life at one speed, that another process goes on with at another one. @returns the world at its end */
function liveThrough(name: Name, first: Speed, then = first, changeAt = Infinity): World {
  const { begin, acts } = lives[name];
  let world = begin();
  let speed = first;
  const plan = [...acts, [(acts.at(-1)?.[0] ?? 0) + afterwards, () => {}] as const];
  for (const [at, act] of plan) {
    if (speed === first && changeAt < at) {
      pollUntil(world, changeAt, first);
      const kept = JSON.stringify(world);
      for (const [, member = ''] of kept.matchAll(/"(\w+(?:At|Since|Until|Before))":-?\d/g)) moments.add(member);
      world = World.from(JSON.parse(kept) as WorldData);
      speed = then;
    }
    pollUntil(world, at, speed);
    act(testContext({ services, world }));
  }
  return world;
}

/** All that is in a world but when it was by the real time, and what is told in that. */
function contents(world: World): unknown {
  const { tables, due, elapsed } = JSON.parse(JSON.stringify(world)) as WorldData;
  // Looking at a table makes it.
  const filled = Object.fromEntries(Object.entries(tables).filter(([, rows]) => (rows as unknown[]).length > 0));
  const text = JSON.stringify({ tables: filled, due, elapsed }, (_key, value: unknown) => {
    // Milliseconds of this day are a date, too.
    if (typeof value === 'number') return value > 1.7e12 && value < 1.8e12 ? 'a date' : Math.round(value);
    if (typeof value === 'object' && value !== null && '$date' in value) return 'a date';
    // Ids of log events begin with their time.
    if (typeof value === 'string' && /^\d{56}$/.test(value)) return `a date ${value.slice(21)}`;
    if (typeof value === 'string') return value.replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?/g, 'a date');
    return value;
  });
  return JSON.parse(text.replace(/"8639\d+ /g, '"a date ')) as unknown;
}

const scheduled = jest.spyOn(World.prototype, 'schedule');
const ends = {
  balancedService: liveThrough('balancedService', '1x'),
  scalingInstances: liveThrough('scalingInstances', '1x'),
  waysOut: liveThrough('waysOut', '1x'),
} satisfies { readonly [name in Name]: World };

test('the scenarios of this file run every timer of every service', () => {
  const known = services.flatMap(({ timers }) => timers.map(({ name }) => name));
  const ran = new Set(scheduled.mock.calls.map(([{ timer }]) => timer));
  // The tagging API's only says that its index is behind. GuardDuty and Container Insights are off in these worlds, and
  // nothing is unknown anywhere; no VPC has a second range, no instance is stopped, no secret is deleted, and no quota raised.
  // No name has a certificate, no task runs without a service, none is protected, nothing is started by the clock, and no file
  // system is mounted.
  const others = [
    ...['acm/certificate-issued', 'acm/records-assigned', 'acm/use-ended', 'acm/validation-timed-out'],
    'apigatewayv2/domain-updated',
    ...['autoscaling/member-found-stopped', 'ec2/cidr-block-settled', 'ec2/guardduty-put', 'ec2/instance-stops'],
    ...['ecs/insights-written', 'ecs/program-ends', 'ecs/program-writes', 'ecs/protection-ends'],
    ...[
      'efs/access-point-available',
      'efs/file-system-available',
      'efs/mount-target-available',
      'efs/mount-target-gone',
    ],
    ...['route53/change-in-sync', 'sandbox/spread-everywhere'],
    ...['scheduler/group-deleted', 'scheduler/invoked-again', 'scheduler/schedule-runs'],
    'secretsmanager/secret-forgotten',
    ...['servicequotas/increase-granted', 'tagging/behind'],
  ];
  expect(known.filter((name) => !ran.has(name)).sort()).toEqual(others);
});

test('at the end of each scenario no timer is left', () => {
  expect(Object.values(ends).flatMap((world) => world.toJSON().due)).toEqual([]);
});

const all = Object.keys(speeds) as Speed[];
const pairs = all.flatMap((first) => all.map((then) => [first, then] as const)).filter(([a, b]) => a !== b);
/** Seconds after something was asked for, at which another process goes on at another speed. */
const laters = [3, 37, 140];
const cases = (Object.keys(lives) as Name[]).flatMap((name) =>
  pairs.flatMap(([first, then], pair) =>
    [100, ...lives[name].acts.map(([at]) => at)].map(
      (at, index) => [name, first, then, at + (laters[(pair + index) % laters.length] ?? 0)] as const,
    ),
  ),
);
test.each(cases)('%s begun at %s and continued at %s after %d s ends alike', (name, first, then, changeAt) => {
  expect(contents(liveThrough(name, first, then, changeAt))).toEqual(contents(ends[name]));
});

test('the speed changed while a deadline of every kind was kept', () => {
  // `unusedSince` is looked at ever later, for days: that never comes to rest. By `createdAt` a timer tells two apart.
  const known = [
    'activeAt',
    'decidedAt',
    'drainedAt',
    'failedAt',
    'graceUntil',
    'lookAt',
    'lowSince',
    'notBefore',
    'pointAt',
    'runsAt',
    'runsSince',
    'steadyAt',
    'watchAt',
  ];
  moments.delete('createdAt');
  expect([...moments].sort()).toEqual(known);
});

test('at instant, what AWS shows for an hour after its end is there for an hour, however often it is looked at', () => {
  const cloud = testCloud();
  cloud.register();
  cloud.create();
  for (let polls = 0; polls < 3; polls++) cloud.poll();
  cloud.call(DeleteServiceCommand, { ...cluster, force: true });
  for (let polls = 0; polls < 500; polls++) cloud.poll();
  expect(cloud.service()?.status).toBe('INACTIVE');
  expect(cloud.tasks('STOPPED')).toHaveLength(2);
  cloud.pass(3600);
  expect([cloud.service(), cloud.tasks('STOPPED')]).toEqual([undefined, []]);
});

test('what clients see as the time goes on with the real one, and never back', () => {
  const cloud = testCloud();
  cloud.register();
  const began = cloud.world.time;
  cloud.create();
  for (let polls = 0; polls < 10; polls++) advanceWorld(cloud.world, services, began + polls * 1000, 60);
  const [task] = cloud.tasks();
  const times = [task?.createdAt, task?.pullStartedAt, task?.startedAt].map((time) => (time?.getTime() ?? 0) - began);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(times[2]).toBeGreaterThan(0);
  expect(times[2]).toBeLessThan(1000);
});
