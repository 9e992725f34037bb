import {
  CreateListenerCommand,
  DeleteListenerCommand,
  DescribeListenersCommand,
  ModifyListenerCommand,
  type Action,
  type Certificate as UsedCertificate,
  type Listener as LiveListener,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { wholeArn } from '../../../src/arn.js';
import {
  absent,
  ready,
  required,
  resource,
  step,
  type Cloud,
  type OnlyId,
  type OnlyToStart,
  type Step,
} from '../../../src/step.js';
import type { Certificate } from '../../acm/certificate/resource.js';
import type { IssuedCertificate } from '../../acm/issued-certificate/resource.js';
import { answerNotFound, forwardTo, plainActions, redirectToHttps } from '../actions.js';
import type { OwnLoadBalancer } from '../load-balancer/resource.js';
import { asListed } from '../../common/listed.js';
import { pick } from '../../common/pick.js';
import type { TargetGroup } from '../target-group/resource.js';
import { upperTags } from '../../common/tags.js';
import { balancerOf, listenersOf, pageOfListeners } from '../lists.js';
import { elbTags, retagElb } from '../tags.js';
import { aliasesToBalancer } from './parts.js';
import { script } from './script.js';
import { tlsPolicy } from './tls-policy.js';

interface ListenerWant {
  readonly LoadBalancerArn: string;
  readonly Protocol: 'HTTP' | 'HTTPS';
  readonly Port: number;
  readonly DefaultActions: Action[];
  /** Of an HTTPS listener only, and so are its certificates. */
  readonly SslPolicy?: string;
  readonly Certificates?: UsedCertificate[];
}

export const listenerResource = resource({
  type: 'listener',
  lists: { DefaultActions: 'ordered', Certificates: 'ordered' },
  uses: ['load-balancer', 'target-group', 'certificate'],
  goesWith: { type: 'load-balancer', member: 'LoadBalancerArn' },
  script,
  fixed: ['LoadBalancerArn'],
  // With the same settings, CreateListener answers with an existing listener, even another owner's: it does not compare
  // tags.
  sameName: 'returns',

  async create({ elbv2, tags }, want: ListenerWant) {
    const made = await elbv2.send(new CreateListenerCommand({ ...want, Tags: upperTags(tags) }));
    return required(made.Listeners?.[0]?.ListenerArn, 'ListenerArn');
  },

  // A load balancer has one listener at a port.
  fromArn: wholeArn('elasticloadbalancing', 'listener/'),
  async find(cloud, { LoadBalancerArn, Port }) {
    const arn = (await listenersOf(cloud, LoadBalancerArn)).find((listener) => listener.Port === Port)?.ListenerArn;
    return arn === undefined ? [] : [{ id: arn, tags: await elbTags(cloud, arn) }];
  },

  async read(cloud, arn) {
    const listener = await listenerAt(cloud, arn);
    if (!listener) return absent;
    return ready({ listenerArn: arn }, liveOf(listener), { tags: await elbTags(cloud, arn) });
  },

  async update({ elbv2 }, ListenerArn, want, changed) {
    await elbv2.send(new ModifyListenerCommand({ ListenerArn, ...pick(want, changed) }));
  },

  parts: aliasesToBalancer,
  retag: retagElb,

  async delete({ elbv2 }, ListenerArn) {
    await elbv2.send(new DeleteListenerCommand({ ListenerArn }));
  },
});

async function listenerAt(cloud: Cloud, arn: string): Promise<LiveListener | undefined> {
  const page = pageOfListeners(cloud, balancerOf(arn));
  const listed = await asListed(cloud, page, ({ ListenerArn }) => ListenerArn === arn);
  if (listed) return listed;
  return (await cloud.elbv2.send(new DescribeListenersCommand({ ListenerArns: [arn] }))).Listeners?.[0];
}

/** One of the stack, or one that exists already. */
export type Listener = Step<unknown, unknown, { readonly listenerArn: string }>;

/** An HTTP listener has neither policy nor certificates: somebody who makes one of an HTTPS listener takes them away. */
const liveOf = (listener: LiveListener): Partial<ListenerWant> => {
  const { LoadBalancerArn, Protocol, Port, DefaultActions, SslPolicy, Certificates } = listener;
  return {
    ...{ LoadBalancerArn, Protocol, Port, DefaultActions: plainActions(DefaultActions), SslPolicy },
    Certificates: Certificates?.map(({ CertificateArn }) => ({ CertificateArn })),
  } as Partial<ListenerWant>;
};

/** What a listener does with requests that no rule takes. */
const toOthers = (group: TargetGroup | undefined): string =>
  group ? 'forwards those that no rule takes to the default service' : 'answers 404 to those that no rule takes';

/**
 * A port that the load balancer takes requests at. Free. It can be made while the load balancer is provisioning, which
 * takes minutes: only its ARN is needed.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
 * @param needs.group where requests go that no rule takes; absent, they are answered with 404
 */
export const listener = (
  name: string,
  needs: { balancer: OnlyId<OwnLoadBalancer>; group?: TargetGroup | undefined },
  { port }: { port: number },
) =>
  step({
    name,
    resource: listenerResource,
    needs,
    why: `Takes requests at port ${port}, and ${toOthers(needs.group)}`,
    want: ({ balancer, group }): ListenerWant => ({
      LoadBalancerArn: balancer,
      Protocol: 'HTTP',
      Port: port,
      DefaultActions: group ? forwardTo(group) : answerNotFound,
    }),
  });

/**
 * A port that the load balancer takes HTTPS requests at. TLS ends here: tasks get plain HTTP. Free.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html
 * @param needs.requested the certificate, where it is the stack's: it goes after the listener
 * @param needs.group where requests go that no rule takes; absent, they are answered with 404
 */
export const httpsListener = (
  name: string,
  needs: {
    balancer: OnlyId<OwnLoadBalancer>;
    certificate: IssuedCertificate;
    requested?: Certificate | undefined;
    group?: TargetGroup | undefined;
  },
  { port }: { port: number },
) =>
  step({
    name,
    resource: listenerResource,
    needs,
    why: `Takes HTTPS requests at port ${port}, and ${toOthers(needs.group)}`,
    want: ({ balancer, certificate, group }): ListenerWant => ({
      LoadBalancerArn: balancer,
      Protocol: 'HTTPS',
      Port: port,
      DefaultActions: group ? forwardTo(group) : answerNotFound,
      SslPolicy: tlsPolicy,
      Certificates: [{ CertificateArn: certificate.certificateArn }],
    }),
  });

/** A port whose requests are sent to HTTPS. @param needs.https takes them there, so it has to be first */
export const redirectListener = (
  name: string,
  needs: { balancer: OnlyId<OwnLoadBalancer>; https: OnlyToStart<Listener> },
  { port, to }: { port: number; to: number },
) =>
  step({
    name,
    resource: listenerResource,
    needs,
    why: `Sends requests at port ${port} on to HTTPS`,
    want: ({ balancer }): ListenerWant => ({
      LoadBalancerArn: balancer,
      Protocol: 'HTTP',
      Port: port,
      DefaultActions: redirectToHttps(to),
    }),
  });
