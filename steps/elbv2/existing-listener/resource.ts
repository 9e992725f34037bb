import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  LoadBalancerNotFoundException,
  type Listener as LiveListener,
  type Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { takesAllOf } from '../../../src/config/rule-conditions.js';
import { conditionsIn, describedConditions, type Condition } from '../../../src/listener-conditions.js';
import { by } from '../../../src/list-rules.js';
import { choosePriorities, freeNumbers, type WantedPriority } from '../../../src/listener-priorities.js';
import { absent, broken, ready, required, resource, step, type Cloud, type StepOf } from '../../../src/step.js';
import { idSet, type IdSet } from '../../common/id-set.js';
import { isOfStack } from '../../common/tags.js';
import { tagsOfAll } from '../tags.js';
import { listenersOf, rulesOf } from '../lists.js';
import { uncoveredNames } from './certificates.js';

/** A rule of the stack, by the name of its step. */
interface WantedRule extends WantedPriority {
  readonly conditions: readonly (Omit<Condition, 'values'> & { readonly values: IdSet })[];
}

interface ExistingListenerWant {
  readonly LoadBalancerArn: string;
  /** Absent: 443 if there is one, else 80. */
  readonly Port?: number;
  /** Names of the stack are called over HTTPS, and HTTP/2 and gRPC are sent on from there alone. */
  readonly IsHttps: boolean;
  /** Its certificates must be for these. */
  readonly Names: IdSet;
  readonly Rules: { readonly [step: string]: WantedRule };
}

export const existingListenerResource = resource({
  type: 'existing-listener',
  lookup: true,
  lists: { 'Rules.*': by('field', 'name') },
  fixed: ['LoadBalancerArn', 'Port', 'IsHttps', 'Names', 'Rules'],

  async create(cloud, want: ExistingListenerWant) {
    const listeners = await listenersAt(cloud, want.LoadBalancerArn);
    // Where the load balancer is not there, its own lookup says so.
    if (!listeners) return { ...want, ListenerArn: '', priorities: {} };
    const listener = chosen(listeners, want);
    const refused = await problemWith(cloud, listener, want);
    if (refused !== undefined) throw new Error(refused);
    const ListenerArn = required(listener.ListenerArn, 'ListenerArn');
    const { ours, others } = await rulesAt(cloud, ListenerArn);
    const priorities = choosePriorities(want.Rules, { ours, others: new Set(numbersOf(others)) });
    return { ...want, ListenerArn, priorities };
  },

  async find() {
    return [];
  },

  // It is read in every run: its owner may have changed it, and somebody else may have taken a priority.
  async read(cloud, { ListenerArn, priorities, ...want }) {
    if (ListenerArn === '') return absent;
    const { Listeners: [listener] = [] } = await cloud.elbv2.send(
      new DescribeListenersCommand({ ListenerArns: [ListenerArn] }),
    );
    const live = required(listener, 'the listener');
    const refused = await problemWith(cloud, live, want);
    if (refused !== undefined) return broken(refused);
    const { others } = await rulesAt(cloud, ListenerArn);
    const taken = numbersOf(others);
    const note = hidden(want.Rules, priorities, others);
    const { Protocol: protocol = '', Port: port = 0 } = live;
    const dnsName = await dnsNameOf(cloud, want.LoadBalancerArn);
    return ready(
      { listenerArn: ListenerArn, protocol, port, dnsName, priorities, taken },
      { ...want, Rules: stillWithTheirs(want.Rules, priorities, taken) },
      note === undefined ? {} : { note },
    );
  },

  async delete() {},
});
export type ExistingListener = StepOf<typeof existingListenerResource>;

async function listenersAt(cloud: Cloud, loadBalancerArn: string): Promise<readonly LiveListener[] | undefined> {
  return listenersOf(cloud, loadBalancerArn).catch((error: unknown) => {
    if (error instanceof LoadBalancerNotFoundException) return undefined;
    throw error;
  });
}

async function dnsNameOf({ elbv2 }: Cloud, LoadBalancerArn: string): Promise<string> {
  const answer = await elbv2.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [LoadBalancerArn] }));
  return required(answer.LoadBalancers?.[0]?.DNSName, 'DNSName');
}

/** @throws Error where there is none at that port */
function chosen(listeners: readonly LiveListener[], { LoadBalancerArn, Port }: ExistingListenerWant): LiveListener {
  const at = (port: number) => listeners.find((it) => it.Port === port);
  const found = Port === undefined ? (at(443) ?? at(80)) : at(Port);
  if (found) return found;
  const asked = Port === undefined ? 'at port 443 or 80' : `at port ${Port}`;
  const there = listeners.map((it) => `${it.Port}`).join(', ');
  throw new Error(
    `${LoadBalancerArn} has no listener ${asked}, and gets none from here: ` +
      (there ? `name one that it has, as in \`listener: ${listeners[0]?.Port}\`: ${there}` : 'it has none at all'),
  );
}

async function problemWith(
  cloud: Cloud,
  listener: LiveListener,
  want: ExistingListenerWant,
): Promise<string | undefined> {
  const { Protocol, Port, ListenerArn = '' } = listener;
  const names = Object.keys(want.Names);
  if (want.IsHttps && Protocol !== 'HTTPS')
    return names.length > 0
      ? `the listener at port ${Port} speaks ${Protocol}, and names are called over HTTPS: name one that does, as in \`listener: 443\`, or remove \`ingress.domain\``
      : `the listener at port ${Port} speaks ${Protocol}, and HTTP/2 and gRPC are sent on from HTTPS alone: name one that does, as in \`listener: 443\``;
  const left = names.length > 0 ? await uncoveredNames(cloud, ListenerArn, names) : [];
  if (left.length === 0) return undefined;
  return (
    `no certificate of the listener at port ${Port} is for ${left.join(', ')}. It is not ours to change; whoever owns it can: ` +
    `aws elbv2 add-listener-certificates --listener-arn ${ListenerArn} --certificates CertificateArn=ARN of one that is`
  );
}

/** The rules of the listener: those of this stack, each by the step that has made it, and those of others. */
async function rulesAt(cloud: Cloud, listenerArn: string) {
  const rules = (await rulesOf(cloud, listenerArn)).filter(({ IsDefault }) => IsDefault !== true);
  const tags = await tagsOfAll(
    cloud,
    rules.map(({ RuleArn = '' }) => RuleArn),
  );
  const isOwn = ({ RuleArn = '' }: Rule) =>
    tags.get(RuleArn)?.['provision:stack'] !== undefined && isOfStack(cloud, tags.get(RuleArn));
  const ours = rules.filter(isOwn).map((it) => {
    const { 'provision:step': name = '' } = tags.get(it.RuleArn ?? '') ?? {};
    return [name, Number(it.Priority)] as const;
  });
  return { ours: new Map(ours), others: rules.filter((it) => !isOwn(it)) };
}

const numbersOf = (rules: readonly Rule[]): number[] =>
  rules.map(({ Priority }) => Number(Priority)).sort((a, b) => a - b);

/** Without those whose priority is somebody else's by now: another one is chosen for them. */
const stillWithTheirs = (
  rules: ExistingListenerWant['Rules'],
  priorities: { readonly [step: string]: number },
  taken: readonly number[],
): ExistingListenerWant['Rules'] =>
  Object.fromEntries(Object.entries(rules).filter(([step]) => !taken.includes(priorities[step] ?? 0)));

/** A rule that gets no request, because one of somebody else takes all of them first. */
function hidden(
  wanted: ExistingListenerWant['Rules'],
  priorities: { readonly [step: string]: number },
  others: readonly Rule[],
): string | undefined {
  const taking = others.flatMap(({ Priority, Conditions = [] }) => {
    const conditions = conditionsIn(Conditions);
    return conditions ? [{ priority: Number(Priority), conditions }] : [];
  });
  const [first] = Object.entries(wanted).flatMap(([name, rule]) => {
    const conditions = rule.conditions.map((it) => ({ ...it, values: Object.keys(it.values) }));
    const own = priorities[name] ?? 0;
    const before = taking.find((it) => it.priority < own && takesAllOf(it.conditions, conditions));
    return before ? [{ name, conditions, before: before.priority }] : [];
  });
  return (
    first &&
    `no request comes to ${first.name}: a rule of somebody else, with the priority ${first.before}, takes all of ` +
      `${describedConditions(first.conditions)} before it. Say a priority for it, such as ${freeNumbers(numbersOf(others), first.before)}`
  );
}

/**
 * A listener that exists already. It is never changed: rules of the stack are put into it, with priorities that nobody has.
 * @param options.port 443 if there is one, else 80, where it is not said
 * @param options.names its certificates must be for these
 * @param options.rules those that the stack puts into it
 */
export const existingListener = (
  name: string,
  options: {
    readonly loadBalancerArn: string;
    readonly port: number | undefined;
    readonly isHttps: boolean;
    readonly names: readonly string[];
    readonly rules: {
      readonly [step: string]: WantedPriority & { readonly conditions: readonly Condition[] };
    };
  },
) =>
  step({
    name,
    resource: existingListenerResource,
    needs: {},
    why: 'The listener of the existing load balancer; rules are put into it, and it is never changed',
    want: (): ExistingListenerWant => ({
      LoadBalancerArn: options.loadBalancerArn,
      ...(options.port !== undefined && { Port: options.port }),
      IsHttps: options.isHttps,
      Names: idSet(options.names),
      Rules: Object.fromEntries(
        Object.entries(options.rules).map(([step, { conditions, ...rule }]) => [
          step,
          { ...rule, conditions: conditions.map((it) => ({ ...it, values: idSet(it.values) })) },
        ]),
      ),
    }),
  });
