import {
  AllocateAddressCommand,
  CreateNatGatewayCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteNatGatewayCommand,
  DescribeAddressesCommand,
  DescribeNatGatewaysCommand,
  DetachInternetGatewayCommand,
  ReleaseAddressCommand,
} from '@aws-sdk/client-ec2';
import { tagged } from '../given.js';
import { probesOf } from '../probe.js';
import { api, codes, noId } from './ec2-made.js';

/** NAT gateways, and their addresses. */
export const natGateways = probesOf('ec2', [
  {
    title: 'an address is allocated, tagged, released, and then not found',
    source: codes,
    async run(story) {
      const { check, ec2, tagList } = story;
      const made = await ec2.send(
        new AllocateAddressCommand({ Domain: 'vpc', TagSpecifications: tagged(story, 'elastic-ip') }),
      );
      check.has('the answer', made, 'AllocationId', 'PublicIp', 'Domain');
      const { AllocationId } = made;
      const read = async () =>
        (await ec2.send(new DescribeAddressesCommand({ AllocationIds: [`${AllocationId}`] }))).Addresses?.[0]?.Tags;
      await check.shows('its tags', read, tagList);
      await ec2.send(new ReleaseAddressCommand({ AllocationId }));
      await check.refused('ReleaseAddress once more', ec2.send(new ReleaseAddressCommand({ AllocationId })), {
        code: 'InvalidAllocationID.NotFound',
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'a NAT gateway is pending, available, deleting, deleted, and keeps its address until then',
    source: api('NatGateway'),
    usd: 0.06,
    seconds: 600,
    async run(story) {
      const { check, ec2, given } = story;
      await given.gateway();
      const [SubnetId] = await given.subnets();
      const { AllocationId } = await ec2.send(
        new AllocateAddressCommand({ Domain: 'vpc', TagSpecifications: tagged(story, 'elastic-ip') }),
      );
      const input = { SubnetId, AllocationId, TagSpecifications: tagged(story, 'natgateway') };
      const made = await ec2.send(new CreateNatGatewayCommand(input));
      const NatGatewayId = `${made.NatGateway?.NatGatewayId}`;
      const state = async () =>
        (await ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: [NatGatewayId] }))).NatGateways?.[0]?.State;
      await check.becomes('its state', state, { through: ['pending'], goal: 'available', seconds: 600 });
      await check.refused(
        'DetachInternetGateway',
        ec2.send(
          new DetachInternetGatewayCommand({ VpcId: await given.vpc(), InternetGatewayId: await given.gateway() }),
        ),
        {
          code: 'DependencyViolation',
          message: /mapped public address/,
          means: ['delete', 'in-use'],
        },
      );
      await check.refused('ReleaseAddress', ec2.send(new ReleaseAddressCommand({ AllocationId })), {
        code: /^(AuthFailure|InvalidIPAddress\.InUse)$/,
        means: ['delete', 'in-use'],
      });
      await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId }));
      await check.becomes('its state, once deleted', state, {
        through: ['available', 'deleting'],
        goal: 'deleted',
        seconds: 900,
      });
    },
  },
  {
    title: 'a NAT gateway in a VPC without an internet gateway is accepted, and fails: Gateway.NotAttached',
    source: api('NatGateway'),
    usd: 0.01,
    seconds: 300,
    async run(story) {
      const { check, ec2 } = story;
      const made = await ec2.send(
        new CreateVpcCommand({ CidrBlock: '10.95.0.0/16', TagSpecifications: tagged(story, 'vpc') }),
      );
      const subnet = await ec2.send(
        new CreateSubnetCommand({
          VpcId: `${made.Vpc?.VpcId}`,
          CidrBlock: '10.95.0.0/24',
          TagSpecifications: tagged(story, 'subnet'),
        }),
      );
      const { AllocationId } = await ec2.send(
        new AllocateAddressCommand({ Domain: 'vpc', TagSpecifications: tagged(story, 'elastic-ip') }),
      );
      const { NatGateway } = await ec2.send(
        new CreateNatGatewayCommand({
          ...{ SubnetId: subnet.Subnet?.SubnetId, AllocationId },
          TagSpecifications: tagged(story, 'natgateway'),
        }),
      );
      const read = async () =>
        (await ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: [`${NatGateway?.NatGatewayId}`] })))
          .NatGateways?.[0];
      await check.becomes('its state', async () => (await read())?.State, {
        through: ['pending'],
        goal: 'failed',
        seconds: 300,
      });
      check.equal('the code of the failure', (await read())?.FailureCode, 'Gateway.NotAttached');
    },
  },
  {
    title: 'a NAT gateway with an address that there is not is refused: InvalidAllocationID.NotFound',
    source: codes,
    async run({ check, ec2, given }) {
      const [SubnetId] = await given.subnets();
      const input = { SubnetId, AllocationId: `eipalloc-${noId}` };
      await check.refused('CreateNatGateway', ec2.send(new CreateNatGatewayCommand(input)), {
        code: 'InvalidAllocationID.NotFound',
        means: ['create', 'not-yet'],
      });
    },
  },
]);
