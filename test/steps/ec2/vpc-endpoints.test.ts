import {
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeVpcEndpointsCommand,
  type State,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { meaningOf, requestIdOf } from '../../../src/aws-errors.js';
import { availabilityZones } from '../../../steps/ec2/availability-zones/resource.js';
import { routeTable } from '../../../steps/ec2/route-table/resource.js';
import { securityGroup } from '../../../steps/ec2/security-group/resource.js';
import { privateSubnet } from '../../../steps/ec2/subnet/resource.js';
import { gatewayEndpoint, interfaceEndpoint } from '../../../steps/ec2/vpc-endpoint/resource.js';
import { vpc } from '../../../steps/ec2/vpc/resource.js';
import { fakeCloud, ourFilters, tags, upper } from '../fake-cloud.js';

const region = 'us-east-1';
const theVpc = vpc('vpc', { cidr: '10.0.0.0/16' });
const zones = availabilityZones('zones', { count: 2, forVpcLink: false });
const subnets = [0, 1].map((index) => privateSubnet('subnet', { vpc: theVpc, zones }, { cidr: '10.0.0.0/16', index }));
const table = routeTable('table', { vpc: theVpc });
const closed = { groupName: 'demo-group', description: 'Group', egress: 'none' } as const;
const group = securityGroup('group', { vpc: theVpc }, closed);

const ecr = interfaceEndpoint('ecr', { vpc: theVpc, subnets, group }, { service: 'ecr.api', region });
const s3 = gatewayEndpoint('s3', { vpc: theVpc, tables: [table, table] }, { service: 's3', region });
const ecrWant = ecr.want({
  vpc: { vpcId: 'vpc-1' },
  subnets: [{ subnetId: 'subnet-2' }, { subnetId: 'subnet-1' }],
  group: { groupId: 'sg-1' },
});
const s3Want = s3.want({ vpc: { vpcId: 'vpc-1' }, tables: [{ routeTableId: 'rtb-1' }, { routeTableId: 'rtb-2' }] });
const ecrLive: VpcEndpoint = {
  VpcEndpointId: 'vpce-1',
  VpcEndpointType: 'Interface',
  VpcId: 'vpc-1',
  ServiceName: 'com.amazonaws.us-east-1.ecr.api',
  State: 'Available',
  SubnetIds: ['subnet-1', 'subnet-2'],
  Groups: [{ GroupId: 'sg-1', GroupName: 'demo-group' }],
  PrivateDnsEnabled: true,
  RouteTableIds: [],
  Tags: upper,
};

test('each type of endpoint is made in one call, with a token and its own members', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  ec2.on(CreateVpcEndpointCommand).resolves({ VpcEndpoint: { VpcEndpointId: 'vpce-1' } });
  expect(await ecr.resource.create(cloud, ecrWant)).toBe('vpce-1');
  expect(await s3.resource.create(cloud, s3Want)).toBe('vpce-1');
  const TagSpecifications = [{ ResourceType: 'vpc-endpoint', Tags: upper }];
  const same = { VpcId: 'vpc-1', ClientToken: 'token-1', TagSpecifications };
  expect(sent()).toEqual([
    [
      'CreateVpcEndpoint',
      {
        VpcEndpointType: 'Interface',
        ServiceName: 'com.amazonaws.us-east-1.ecr.api',
        SubnetIds: ['subnet-2', 'subnet-1'],
        SecurityGroupIds: ['sg-1'],
        PrivateDnsEnabled: true,
        ...same,
      },
    ],
    [
      'CreateVpcEndpoint',
      {
        VpcEndpointType: 'Gateway',
        ServiceName: 'com.amazonaws.us-east-1.s3',
        RouteTableIds: ['rtb-1', 'rtb-2'],
        ...same,
      },
    ],
  ]);
});

test("an endpoint's state is understood in either spelling, and one that failed tells why", async () => {
  const { ec2, cloud } = fakeCloud();
  const seen = (more: Omit<VpcEndpoint, 'State'> & { State: string }) => {
    const endpoint = { ...ecrLive, ...more, State: more.State as State };
    ec2.on(DescribeVpcEndpointsCommand).resolves({ VpcEndpoints: [endpoint] });
    return ecr.resource.read(cloud, 'vpce-1');
  };
  for (const State of ['pending', 'Pending'])
    expect(await seen({ State })).toEqual({ is: 'pending', why: 'the endpoint is pending' });
  for (const State of ['available', 'Available'])
    expect(await seen({ State })).toEqual({ is: 'ready', out: { vpcEndpointId: 'vpce-1' }, live: ecrWant, tags });
  expect(await seen({ State: 'Deleted' })).toEqual({ is: 'absent' });
  expect(await seen({ State: 'failed', LastError: { Code: 'X', Message: 'no room' } })).toEqual({
    is: 'broken',
    why: 'the endpoint is failed: X: no room',
  });
});

test('an endpoint that is being deleted is not found', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  const leaving = { ...ecrLive, VpcEndpointId: 'vpce-0', State: 'Deleting' as const };
  ec2
    .on(DescribeVpcEndpointsCommand)
    .resolvesOnce({ VpcEndpoints: [leaving, ecrLive] })
    .resolves({});
  expect(await ecr.resource.find(cloud, ecrWant)).toEqual([{ id: 'vpce-1', tags }]);
  expect(await ecr.resource.find(cloud, ecrWant)).toEqual([]);
  expect(sent()[0]).toEqual(['DescribeVpcEndpoints', { Filters: ourFilters }]);
});

test('subnets, groups, tables and private DNS change in place, by one call that says what differs', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  const changes = () => sent().filter(([operation]) => operation === 'ModifyVpcEndpoint');
  const all = ['SubnetIds', 'SecurityGroupIds', 'PrivateDnsEnabled', 'RouteTableIds'];
  const live = { ...ecrLive, SubnetIds: ['subnet-1', 'subnet-9'], PrivateDnsEnabled: false };
  ec2
    .on(DescribeVpcEndpointsCommand)
    .resolvesOnce({ VpcEndpoints: [live] })
    .resolves({ VpcEndpoints: [ecrLive] });
  await ecr.resource.update?.(cloud, 'vpce-1', ecrWant, all);
  await ecr.resource.update?.(cloud, 'vpce-1', ecrWant, all);
  const change = { AddSubnetIds: ['subnet-2'], RemoveSubnetIds: ['subnet-9'], PrivateDnsEnabled: true };
  expect(changes()).toEqual([['ModifyVpcEndpoint', { VpcEndpointId: 'vpce-1', ...change }]]);

  ec2.on(DescribeVpcEndpointsCommand).resolves({ VpcEndpoints: [{ RouteTableIds: ['rtb-1'] }] });
  await s3.resource.update?.(cloud, 'vpce-2', s3Want, ['RouteTableIds']);
  expect(changes()[1]).toEqual(['ModifyVpcEndpoint', { VpcEndpointId: 'vpce-2', AddRouteTableIds: ['rtb-2'] }]);
});

test('a deletion that EC2 answers with success, and that failed all the same, is an error like any other', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  const $metadata = { httpStatusCode: 200, requestId: 'request-1' };
  const failing = async (Code: string, Message: string): Promise<unknown> => {
    ec2.on(DeleteVpcEndpointsCommand).resolves({ $metadata, Unsuccessful: [{ Error: { Code, Message } }] });
    return ecr.resource.delete(cloud, 'vpce-1').then(
      () => undefined,
      (error: unknown) => error,
    );
  };
  const message = "The Vpc Endpoint Id 'vpce-1' does not exist";
  const gone = await failing('InvalidVpcEndpoint.NotFound', message);
  expect(meaningOf(gone, 'delete')).toBe('gone');
  expect([gone, requestIdOf(gone)]).toMatchObject([{ message }, 'request-1']);
  expect(meaningOf(await failing('DependencyViolation', 'in use'), 'delete')).toBe('in-use');
  expect(meaningOf(await failing('UnauthorizedOperation', 'no'), 'delete')).toBe('refused');
  ec2.on(DeleteVpcEndpointsCommand).resolves({ Unsuccessful: [] });
  await ecr.resource.delete(cloud, 'vpce-1');
  expect(sent()[0]).toEqual(['DeleteVpcEndpoints', { VpcEndpointIds: ['vpce-1'] }]);
});

test('A3: in China, endpoints of ECR and STS go by names of their own; those of other services do not', () => {
  const inChina = (service: string) =>
    interfaceEndpoint('it', { vpc: theVpc, subnets, group }, { service, region: 'cn-north-1' }).want({
      vpc: { vpcId: 'vpc-1' },
      subnets: [],
      group: { groupId: 'sg-1' },
    }).ServiceName;
  expect(['ecr.api', 'ecr.dkr', 'sts', 'logs', 'secretsmanager'].map(inChina)).toEqual([
    'cn.com.amazonaws.cn-north-1.ecr.api',
    'cn.com.amazonaws.cn-north-1.ecr.dkr',
    'cn.com.amazonaws.cn-north-1.sts',
    'com.amazonaws.cn-north-1.logs',
    'com.amazonaws.cn-north-1.secretsmanager',
  ]);
  const gateway = gatewayEndpoint('s3', { vpc: theVpc, tables: [] }, { service: 's3', region: 'cn-north-1' });
  expect(gateway.want({ vpc: { vpcId: 'vpc-1' }, tables: [] }).ServiceName).toBe('com.amazonaws.cn-north-1.s3');
});
