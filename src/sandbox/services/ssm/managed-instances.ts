import { DescribeInstanceInformationCommand, type DescribeInstanceInformationRequest } from '@aws-sdk/client-ssm';
import { onAnyResource } from '../../../permissions/required-permission.js';
import { AwsError, on, type Context } from '../../service.js';
import { instances, type InstanceRow } from '../ec2/compute-tables.js';
import { profileOf } from '../ec2/instances/instance-profiles.js';
import { networkInterfaces } from '../ec2/tables.js';
import { reachesService } from '../ec2/routing/reachability.js';
import { roleVerdict } from '../iam/role-policies.js';
import { roles } from '../iam/tables.js';
import { numberedPage } from './constraint.js';

/**
 * The instances whose agent has reached Systems Manager: they run, their role lets them, and there is a way. Amazon's images
 * have the agent. What the agent says of its version the sandbox does not know.
 * Source: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html
 */
export const managedInstanceOperations = [
  on(DescribeInstanceInformationCommand, (input, context) => {
    const ids = wantedIds(input);
    const rows = instances(context).all(
      (row) => (ids === undefined || ids.includes(row.instance.InstanceId)) && isManaged(context, row),
    );
    const { items, more } = numberedPage(rows, ({ instance }) => instance.InstanceId, input, 50, {
      ...{ least: 5, unlessTold: 10 },
    });
    const InstanceInformationList = items.map(({ instance }) => ({
      ...{ InstanceId: instance.InstanceId, PingStatus: 'Online' as const, LastPingDateTime: context.now },
      ...{ PlatformType: 'Linux' as const, PlatformName: 'Amazon Linux', ResourceType: 'EC2Instance' as const },
      ...(instance.PrivateIpAddress !== undefined && { IPAddress: instance.PrivateIpAddress }),
      ...(instance.PrivateDnsName !== undefined && { ComputerName: instance.PrivateDnsName }),
    }));
    return { InstanceInformationList, ...more };
  }),
];

/** @throws AwsError 501 for a filter by anything but ids */
function wantedIds({ Filters = [], InstanceInformationFilterList = [] }: DescribeInstanceInformationRequest) {
  const all = [
    ...Filters.map(({ Key, Values }) => ({ key: Key, values: Values ?? [] })),
    ...InstanceInformationFilterList.map(({ key, valueSet }) => ({ key, values: valueSet ?? [] })),
  ];
  const other = all.find(({ key }) => key !== 'InstanceIds');
  if (other)
    throw new AwsError('NotImplemented', `the sandbox does not filter managed instances by ${other.key ?? ''}`, {
      status: 501,
    });
  return all.length === 0 ? undefined : all.flatMap(({ values }) => values);
}

function isManaged(context: Context, { instance }: InstanceRow): boolean {
  if (instance.State.Name !== 'running') return false;
  const profile = instance.IamInstanceProfile && profileOf(context, instance.IamInstanceProfile);
  const role = roles(context).get(profile?.roleName ?? '');
  const own = networkInterfaces(context).find(
    ({ Attachment }) => Attachment?.InstanceId === instance.InstanceId && Attachment.DeviceIndex === 0,
  );
  const may = role && roleVerdict(context, role, onAnyResource('ssm:UpdateInstanceInformation')) === 'allowed';
  return may === true && own !== undefined && reachesService(context, own, 'ssm');
}
