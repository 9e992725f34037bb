import {
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  DeleteInternetGatewayCommand,
  DescribeInternetGatewaysCommand,
  DetachInternetGatewayCommand,
} from '@aws-sdk/client-ec2';
import { tagged } from '../given.js';
import { probesOf } from '../probe.js';
import { api, codes } from './ec2-made.js';

/** Internet gateways, and their attachments. */
export const internetGateways = probesOf('ec2', [
  {
    title: 'an internet gateway is attached to one VPC: Resource.AlreadyAssociated',
    source: codes,
    async run({ check, ec2, given }) {
      const [VpcId, InternetGatewayId] = [await given.vpc(), await given.gateway()];
      await check.refused(
        'AttachInternetGateway once more',
        ec2.send(new AttachInternetGatewayCommand({ VpcId, InternetGatewayId })),
        { code: 'Resource.AlreadyAssociated', means: ['create', 'taken'] },
      );
    },
  },
  {
    title: 'a VPC takes no second internet gateway',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html',
    async run(story) {
      const { check, ec2, given } = story;
      const VpcId = await given.vpc();
      await given.gateway();
      const made = await ec2.send(
        new CreateInternetGatewayCommand({ TagSpecifications: tagged(story, 'internet-gateway') }),
      );
      const InternetGatewayId = `${made.InternetGateway?.InternetGatewayId}`;
      await check.refused(
        'AttachInternetGateway',
        ec2.send(new AttachInternetGatewayCommand({ VpcId, InternetGatewayId })),
        { code: /^(InvalidParameterValue|Resource\.AlreadyAssociated)$/ },
      );
    },
  },
  {
    title: 'an attached internet gateway is not deleted: DependencyViolation',
    source: codes,
    async run({ check, ec2, given }) {
      const InternetGatewayId = await given.gateway();
      await check.refused('DeleteInternetGateway', ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId })), {
        code: 'DependencyViolation',
        means: ['delete', 'in-use'],
      });
    },
  },
  {
    title: 'detaching an internet gateway that is not attached is refused: Gateway.NotAttached',
    source: codes,
    async run(story) {
      const { check, ec2, given } = story;
      const VpcId = await given.vpc();
      const made = await ec2.send(
        new CreateInternetGatewayCommand({ TagSpecifications: tagged(story, 'internet-gateway') }),
      );
      const InternetGatewayId = `${made.InternetGateway?.InternetGatewayId}`;
      check.equal('its attachments', made.InternetGateway?.Attachments, []);
      await check.refused(
        'DetachInternetGateway',
        ec2.send(new DetachInternetGatewayCommand({ VpcId, InternetGatewayId })),
        { code: 'Gateway.NotAttached', means: ['delete', 'gone'] },
      );
    },
  },
  {
    title: 'the attachment of an internet gateway is shown as available',
    source: api('InternetGatewayAttachment'),
    async run({ check, ec2, given }) {
      const [VpcId, id] = [await given.vpc(), await given.gateway()];
      const read = async () =>
        (await ec2.send(new DescribeInternetGatewaysCommand({ InternetGatewayIds: [id] }))).InternetGateways?.[0]
          ?.Attachments;
      await check.shows('its attachments', read, [{ VpcId, State: 'available' }]);
    },
  },
]);
