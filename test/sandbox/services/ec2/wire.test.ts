import {
  AuthorizeSecurityGroupIngressCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteVpcCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
  paginateDescribeVpcs,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { Endpoint } from '../../../../src/sandbox/endpoint.js';
import { setQuotas } from '../../../../src/sandbox/quotas.js';
import { InProcessHandler } from '../../../../src/sandbox/in-process.js';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { World } from '../../../../src/sandbox/world.js';

/** The SDK's client in front of the service, with every byte in between. */
function realClient() {
  const world = new World(Date.parse('2026-01-01T00:00:00Z'), 'test');
  setQuotas({ world }, { vpcs: 100 });
  const endpoint = new Endpoint({ services: [ec2], world, realTime: () => world.time, save: async () => {} });
  return new EC2Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: new InProcessHandler(endpoint),
  });
}

test('a client reads back over the wire what it made', async () => {
  const client = realClient();
  const Tags = [{ Key: 'Name', Value: 'a "quoted" & <tagged> network' }];
  const { Vpc } = await client.send(
    new CreateVpcCommand({ CidrBlock: '10.0.0.0/16', TagSpecifications: [{ ResourceType: 'vpc', Tags }] }),
  );
  const VpcId = Vpc?.VpcId;
  const Filters = [{ Name: 'tag:Name', Values: ['*<tagged>*'] }];
  expect((await client.send(new DescribeVpcsCommand({ Filters }))).Vpcs).toMatchObject([
    {
      VpcId,
      Tags,
      State: 'pending',
    },
  ]);

  await client.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
  const attribute = await client.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' }));
  expect(attribute.EnableDnsHostnames).toEqual({ Value: true });

  const { Subnet } = await client.send(
    new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.1.0/24', AvailabilityZoneId: 'use1-az6' }),
  );
  const { Subnets } = await client.send(new DescribeSubnetsCommand({ SubnetIds: [Subnet?.SubnetId ?? ''] }));
  expect(Subnets).toMatchObject([
    {
      AvailabilityZone: 'us-east-1b',
      AvailableIpAddressCount: 251,
      MapPublicIpOnLaunch: false,
    },
  ]);
});

test('the permissions of a group survive the wire, nested as they are', async () => {
  const client = realClient();
  const { Vpc } = await client.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const group = { GroupName: 'web', Description: 'web', VpcId: Vpc?.VpcId };
  const { GroupId } = await client.send(new CreateSecurityGroupCommand(group));
  const permission = {
    IpProtocol: 'tcp',
    FromPort: 80,
    ToPort: 80,
    IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'inside' }, { CidrIp: '192.168.0.0/16' }],
    UserIdGroupPairs: [{ GroupId }],
  };
  const { SecurityGroupRules } = await client.send(
    new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [permission] }),
  );
  expect(SecurityGroupRules).toHaveLength(3);
  const { SecurityGroups } = await client.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId ?? ''] }));
  expect(SecurityGroups?.[0]?.IpPermissions).toMatchObject([permission]);
});

test('errors have their exact code, a dry run its own status', async () => {
  const client = realClient();
  const gone = client.send(new DeleteVpcCommand({ VpcId: 'vpc-00000000000000000' }));
  await expect(gone).rejects.toMatchObject({ name: 'InvalidVpcID.NotFound', $metadata: { httpStatusCode: 400 } });
  const dry = client.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16', DryRun: true }));
  await expect(dry).rejects.toMatchObject({ name: 'DryRunOperation', $metadata: { httpStatusCode: 412 } });
  const incomplete = client.send(new CreateRouteTableCommand({ VpcId: undefined }));
  await expect(incomplete).rejects.toMatchObject({ name: 'MissingParameter' });
});

test('the SDK fills in client tokens and pages by itself', async () => {
  const client = realClient();
  for (let index = 0; index < 7; index += 1)
    await client.send(new CreateVpcCommand({ CidrBlock: `10.${index}.0.0/16` }));
  const pages: number[] = [];
  for await (const { Vpcs } of paginateDescribeVpcs({ client, pageSize: 5 }, {})) pages.push(Vpcs?.length ?? 0);
  expect(pages).toEqual([5, 2]);

  const [VpcId] = (await client.send(new DescribeVpcsCommand({}))).Vpcs?.map((vpc) => vpc.VpcId) ?? [];
  for (const ClientToken of [undefined, undefined, 'mine', 'mine'])
    await client.send(new CreateRouteTableCommand({ VpcId, ClientToken }));
  const Filters = [{ Name: 'vpc-id', Values: [VpcId ?? ''] }];
  expect((await client.send(new DescribeRouteTablesCommand({ Filters }))).RouteTables).toHaveLength(4);
});
