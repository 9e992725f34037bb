import type { Context } from '../../../service.js';
import { existingRow, subnet } from '../resource-kinds.js';
import type { SubnetRow } from '../tables.js';

/**
 * The subnet that another service is to put something into.
 * @throws AwsError InvalidSubnetID.Malformed, InvalidSubnetID.NotFound
 */
export const subnetOf = (context: Context, id: string): SubnetRow => existingRow(context, subnet, id, 'subnetId');
