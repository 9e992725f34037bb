import { DeleteVpcEndpointsCommand, DescribeVpcEndpointsCommand } from '@aws-sdk/client-ec2';
import { ListServicesCommand } from '@aws-sdk/client-servicediscovery';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serviceIn } from '../project.js';
import type { Rig } from '../rig.js';
import { AStack } from './a-stack.js';
import { balancerOf, serviceOf, targetGroupsOf } from './looks.js';
import { valuesOf } from './tagged.js';

let stack: AStack;
let clients: Rig['clients'];
beforeAll(async () => {
  stack = await AStack.of('cli-walkthrough');
  ({ clients } = stack.rig);
});
afterAll(() => stack.rig.close());

/** What the blueprint is, as AWS tells it. */
const whole = {
  vpcs: ['10.0.0.0/16'],
  subnets: ['10.0.1.0/24 true', '10.0.2.0/24 true', '10.0.3.0/24 false', '10.0.4.0/24 false'],
  securityGroupRules: [
    'cli-walkthrough-endpoints from cli-walkthrough-hostname-app tcp 443-443',
    'cli-walkthrough-endpoints from cli-walkthrough-random-quote-app tcp 443-443',
    'cli-walkthrough-endpoints from cli-walkthrough-static-app tcp 443-443',
    'cli-walkthrough-hostname-app from cli-walkthrough-load-balancer tcp 8080-8080',
    'cli-walkthrough-hostname-app to a prefix list tcp 443-443',
    'cli-walkthrough-hostname-app to cli-walkthrough-endpoints tcp 443-443',
    'cli-walkthrough-hostname-app to cli-walkthrough-random-quote-app tcp 8080-8080',
    'cli-walkthrough-load-balancer from 0.0.0.0/0 tcp 80-80',
    'cli-walkthrough-load-balancer to cli-walkthrough-hostname-app tcp 8080-8080',
    'cli-walkthrough-random-quote-app from cli-walkthrough-hostname-app tcp 8080-8080',
    'cli-walkthrough-random-quote-app to a prefix list tcp 443-443',
    'cli-walkthrough-random-quote-app to cli-walkthrough-endpoints tcp 443-443',
    'cli-walkthrough-static-app from 0.0.0.0/0 tcp 8080-8080',
    'cli-walkthrough-static-app to 0.0.0.0/0 -1 -1--1',
  ],
  endpoints: ['ecr.api', 'ecr.dkr', 'logs'].map((it) => `${it} Interface available`).concat('s3 Gateway available'),
  namespaces: ['local'],
  discoveries: ['random-quote A 300'],
  instances: ['random-quote'],
  clusters: ['demo-cluster'],
  services: ['hostname-app ACTIVE 2/2', 'random-quote-app ACTIVE 1/1', 'static-app ACTIVE 1/1'],
  loadBalancers: ['demo-balancer internet-facing active'],
  listeners: ['HTTP 80 forward hostname-app-tg'],
  targetGroups: ['hostname-app-tg HTTP 80 /'],
  targets: ['hostname-app-tg healthy', 'hostname-app-tg healthy'],
  roles: ['ecsTaskExecutionRole'],
  attachedPolicies: ['ecsTaskExecutionRole AmazonECSTaskExecutionRolePolicy'],
  repositories: ['hostname-app', 'random-quote-app', 'static-app'],
};

describe('cli-walkthrough', () => {
  test('comes up as three services: public, behind the load balancer, and for other tasks only', async () => {
    const { natGateways, apis, ...it } = await stack.comesUp(60);
    expect(it).toMatchObject(whole);
    expect([natGateways, apis]).toEqual([undefined, undefined]);
  });

  test('each service is where it belongs', async () => {
    const { LoadBalancerArns } = (await targetGroupsOf(clients))['hostname-app-tg'] ?? {};
    expect(LoadBalancerArns).toEqual([(await balancerOf(clients)).balancer?.LoadBalancerArn]);
    for (const name of ['static-app', 'hostname-app', 'random-quote-app']) {
      const { service, definition, container } = await serviceOf(clients, 'demo-cluster', name);
      const assignPublicIp = name === 'static-app' ? 'ENABLED' : 'DISABLED';
      expect(service?.networkConfiguration).toMatchObject({ awsvpcConfiguration: { assignPublicIp } });
      expect(definition).toMatchObject({ cpu: '256', memory: '512' });
      expect(container).toMatchObject({ portMappings: [{ containerPort: 8080 }] });
      expect(container?.image).toContain(`.dkr.ecr.us-east-1.amazonaws.com/${name}:`);
    }
    const { Services } = await clients.servicediscovery.send(new ListServicesCommand({}));
    expect(Services).toMatchObject([{ HealthCheckCustomConfig: {} }]);
  });

  test('everything is tagged, and a change of the tag reaches everything in place', async () => {
    const before = await valuesOf('Environment', clients);
    expect(new Set(Object.values(before))).toEqual(new Set(['Demo']));
    const { calls, differs } = await stack.change((it) => void (it.tags = { Environment: 'Test' }));
    expect(differs).toEqual({});
    expect(calls.filter((it) => !/Tag/.test(it))).toEqual([]);
    const after = await valuesOf('Environment', clients);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    // A task has the tags that its service had when it was started.
    const others = Object.entries(after).filter(([thing]) => !thing.includes(':task/'));
    expect(others).toHaveLength(Object.keys(after).length - 4);
    expect(others.filter(([, value]) => value !== 'Test')).toEqual([]);
  });

  test('an endpoint that somebody deleted is there again before a new service asks for its image', async () => {
    const { VpcEndpoints = [] } = await clients.ec2.send(new DescribeVpcEndpointsCommand({}));
    const door = VpcEndpoints.find(({ ServiceName }) => ServiceName?.endsWith('ecr.dkr'))?.VpcEndpointId ?? '';
    await clients.ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [door] }));
    const rows = Object.values(await stack.project.status(stack.config));
    expect(rows.filter(({ state }) => state !== 'ok')).toMatchObject([{ step: 'ecr-dkr-endpoint', state: 'missing' }]);
    const own = { repository: 'worker', discovery: undefined, calledBy: [] };
    const { calls, differs } = await stack.change(
      (it) => void (it.services['worker'] = { ...serviceIn(it, 'random-quote-app'), ...own }),
    );
    expect(calls).toContain('CreateVpcEndpoint');
    expect(differs).toMatchObject({ services: { less: [], more: ['worker ACTIVE 1/1'] } });
    expect(differs).not.toHaveProperty('endpoints');
  });

  test('one that nobody calls any more is let go, and its caller forgets the way', async () => {
    const { differs } = await stack.change((it) => {
      delete it.services['worker'];
      delete it.services['random-quote-app'];
    });
    const repositories = { less: ['random-quote-app', 'worker'] };
    expect(differs).toMatchObject({ namespaces: { less: ['local'], more: [] }, repositories });
    const way = 'cli-walkthrough-hostname-app to cli-walkthrough-random-quote-app tcp 8080-8080';
    expect(differs['securityGroupRules']?.less).toContain(way);
    expect(Object.values(differs).flatMap(({ more }) => more)).toEqual([]);
  });

  test('down leaves nothing', async () => {
    await stack.isAtRest();
    await stack.goes();
  });
});
