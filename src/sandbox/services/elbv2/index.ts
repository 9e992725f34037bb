import {
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
  SubnetNotFoundException$,
  TargetGroupAssociationLimitException$,
  TargetGroupNotFoundException$,
  TooManyListenersException$,
  TooManyRulesException$,
  TooManyTagsException$,
  UnsupportedProtocolException$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Service } from '../../service.js';
import { listenerOperations } from './listeners.js';
import { loadBalancerAttributeOperations } from './load-balancer-attributes.js';
import { loadBalancerActive, loadBalancerCreationOperations } from './load-balancer-creation.js';
import { interfacesGone } from './load-balancer-network.js';
import { loadBalancerOperations } from './load-balancers.js';
import { ruleOperations } from './rules.js';
import { tagOperations } from './tags.js';
import { targetGroupAttributeOperations } from './target-group-attributes.js';
import { targetGroupOperations } from './target-groups.js';
import { targetOperations } from './target-operations.js';
import { checksDecide } from './target-health.js';
import { targetDrained } from './targets.js';

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
    ...targetGroupOperations,
    ...targetGroupAttributeOperations,
    ...targetOperations,
    ...listenerOperations,
    ...ruleOperations,
    ...tagOperations,
  ],
  errors: [
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
    SubnetNotFoundException$,
    TargetGroupAssociationLimitException$,
    TargetGroupNotFoundException$,
    TooManyListenersException$,
    TooManyRulesException$,
    TooManyTagsException$,
    UnsupportedProtocolException$,
  ],
  timers: [loadBalancerActive, interfacesGone, checksDecide, targetDrained],
};
