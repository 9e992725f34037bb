import { isDeepStrictEqual } from 'node:util';
import {
  CreateListenerCommand,
  DeleteListenerCommand,
  DescribeListenersCommand,
  ModifyListenerCommand,
  type Action,
  type CreateListenerInput,
  type Listener,
  type ModifyListenerInput,
  type ProtocolEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { refuseBeyond } from '../../../quotas.js';
import { AwsError, on, type Context } from '../../../service.js';
import { checkedActions, refuseVersions } from './actions.js';
import { newListenerArn, newRuleArn } from '../arns.js';
import { removeListener } from './listener-removal.js';
import { certificatesOf, checkedTls, noteUses } from './tls.js';
import { listener, loadBalancer, existingRows, existingRow } from '../resource-kinds.js';
import { markedPage, refuseOtherMembers, required, validationError, within } from '../refusals.js';
import { listeners, rules, type ListenerRow, type RuleRow } from '../tables.js';
import { checkedTags } from '../tags.js';
import { updateAllTargetHealth } from '../targets/target-health.js';

export const listenerOperations = [
  /**
   * Needs the load balancer's ARN only: it may still be provisioning. The same again gives what is there.
   * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html
   */
  on(CreateListenerCommand, (input, context) => {
    const row = create(context, input);
    updateAllTargetHealth(context);
    return { Listeners: [shown(context, row)] };
  }),

  on(DescribeListenersCommand, (input, context) => {
    const { ListenerArns: arns, LoadBalancerArn } = input;
    if (!arns?.length === !LoadBalancerArn)
      throw validationError('You must specify either listener ARNs or a load balancer ARN');
    const rows = arns?.length ? existingRows(context, listener, arns) : ofBalancer(context, LoadBalancerArn);
    const { items, more } = markedPage(rows, (row) => row.listener.ListenerArn, input);
    return { Listeners: items.map((row) => shown(context, row)), ...more };
  }),

  on(ModifyListenerCommand, (input, context) => {
    const row = existingRow(context, listener, input.ListenerArn);
    modify(context, row, input);
    updateAllTargetHealth(context);
    return { Listeners: [shown(context, row)] };
  }),

  on(DeleteListenerCommand, (input, context) => {
    removeListener(context, existingRow(context, listener, input.ListenerArn).listener.ListenerArn);
    updateAllTargetHealth(context);
    return {};
  }),
];

/** What the sandbox has not: other kinds of load balancers, and certificates of clients. */
const others = ['AlpnPolicy', 'MutualAuthentication'] as const;

function create(context: Context, input: CreateListenerInput): ListenerRow {
  const balancer = existingRow(context, loadBalancer, input.LoadBalancerArn);
  refuseOtherMembers(input, others);
  const { LoadBalancerArn } = balancer.balancer;
  const Protocol = checkedProtocol(required(input.Protocol, 'Protocol'));
  const Port = within(required(input.Port, 'Port'), [1, 65_535], 'Port');
  const tls = checkedTls(context, Protocol, input);
  const actions = checkedActions(context, required(input.DefaultActions, 'DefaultActions'), balancer, Protocol);
  const tags = checkedTags(input.Tags);
  const existing = atPort(context, LoadBalancerArn, Port);
  if (existing && isTheSame(context, existing, { Protocol, ...tls, actions })) return existing;
  if (existing) throw duplicate(LoadBalancerArn);
  const exceeded = (quota: number) => `The load balancer '${LoadBalancerArn}' has ${quota} listeners already`;
  refuseBeyond(context, 'listeners', ofBalancer(context, LoadBalancerArn).length + 1, exceeded);
  const ListenerArn = newListenerArn(context, LoadBalancerArn);
  const row = { listener: { ListenerArn, LoadBalancerArn, Port, Protocol, ...tls }, tags };
  listeners(context).set(ListenerArn, row);
  noteUses(context, LoadBalancerArn, []);
  const rule = { RuleArn: newRuleArn(context, ListenerArn), Priority: 'default', Conditions: [], IsDefault: true };
  rules(context).set(rule.RuleArn, { rule: { ...rule, Actions: actions }, listenerArn: ListenerArn, tags: [] });
  return row;
}

function modify(context: Context, row: ListenerRow, input: ModifyListenerInput): void {
  refuseOtherMembers(input, others);
  const { LoadBalancerArn } = row.listener;
  const balancer = existingRow(context, loadBalancer, LoadBalancerArn);
  const Protocol = checkedProtocol(input.Protocol ?? row.listener.Protocol);
  const Port = within(input.Port ?? row.listener.Port, [1, 65_535], 'Port');
  const { SslPolicy, Certificates, ...rest } = row.listener;
  const tls = checkedTls(context, Protocol, input, { SslPolicy, Certificates });
  const actions =
    input.DefaultActions &&
    checkedActions(context, input.DefaultActions, balancer, Protocol, defaultRule(context, row));
  for (const { rule } of rules(context).all(({ listenerArn }) => listenerArn === row.listener.ListenerArn))
    if (!actions || !rule.IsDefault) refuseVersions(context, rule.Actions, Protocol);
  if ((atPort(context, LoadBalancerArn, Port) ?? row) !== row) throw duplicate(LoadBalancerArn);
  const before = certificatesOf(row);
  row.listener = { ...rest, Protocol, Port, ...tls };
  if (!tls) delete row.certificates;
  noteUses(context, LoadBalancerArn, before);
  if (actions) defaultRule(context, row).rule.Actions = actions;
}

/** Whether a create asks for what is there. Tags are not compared. */
function isTheSame(
  context: Context,
  row: ListenerRow,
  { actions, ...wanted }: Pick<Listener, 'Protocol' | 'SslPolicy' | 'Certificates'> & { readonly actions: Action[] },
): boolean {
  const { Protocol, SslPolicy, Certificates } = row.listener;
  const { SslPolicy: policy, Certificates: certificates } = wanted;
  const own = [Protocol, SslPolicy, Certificates, defaultRule(context, row).rule.Actions];
  return isDeepStrictEqual(own, [wanted.Protocol, policy, certificates, actions]);
}

/**
 * Seen in hashicorp/terraform #18126 and alphagov/gsp #351.
 * @throws AwsError `ValidationError` for what only other kinds of load balancers listen to
 */
function checkedProtocol(protocol: ProtocolEnum): ProtocolEnum {
  if (protocol !== 'HTTP' && protocol !== 'HTTPS')
    throw validationError(`Listener protocol '${protocol}' must be one of 'HTTP, HTTPS'`);
  return protocol;
}

const duplicate = (loadBalancerArn: string) =>
  new AwsError(
    'DuplicateListenerException',
    `A listener already exists on this port for this load balancer '${loadBalancerArn}'`,
  );

/** @throws AwsError `LoadBalancerNotFoundException` */
function ofBalancer(context: Context, arn: string | undefined): ListenerRow[] {
  const { LoadBalancerArn } = existingRow(context, loadBalancer, arn).balancer;
  return listeners(context).all((row) => row.listener.LoadBalancerArn === LoadBalancerArn);
}

const atPort = (context: Context, loadBalancerArn: string, port: number): ListenerRow | undefined =>
  ofBalancer(context, loadBalancerArn).find((row) => row.listener.Port === port);

function defaultRule(context: Context, { listener: { ListenerArn } }: ListenerRow): RuleRow {
  const row = rules(context).find(({ rule, listenerArn }) => rule.IsDefault && listenerArn === ListenerArn);
  if (!row) throw new Error(`${ListenerArn} has lost its default rule`);
  return row;
}

const shown = (context: Context, row: ListenerRow): Listener =>
  structuredClone({ ...row.listener, DefaultActions: defaultRule(context, row).rule.Actions });
