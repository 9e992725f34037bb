import type { Lab } from '../lab.js';
import { aRecords } from './a-records.js';
import { aclDeny } from './acl-deny.js';
import { aclEphemeral } from './acl-ephemeral.js';
import { association } from './association.js';
import { balancerGroup } from './balancer-group.js';
import { cors } from './cors.js';
import { desiredCount } from './desired-count.js';
import { emptyCloudMap } from './empty-cloud-map.js';
import { endpointGroup } from './endpoint-group.js';
import { executionRole } from './execution-role.js';
import { igwRoute } from './igw-route.js';
import { linkEgress } from './link-egress.js';
import { logGroup } from './log-group.js';
import { lostParameter } from './lost-parameter.js';
import { natRoute } from './nat-route.js';
import { noDeployment } from './no-deployment.js';
import { privateDns } from './private-dns.js';
import { roleTrust } from './role-trust.js';
import { routeKey } from './route-key.js';
import { ruleOrder } from './rule-order.js';
import { s3Endpoint } from './s3-endpoint.js';
import { targetPort } from './target-port.js';
import { taskIngress } from './task-ingress.js';
import { wrongIntegration } from './wrong-integration.js';

/** All labs, in the order in which they are listed within their topics. A new one is a file here and a line. */
export const labs: readonly Lab[] = [
  linkEgress,
  taskIngress,
  balancerGroup,
  aclDeny,
  aclEphemeral,
  igwRoute,
  association,
  natRoute,
  endpointGroup,
  s3Endpoint,
  privateDns,
  executionRole,
  roleTrust,
  emptyCloudMap,
  aRecords,
  routeKey,
  noDeployment,
  cors,
  wrongIntegration,
  ruleOrder,
  targetPort,
  desiredCount,
  logGroup,
  lostParameter,
];
