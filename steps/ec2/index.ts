import type { Resource } from '../../src/step.js';
import { availabilityZonesResource } from './availability-zones/resource.js';
import { vpcResource } from './vpc/resource.js';
import { existingVpcResource } from './existing-vpc/resource.js';
import { subnetResource } from './subnet/resource.js';
import { existingSubnetResource } from './existing-subnet/resource.js';
import { internetGatewayResource } from './internet-gateway/resource.js';
import { internetGatewayAttachmentResource } from './internet-gateway-attachment/resource.js';
import { routeTableResource } from './route-table/resource.js';
import { routeResource } from './route/resource.js';
import { routeTableAssociationResource } from './route-table-association/resource.js';
import { elasticIpResource } from './elastic-ip/resource.js';
import { natGatewayResource } from './nat-gateway/resource.js';
import { prefixListResource } from './prefix-list/resource.js';
import { securityGroupResource } from './security-group/resource.js';
import { existingSecurityGroupResource } from './existing-security-group/resource.js';
import { securityGroupRuleResource } from './security-group-rule/resource.js';
import { vpcEndpointResource } from './vpc-endpoint/resource.js';
import { launchTemplateResource } from './launch-template/resource.js';
import { keyPairResource } from './key-pair/resource.js';
import { instanceResource } from './instance/resource.js';

/** The nouns of EC2, in the order of teaching. */
export const ec2: readonly Resource[] = [
  availabilityZonesResource,
  vpcResource,
  existingVpcResource,
  subnetResource,
  existingSubnetResource,
  internetGatewayResource,
  internetGatewayAttachmentResource,
  routeTableResource,
  routeResource,
  routeTableAssociationResource,
  elasticIpResource,
  natGatewayResource,
  prefixListResource,
  securityGroupResource,
  securityGroupRuleResource,
  existingSecurityGroupResource,
  vpcEndpointResource,
  launchTemplateResource,
  keyPairResource,
  instanceResource,
];
