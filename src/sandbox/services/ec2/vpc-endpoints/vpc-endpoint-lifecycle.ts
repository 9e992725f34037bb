import { latencies } from '../../../../facts/latencies.js';
import { timer, type Context } from '../../../service.js';
import { vpcEndpoints, type VpcEndpointRow } from '../tables.js';
import { detachInterfaces } from './vpc-endpoint-interfaces.js';
import { vpcEndpointGone } from './vpc-endpoint-gone.js';
import { removeRoutes, tablesOf } from './vpc-endpoint-routes.js';

/** The lifecycle of an endpoint: pending, available, deleting, gone. Its VPC cannot be deleted before it is gone. */
interface Which {
  readonly VpcEndpointId: string;
}

/** Coming and going. That a gateway endpoint goes as fast as it comes is believed. */
const seconds = {
  Interface: {
    available: latencies['interface-endpoint available'].usual,
    gone: latencies['interface-endpoint deleted'].usual,
  },
  Gateway: {
    available: latencies['gateway-endpoint available'].usual,
    gone: latencies['gateway-endpoint available'].usual,
  },
} as const;

const secondsOf = ({ VpcEndpointType }: VpcEndpointRow) =>
  seconds[VpcEndpointType === 'Gateway' ? 'Gateway' : 'Interface'];

export function beginVpcEndpoint(context: Context, row: VpcEndpointRow): void {
  const { VpcEndpointId } = row;
  context.after(secondsOf(row).available, vpcEndpointBecomesAvailable, { VpcEndpointId });
}

/** The routes to it go at once, its interfaces only when it is gone. */
export function endVpcEndpoint(context: Context, row: VpcEndpointRow): void {
  row.State = 'deleting';
  removeRoutes(row, tablesOf(context, row));
  const { VpcEndpointId } = row;
  context.after(secondsOf(row).gone, endpointEnds, { VpcEndpointId });
}

const vpcEndpointBecomesAvailable = timer<Which>('ec2/vpc-endpoint-becomes-available', (context, { VpcEndpointId }) => {
  const row = vpcEndpoints(context).get(VpcEndpointId);
  if (row?.State === 'pending') row.State = 'available';
});

const endpointEnds = timer<Which>('ec2/vpc-endpoint-gone', (context, { VpcEndpointId }) => {
  const row = vpcEndpoints(context).get(VpcEndpointId);
  if (!row) return;
  detachInterfaces(context, row);
  vpcEndpoints(context).delete(VpcEndpointId);
  context.emit(vpcEndpointGone, row);
});

export const vpcEndpointTimers = [vpcEndpointBecomesAvailable, endpointEnds];
