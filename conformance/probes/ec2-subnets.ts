import {
  CreateSubnetCommand,
  DeleteSubnetCommand,
  DescribeAvailabilityZonesCommand,
  DescribeSubnetsCommand,
  ModifySubnetAttributeCommand,
} from '@aws-sdk/client-ec2';
import { probesOf } from '../probe.js';
import { api, codes, subnetIn } from './ec2-made.js';

/** Zones, and subnets in them. */
export const subnets = probesOf('ec2', [
  {
    title: 'availability zones have a name, an id and a state',
    source: api('AvailabilityZone'),
    async run({ check, ec2, region }) {
      const Filters = [{ Name: 'state', Values: ['available'] }];
      const { AvailabilityZones = [] } = await ec2.send(new DescribeAvailabilityZonesCommand({ Filters }));
      check.has('the first zone', AvailabilityZones[0], 'ZoneName', 'ZoneId', 'State', 'RegionName', 'ZoneType');
      check.matches('its name', AvailabilityZones[0]?.ZoneName, new RegExp(`^${region}[a-z]$`));
      check.matches('its id', AvailabilityZones[0]?.ZoneId, /^[a-z]+\d-az\d$/);
    },
  },
  {
    title: 'a subnet whose range another one has is refused: InvalidSubnet.Conflict',
    source: codes,
    async run(story) {
      const { check, ec2, given } = story;
      await subnetIn(story, 11);
      const input = { VpcId: await given.vpc(), CidrBlock: '10.99.11.128/25' };
      await check.refused('CreateSubnet', ec2.send(new CreateSubnetCommand(input)), {
        code: 'InvalidSubnet.Conflict',
        means: ['create', 'taken'],
      });
    },
  },
  {
    title: "a subnet outside of its VPC's range is refused: InvalidSubnet.Range",
    source: 'experience: AWS CLI users meet this code; the page of codes may not have it',
    async run({ check, ec2, given }) {
      const input = { VpcId: await given.vpc(), CidrBlock: '10.55.0.0/24' };
      await check.refused('CreateSubnet', ec2.send(new CreateSubnetCommand(input)), { code: 'InvalidSubnet.Range' });
    },
  },
  {
    title: 'a subnet in a zone that there is not is refused: InvalidParameterValue',
    source: codes,
    async run({ check, ec2, given, region }) {
      const input = { VpcId: await given.vpc(), CidrBlock: '10.99.12.0/24', AvailabilityZone: `${region}z` };
      await check.refused('CreateSubnet', ec2.send(new CreateSubnetCommand(input)), { code: 'InvalidParameterValue' });
    },
  },
  {
    title: 'a /24 subnet has 251 free addresses, and gives none that are public',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html',
    async run(story) {
      const { check, ec2 } = story;
      const SubnetIds = [await subnetIn(story, 13)];
      const read = async () => (await ec2.send(new DescribeSubnetsCommand({ SubnetIds }))).Subnets?.[0];
      await check.becomes('its state', async () => (await read())?.State, {
        through: ['pending'],
        goal: 'available',
        seconds: 60,
      });
      const subnet = await read();
      check.has('the subnet', subnet, 'AvailabilityZone', 'AvailabilityZoneId', 'SubnetArn', 'VpcId', 'DefaultForAz');
      check.equal('free addresses', subnet?.AvailableIpAddressCount, 251);
      check.equal('public addresses', subnet?.MapPublicIpOnLaunch, false);
      await ec2.send(
        new ModifySubnetAttributeCommand({ SubnetId: SubnetIds[0], MapPublicIpOnLaunch: { Value: true } }),
      );
      await check.shows('public addresses, once turned on', async () => (await read())?.MapPublicIpOnLaunch, true);
    },
  },
  {
    title: 'a deleted subnet is gone at once: InvalidSubnetID.NotFound',
    source: codes,
    async run(story) {
      const { check, ec2 } = story;
      const SubnetId = await subnetIn(story, 14);
      await ec2.send(new DeleteSubnetCommand({ SubnetId }));
      await check.refused('DeleteSubnet once more', ec2.send(new DeleteSubnetCommand({ SubnetId })), {
        code: /^InvalidSubnet(ID|Id)\.NotFound$/,
        means: ['delete', 'gone'],
      });
    },
  },
]);
