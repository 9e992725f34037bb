import type { Service } from '../../service.js';
import { availabilityZoneOperations } from './availability-zones.js';
import { computeOperations, computeTimers } from './compute.js';
import { withDryRun } from './dry-run.js';
import { egressOperations, egressTimers } from './egress.js';
import { internetGatewayOperations } from './internet-gateways.js';
import { networkAclOperations } from './network-acls.js';
import { networkInterfaceOperations } from './network-interfaces.js';
import { revocationOperations } from './revocations.js';
import { routeTableAssociationOperations } from './route-table-associations.js';
import { routeTableOperations } from './route-tables.js';
import { routeOperations } from './routes.js';
import { securityGroupRuleOperations } from './security-group-rules.js';
import { securityGroupOperations } from './security-groups.js';
import { subnetAttributeOperations } from './subnet-attributes.js';
import { subnetBecomesAvailable, subnetOperations } from './subnets.js';
import { tagOperations } from './tags.js';
import { vpcAttributeOperations } from './vpc-attributes.js';
import { vpcBecomesAvailable, vpcOperations } from './vpcs.js';

/**
 * The part of EC2 that networks are made of, and that which computes. An account here has no default VPC.
 *
 * A new noun is a file beside these, its table in `tables.ts`, one entry in `nouns.ts` (ids, codes, tags), a line in
 * `dependents.ts` for each thing it keeps from being deleted, one in `route-targets.ts` where routes lead to it.
 * EC2 models no errors: codes go over the wire as they are thrown.
 */
export const ec2: Service = {
  id: 'ec2',
  wire: {
    protocol: 'ec2Query',
    signingName: 'ec2',
    version: '2016-11-15',
    xmlns: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  },
  operations: [
    ...availabilityZoneOperations,
    ...vpcOperations,
    ...vpcAttributeOperations,
    ...networkAclOperations,
    ...subnetOperations,
    ...subnetAttributeOperations,
    ...internetGatewayOperations,
    ...routeTableOperations,
    ...routeOperations,
    ...routeTableAssociationOperations,
    ...securityGroupOperations,
    ...securityGroupRuleOperations,
    ...revocationOperations,
    ...networkInterfaceOperations,
    ...egressOperations,
    ...tagOperations,
    ...computeOperations,
  ].map(withDryRun),
  errors: [],
  timers: [vpcBecomesAvailable, subnetBecomesAvailable, ...egressTimers, ...computeTimers],
};
