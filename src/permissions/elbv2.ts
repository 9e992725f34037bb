import type * as Elb from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  onResource,
  readOnly,
  requestTags,
  resourceTags,
  tagsFrom,
  texts,
  type RequiredPermission,
  type Rule,
  type Rules,
  type PermissionContext,
} from './required-permission.js';
import { linking } from './roles.js';

const arn = ({ partition, region, account }: PermissionContext, rest: string): string =>
  `arn:${partition}:elasticloadbalancing:${region}:${account}:${rest}`;

/** What AWS chooses comes behind the name: `targetgroup/my-targets/*`, `listener/app/my-balancer/*`. */
const pattern = (arn: string): string =>
  arn.replace(/:((?:loadbalancer|listener|listener-rule)\/\w+\/[^/]+|targetgroup\/[^/]+)\/.*$/, ':$1/*');

/** The same in a load balancer or listener of somebody else: that one alone, and not all of its name. */
const patternInside = (context: PermissionContext, arn: string): string =>
  context.tagsOf(arn)['provision:stack'] === undefined
    ? arn.replace(/:(listener\/\w+\/[^/]+\/[^/]+)\/.*$/, ':$1/*')
    : pattern(arn);

const demandOn = (operation: string, around: PermissionContext, arn: string): RequiredPermission =>
  onResource(`elasticloadbalancing:${operation}`, arn, resourceTags(around.tagsOf(arn)), pattern(arn));

const on =
  <Input extends object>(member: keyof Input & string): Rule<Input> =>
  ({ operation, input, context }) =>
    texts(input[member]).map((it) => demandOn(operation, context, it));

/**
 * Tags on something new.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/tagging-resources-during-creation.html
 */
const tagging = (operation: string, resource: string, tags: readonly Elb.Tag[] = []): RequiredPermission[] =>
  tags.length === 0
    ? []
    : [
        onResource('elasticloadbalancing:AddTags', resource, {
          ...requestTags(tagsFrom(tags)),
          'elasticloadbalancing:CreateAction': operation,
        }),
      ];

function makes(operation: string, resource: string, tags: readonly Elb.Tag[] = []): RequiredPermission[] {
  return [
    onResource(`elasticloadbalancing:${operation}`, resource, requestTags(tagsFrom(tags))),
    ...tagging(operation, resource, tags),
  ];
}

const createsLoadBalancer: Rule<Elb.CreateLoadBalancerInput> = ({ operation, input, context }) => [
  ...makes(operation, arn(context, `loadbalancer/${kind(input.Type)}/${input.Name}/*`), input.Tags),
  ...linking(context, 'elasticloadbalancing.amazonaws.com'),
];
const kind = (type: string = 'application'): string => ({ network: 'net', gateway: 'gwy' })[type] ?? 'app';

const createsTargetGroup: Rule<Elb.CreateTargetGroupInput> = ({ operation, input, context }) =>
  makes(operation, arn(context, `targetgroup/${input.Name}/*`), input.Tags);

/** A listener is made in its load balancer, a rule in its listener: that is asked for; the tags are on the new one. */
const createsIn =
  <Input extends { readonly Tags?: Elb.Tag[] | undefined }>(
    member: keyof Input & string,
    from: string,
    to: string,
  ): Rule<Input> =>
  ({ operation, input, context }) =>
    texts(input[member]).flatMap((outer) => {
      const tags = requestTags(tagsFrom(input.Tags));
      const inside = { ...demandOn(operation, context, outer), pattern: patternInside(context, outer) };
      return [
        { ...inside, keys: { ...inside.keys, ...tags } },
        ...tagging(operation, inside.pattern.replace(`:${from}/`, `:${to}/`), input.Tags),
      ];
    });

const setsPriorities: Rule<Elb.SetRulePrioritiesInput> = ({ operation, input, context }) =>
  (input.RulePriorities ?? []).flatMap(({ RuleArn }) => texts(RuleArn).map((it) => demandOn(operation, context, it)));

const retags: Rule<Elb.AddTagsInput | Elb.RemoveTagsInput> = ({ operation, input, context }) =>
  texts(input.ResourceArns).map((it) => {
    const itself = demandOn(operation, context, it);
    return { ...itself, keys: { ...itself.keys, ...requestTags(tagsFrom('Tags' in input ? input.Tags : [])) } };
  });

const looks = readOnly('elasticloadbalancing');

/**
 * Elastic Load Balancing V2.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 */
export const elbv2: Rules = {
  AddTags: retags,
  CreateListener: createsIn<Elb.CreateListenerInput>('LoadBalancerArn', 'loadbalancer', 'listener'),
  CreateLoadBalancer: createsLoadBalancer,
  CreateRule: createsIn<Elb.CreateRuleInput>('ListenerArn', 'listener', 'listener-rule'),
  CreateTargetGroup: createsTargetGroup,
  DeleteListener: on<Elb.DeleteListenerInput>('ListenerArn'),
  DeleteLoadBalancer: on<Elb.DeleteLoadBalancerInput>('LoadBalancerArn'),
  DeleteRule: on<Elb.DeleteRuleInput>('RuleArn'),
  DeleteTargetGroup: on<Elb.DeleteTargetGroupInput>('TargetGroupArn'),
  DescribeCapacityReservation: looks,
  DescribeListenerAttributes: looks,
  DescribeListenerCertificates: looks,
  DescribeListeners: looks,
  DescribeLoadBalancerAttributes: looks,
  DescribeLoadBalancers: looks,
  DescribeRules: looks,
  DescribeTags: looks,
  DescribeTargetGroupAttributes: looks,
  DescribeTargetGroups: looks,
  DescribeTargetHealth: looks,
  ModifyListenerAttributes: on<Elb.ModifyListenerAttributesInput>('ListenerArn'),
  ModifyListener: on<Elb.ModifyListenerInput>('ListenerArn'),
  ModifyLoadBalancerAttributes: on<Elb.ModifyLoadBalancerAttributesInput>('LoadBalancerArn'),
  ModifyRule: on<Elb.ModifyRuleInput>('RuleArn'),
  ModifyTargetGroup: on<Elb.ModifyTargetGroupInput>('TargetGroupArn'),
  ModifyTargetGroupAttributes: on<Elb.ModifyTargetGroupAttributesInput>('TargetGroupArn'),
  RemoveTags: retags,
  SetRulePriorities: setsPriorities,
  SetSecurityGroups: on<Elb.SetSecurityGroupsInput>('LoadBalancerArn'),
  SetSubnets: on<Elb.SetSubnetsInput>('LoadBalancerArn'),
};
