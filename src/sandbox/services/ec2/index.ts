import { when, type Service } from '../../service.js';
import { taskStarted } from '../ecs/task/task-started.js';
import { ignoringBlankTexts } from '../blank-texts.js';
import { accountOperations } from './account.js';
import { cidrAssociationOperations, cidrBlockSettled } from './vpc/cidr-associations.js';
import { availabilityZoneOperations } from './vpc/availability-zones.js';
import { computeOperations, computeTimers } from './compute.js';
import { withDocumentedFilters } from './documented-filters.js';
import { withDryRun } from './dry-run.js';
import { withoutEmptyTags } from './empty-tags.js';
import { egressOperations, egressTimers } from './egress.js';
import { guardDutyPut, watchTask, watchVpc } from './guardduty/runtime-monitoring.js';
import { internetGatewayOperations } from './routing/internet-gateways.js';
import { networkAclEntryOperations } from './network-acls/entries.js';
import { networkAclOperations } from './network-acls/network-acls.js';
import { networkInterfaceOperations } from './network-interfaces/network-interfaces.js';
import { revocationOperations } from './security-groups/revocations.js';
import { ruleChangeOperations } from './security-groups/rule-changes.js';
import { routeTableAssociationOperations } from './routing/route-table-associations.js';
import { routeTableOperations } from './routing/route-tables.js';
import { routeOperations } from './routing/routes.js';
import { securityGroupRuleOperations } from './security-groups/security-group-rules.js';
import { securityGroupOperations } from './security-groups/security-groups.js';
import { subnetAttributeOperations } from './vpc/subnet-attributes.js';
import { subnetBecomesAvailable, subnetOperations } from './vpc/subnets.js';
import { tagOperations } from './tags.js';
import { vpcEndpointGone } from './vpc-endpoints/vpc-endpoint-gone.js';
import { vpcAttributeOperations } from './vpc/vpc-attributes.js';
import { vpcBecomesAvailable, vpcOperations } from './vpc/vpcs.js';
import { taggedResources } from './tagged-resources.js';
import { tagsByArn } from './tags-by-arn.js';

/**
 * The part of EC2 that networks are made of, and that which computes. An account here has no default VPC.
 *
 * A new kind of resource is a file in the folder of its topic, a table in `tables.ts`, an entry in `resource-kinds.ts` (ids, codes,
 * tags), a line in `dependents.ts` for each thing it keeps from being deleted, one in `routing/route-targets.ts` where
 * routes lead to it.
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
    ...cidrAssociationOperations,
    ...accountOperations,
    ...availabilityZoneOperations,
    ...vpcOperations,
    ...vpcAttributeOperations,
    ...networkAclOperations,
    ...networkAclEntryOperations,
    ...subnetOperations,
    ...subnetAttributeOperations,
    ...internetGatewayOperations,
    ...routeTableOperations,
    ...routeOperations,
    ...routeTableAssociationOperations,
    ...securityGroupOperations,
    ...securityGroupRuleOperations,
    ...revocationOperations,
    ...ruleChangeOperations,
    ...networkInterfaceOperations,
    ...egressOperations,
    ...tagOperations,
    ...computeOperations,
  ]
    .map(withDocumentedFilters)
    .map(withoutEmptyTags)
    .map(withDryRun)
    .map(ignoringBlankTexts),
  errors: [],
  timers: [
    vpcBecomesAvailable,
    cidrBlockSettled,
    subnetBecomesAvailable,
    ...egressTimers,
    ...computeTimers,
    guardDutyPut,
  ],
  reactions: [when(taskStarted, watchTask), when(vpcEndpointGone, watchVpc)],
  tagsByArn,
  taggedResources,
};
