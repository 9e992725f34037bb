import type { Operation } from '../../service.js';
import { addressOperations } from './addresses.js';
import { endpointServiceOperations } from './endpoint-services.js';
import { natGatewayTimers } from './nat-gateway-life.js';
import { natGatewayOperations } from './nat-gateways.js';
import { prefixListOperations } from './prefix-lists.js';
import { vpcEndpointChangeOperations } from './vpc-endpoint-changes.js';
import { vpcEndpointTimers } from './vpc-endpoint-life.js';
import { vpcEndpointOperations } from './vpc-endpoints.js';

/** What private networks get out by: NAT gateways with their addresses, and endpoints. */
export const egressOperations: readonly Operation[] = [
  ...addressOperations,
  ...natGatewayOperations,
  ...vpcEndpointOperations,
  ...vpcEndpointChangeOperations,
  ...endpointServiceOperations,
  ...prefixListOperations,
];

export const egressTimers = [...natGatewayTimers, ...vpcEndpointTimers];
