import {
  CreateListenerCommand,
  DeleteListenerCommand,
  DescribeListenersCommand,
  ModifyListenerCommand,
  type Action,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { absent, ready, required, resource, step, type OnlyId, type StepOf } from '../src/step.js';
import { elbTags } from './elb-tags.js';
import { answerNotFound, forwardTo, plainActions } from './listener-actions.js';
import type { LoadBalancer } from './load-balancer.js';
import { pages } from './pages.js';
import { pick } from './pick.js';
import { retagElb } from './retag.js';
import { upperTags } from './tags.js';
import type { TargetGroup } from './target-group.js';

interface ListenerWant {
  readonly LoadBalancerArn: string;
  readonly Protocol: 'HTTP';
  readonly Port: number;
  readonly DefaultActions: Action[];
}

export const listenerResource = resource({
  type: 'listener',
  fixed: ['LoadBalancerArn'],
  // The same again gives what is there, whoever made it: tags are not compared.
  sameName: 'returns',

  async create({ elbv2, tags }, want: ListenerWant) {
    const made = await elbv2.send(new CreateListenerCommand({ ...want, Tags: upperTags(tags) }));
    return required(made.Listeners?.[0]?.ListenerArn, 'ListenerArn');
  },

  // A load balancer has one listener at a port.
  async find(cloud, { LoadBalancerArn, Port }) {
    const listeners = await pages(async (Marker) => {
      const answer = await cloud.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn, Marker }));
      return { items: answer.Listeners, next: answer.NextMarker };
    });
    const arn = listeners.find((listener) => listener.Port === Port)?.ListenerArn;
    return arn === undefined ? undefined : { id: arn, tags: await elbTags(cloud, arn) };
  },

  async read(cloud, arn) {
    const { Listeners: [listener] = [] } = await cloud.elbv2.send(
      new DescribeListenersCommand({ ListenerArns: [arn] }),
    );
    if (!listener) return absent;
    const { LoadBalancerArn, Port, DefaultActions } = listener;
    const live = { LoadBalancerArn, Port, DefaultActions: plainActions(DefaultActions) };
    return ready({ listenerArn: arn }, live, { tags: await elbTags(cloud, arn) });
  },

  async update({ elbv2 }, ListenerArn, want, changed) {
    await elbv2.send(new ModifyListenerCommand({ ListenerArn, ...pick(want, changed) }));
  },

  retag: retagElb,

  async delete({ elbv2 }, ListenerArn) {
    await elbv2.send(new DeleteListenerCommand({ ListenerArn }));
  },
});
export type Listener = StepOf<typeof listenerResource>;

/**
 * A port that the load balancer takes requests at. Free. It can be made while the load balancer is provisioning, which
 * takes minutes: only its ARN is needed.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
 * @param needs.group where requests go that no rule takes; absent, they are answered with 404
 */
export const listener = (
  name: string,
  needs: { balancer: OnlyId<LoadBalancer>; group?: TargetGroup | undefined },
  { port }: { port: number },
) =>
  step({
    name,
    resource: listenerResource,
    needs,
    why: needs.group
      ? `Takes requests at port ${port}, and sends on those that no rule takes`
      : `Takes requests at port ${port}, and answers 404 to those that no rule takes`,
    want: ({ balancer, group }): ListenerWant => ({
      LoadBalancerArn: balancer,
      Protocol: 'HTTP',
      Port: port,
      DefaultActions: group ? forwardTo(group.targetGroupArn) : answerNotFound,
    }),
  });
