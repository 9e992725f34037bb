import type { Operation } from '../../service.js';
import { addressAttributeOperations } from './nat-gateways/address-attributes.js';
import { addressOperations } from './nat-gateways/addresses.js';
import { addressAssociationOperations } from './network-interfaces/address-associations.js';
import { endpointServiceOperations } from './vpc-endpoints/endpoint-services.js';
import { natGatewayTimers } from './nat-gateways/nat-gateway-lifecycle.js';
import { natGatewayOperations } from './nat-gateways/nat-gateways.js';
import { prefixListOperations } from './vpc-endpoints/prefix-lists.js';
import { vpcEndpointChangeOperations } from './vpc-endpoints/vpc-endpoint-changes.js';
import { vpcEndpointTimers } from './vpc-endpoints/vpc-endpoint-lifecycle.js';
import { vpcEndpointOperations } from './vpc-endpoints/vpc-endpoints.js';

/** The ways out of private networks: NAT gateways with their addresses, and VPC endpoints. */
export const egressOperations: readonly Operation[] = [
  ...addressOperations,
  ...addressAttributeOperations,
  ...addressAssociationOperations,
  ...natGatewayOperations,
  ...vpcEndpointOperations,
  ...vpcEndpointChangeOperations,
  ...endpointServiceOperations,
  ...prefixListOperations,
];

export const egressTimers = [...natGatewayTimers, ...vpcEndpointTimers];
