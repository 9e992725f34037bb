import {
  CertificateNotFoundException$,
  DuplicateListenerException$,
  DuplicateLoadBalancerNameException$,
  DuplicateTagKeysException$,
  DuplicateTargetGroupNameException$,
  InvalidConfigurationRequestException$,
  InvalidLoadBalancerActionException$,
  InvalidSecurityGroupException$,
  InvalidSubnetException$,
  InvalidTargetException$,
  ListenerNotFoundException$,
  LoadBalancerNotFoundException$,
  OperationNotPermittedException$,
  PriorityInUseException$,
  ResourceInUseException$,
  RuleNotFoundException$,
  SSLPolicyNotFoundException$,
  SubnetNotFoundException$,
  TargetGroupAssociationLimitException$,
  TargetGroupNotFoundException$,
  TooManyCertificatesException$,
  TooManyListenersException$,
  TooManyRulesException$,
  TooManyLoadBalancersException$,
  TooManyTargetGroupsException$,
  TooManyTargetsException$,
  TooManyTagsException$,
  UnsupportedProtocolException$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Service } from '../../service.js';
import { ignoringBlankTexts } from '../blank-texts.js';
import { listenerAttributeOperations } from './listeners/listener-attributes.js';
import { listenerCertificateOperations } from './listeners/listener-certificates.js';
import { listenerOperations } from './listeners/listeners.js';
import { capacityReservationOperations } from './load-balancers/capacity-reservation.js';
import { loadBalancerAttributeOperations } from './load-balancers/load-balancer-attributes.js';
import { loadBalancerActive, loadBalancerCreationOperations } from './load-balancers/load-balancer-creation.js';
import { interfacesGone } from './load-balancers/load-balancer-network.js';
import { loadBalancerOperations } from './load-balancers/load-balancers.js';
import { ruleOperations } from './listeners/rules.js';
import { sslPolicyOperations } from './listeners/ssl-policies.js';
import { tagOperations } from './tags.js';
import { targetGroupAttributeOperations } from './targets/target-group-attributes.js';
import { targetGroupOperations } from './targets/target-groups.js';
import { targetOperations } from './targets/target-operations.js';
import { checksDecide } from './targets/target-health.js';
import { targetDrained } from './targets/targets.js';
import { taggedResources } from './tagged-resources.js';
import { tagsByArn } from './tags-by-arn.js';

/** Application load balancers. No request passes through them: health follows from what surrounds the targets. */
export const elbv2: Service = {
  id: 'elbv2',
  wire: {
    protocol: 'awsQuery',
    signingName: 'elasticloadbalancing',
    version: '2015-12-01',
    xmlns: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  },
  operations: [
    ...loadBalancerCreationOperations,
    ...loadBalancerOperations,
    ...loadBalancerAttributeOperations,
    ...capacityReservationOperations,
    ...targetGroupOperations,
    ...targetGroupAttributeOperations,
    ...targetOperations,
    ...listenerOperations,
    ...listenerAttributeOperations,
    ...listenerCertificateOperations,
    ...sslPolicyOperations,
    ...ruleOperations,
    ...tagOperations,
  ].map(ignoringBlankTexts),
  errors: [
    CertificateNotFoundException$,
    DuplicateListenerException$,
    DuplicateLoadBalancerNameException$,
    DuplicateTagKeysException$,
    DuplicateTargetGroupNameException$,
    InvalidConfigurationRequestException$,
    InvalidLoadBalancerActionException$,
    InvalidSecurityGroupException$,
    InvalidSubnetException$,
    InvalidTargetException$,
    ListenerNotFoundException$,
    LoadBalancerNotFoundException$,
    OperationNotPermittedException$,
    PriorityInUseException$,
    ResourceInUseException$,
    RuleNotFoundException$,
    SSLPolicyNotFoundException$,
    SubnetNotFoundException$,
    TargetGroupAssociationLimitException$,
    TargetGroupNotFoundException$,
    TooManyCertificatesException$,
    TooManyListenersException$,
    TooManyRulesException$,
    TooManyLoadBalancersException$,
    TooManyTargetGroupsException$,
    TooManyTargetsException$,
    TooManyTagsException$,
    UnsupportedProtocolException$,
  ],
  timers: [loadBalancerActive, interfacesGone, checksDecide, targetDrained],
  tagsByArn,
  taggedResources,
};
