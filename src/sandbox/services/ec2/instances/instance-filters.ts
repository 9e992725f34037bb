import type { Context } from '../../../service.js';
import type { InstanceRow } from '../compute-tables.js';
import type { Description } from '../describe.js';
import { neverMatching } from '../filters.js';
import { instance } from '../resource-kinds.js';
import { networkInterfaces, type NetworkInterfaceRow } from '../tables.js';

/** Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html */
export const instanceDescription = (context: Context): Description<InstanceRow> => {
  const interfaces = (row: InstanceRow): NetworkInterfaceRow[] =>
    networkInterfaces(context).all(({ Attachment }) => Attachment?.InstanceId === row.instance.InstanceId);
  const groups = (row: InstanceRow) => interfaces(row).flatMap(({ Groups }) => Groups);
  return {
    kind: instance,
    idsParameter: 'instanceIds',
    filters: {
      architecture: (row) => row.instance.Architecture,
      'availability-zone': (row) => row.instance.Placement.AvailabilityZone,
      'block-device-mapping.device-name': (row) => row.instance.BlockDeviceMappings?.map((it) => it.DeviceName),
      'block-device-mapping.volume-id': (row) => row.instance.BlockDeviceMappings?.map(({ Ebs }) => Ebs?.VolumeId),
      'client-token': (row) => row.instance.ClientToken,
      'dns-name': (row) => row.instance.PublicDnsName,
      'iam-instance-profile.arn': (row) => row.instance.IamInstanceProfile?.Arn,
      'iam-instance-profile.id': (row) => row.instance.IamInstanceProfile?.Id,
      'image-id': (row) => row.instance.ImageId,
      'instance-id': (row) => row.instance.InstanceId,
      'instance-state-code': (row) => row.instance.State.Code,
      'instance-state-name': (row) => row.instance.State.Name,
      'instance-type': (row) => row.instance.InstanceType,
      'instance.group-id': (row) => groups(row).map(({ GroupId }) => GroupId),
      'instance.group-name': (row) => groups(row).map(({ GroupName }) => GroupName),
      'ip-address': (row) => row.instance.PublicIpAddress,
      'key-name': (row) => row.instance.KeyName,
      'launch-time': (row) => row.instance.LaunchTime.toISOString(),
      'metadata-options.http-endpoint': (row) => row.instance.MetadataOptions?.HttpEndpoint,
      'metadata-options.http-tokens': (row) => row.instance.MetadataOptions?.HttpTokens,
      'monitoring-state': (row) => row.instance.Monitoring?.State,
      'network-interface.group-id': (row) => groups(row).map(({ GroupId }) => GroupId),
      'network-interface.network-interface-id': (row) => interfaces(row).map((own) => own.NetworkInterfaceId),
      'network-interface.subnet-id': (row) => interfaces(row).map(({ SubnetId }) => SubnetId),
      'network-interface.vpc-id': (row) => interfaces(row).map(({ VpcId }) => VpcId),
      'owner-id': () => context.account,
      'private-dns-name': (row) => row.instance.PrivateDnsName,
      'private-ip-address': (row) => row.instance.PrivateIpAddress,
      'reservation-id': ({ reservationId }) => reservationId,
      'root-device-name': (row) => row.instance.RootDeviceName,
      'root-device-type': (row) => row.instance.RootDeviceType,
      'state-reason-code': (row) => row.instance.StateReason?.Code,
      'subnet-id': (row) => row.instance.SubnetId,
      tenancy: (row) => row.instance.Placement.Tenancy,
      'virtualization-type': (row) => row.instance.VirtualizationType,
      'vpc-id': (row) => row.instance.VpcId,
      ...neverMatching('capacity-reservation-id', 'instance-lifecycle', 'platform', 'spot-instance-request-id'),
    },
  };
};
