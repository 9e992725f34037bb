import { DescribeAddressesAttributeCommand } from '@aws-sdk/client-ec2';
import { on, type Operation } from '../../../service.js';
import { page } from '../pages.js';
import { invalid, refuseOtherMembers } from '../refusals.js';
import { address, existingRows } from '../resource-kinds.js';
import { addresses } from '../tables.js';

/**
 * The name that leads back from an address. Nobody has given an address one here, so all that is shown is the address.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddressesAttribute.html; that an address
 * without a name is shown without `PtrRecord` is believed.
 */
export const addressAttributeOperations: readonly Operation[] = [
  on(DescribeAddressesAttributeCommand, (question, context) => {
    refuseOtherMembers(question, ['AllocationIds', 'Attribute', 'MaxResults', 'NextToken']);
    const { AllocationIds = [], Attribute = 'domain-name' } = question;
    if (Attribute !== 'domain-name') throw invalid(`Value (${String(Attribute)}) for parameter attribute is invalid.`);
    const asked = AllocationIds.length ? existingRows(context, address, AllocationIds) : addresses(context).all();
    const { rows, ...more } = page(asked, question, { least: 1 });
    return { Addresses: rows.map(({ AllocationId, PublicIp }) => ({ AllocationId, PublicIp })), ...more };
  }),
];
