import { ModifySubnetAttributeCommand, type ModifySubnetAttributeCommandInput } from '@aws-sdk/client-ec2';
import { on, type Operation } from '../../../service.js';
import { existingRow, subnet } from '../resource-kinds.js';
import { invalidCombination, refuseOtherMembers } from '../refusals.js';
import type { SubnetRow } from '../tables.js';

/** One attribute a call. */
export const subnetAttributeOperations: readonly Operation[] = [
  on(ModifySubnetAttributeCommand, (input, context) => {
    refuseOtherMembers(input, [
      'SubnetId',
      'MapPublicIpOnLaunch',
      'PrivateDnsHostnameTypeOnLaunch',
      'EnableResourceNameDnsARecordOnLaunch',
    ]);
    const row = existingRow(context, subnet, input.SubnetId, 'subnetId');
    const { SubnetId: _id, ...asked } = input;
    const names = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    if (!names.length) throw invalidCombination('No attributes specified.');
    if (names.length > 1)
      throw invalidCombination(`Fields for multiple attribute types specified: ${names.join(', ')}`);
    change(row, input);
    return {};
  }),
];

function change(row: SubnetRow, input: ModifySubnetAttributeCommandInput): void {
  const { MapPublicIpOnLaunch, PrivateDnsHostnameTypeOnLaunch, EnableResourceNameDnsARecordOnLaunch } = input;
  if (MapPublicIpOnLaunch) row.MapPublicIpOnLaunch = MapPublicIpOnLaunch.Value ?? false;
  row.PrivateDnsNameOptionsOnLaunch = {
    ...row.PrivateDnsNameOptionsOnLaunch,
    ...(PrivateDnsHostnameTypeOnLaunch && { HostnameType: PrivateDnsHostnameTypeOnLaunch }),
    ...(EnableResourceNameDnsARecordOnLaunch && {
      EnableResourceNameDnsARecord: EnableResourceNameDnsARecordOnLaunch.Value ?? false,
    }),
  };
}
