import { signal } from '../../../service.js';
import type { VpcEndpointRow } from '../tables.js';

/** An endpoint is gone, with its interfaces. Whoever made it may make it again. */
export const vpcEndpointGone = signal<VpcEndpointRow>('ec2/vpc-endpoint-gone');
