import {
  CreateListenerCommand,
  DeleteListenerCommand,
  DescribeListenersCommand,
  ModifyListenerCommand,
  type Action,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { wholeArn } from '../../../src/arn.js';
import { absent, ready, required, resource, step, type OnlyId, type StepOf } from '../../../src/step.js';
import { answerNotFound, forwardTo, plainActions } from '../actions.js';
import type { LoadBalancer } from '../load-balancer/resource.js';
import { pages } from '../../../src/pages.js';
import { pick } from '../../common/pick.js';
import type { TargetGroup } from '../target-group/resource.js';
import { upperTags } from '../../common/tags.js';
import { elbTags, retagElb } from '../tags.js';
import { script } from './script.js';

interface ListenerWant {
  readonly LoadBalancerArn: string;
  readonly Protocol: 'HTTP';
  readonly Port: number;
  readonly DefaultActions: Action[];
}

export const listenerResource = resource({
  type: 'listener',
  lists: { DefaultActions: 'ordered' },
  uses: ['load-balancer', 'target-group'],
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
    const listeners = await pages(async (Marker) => {
      const answer = await cloud.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn, Marker }));
      return { items: answer.Listeners, next: answer.NextMarker };
    });
    const arn = listeners.find((listener) => listener.Port === Port)?.ListenerArn;
    return arn === undefined ? [] : [{ id: arn, tags: await elbTags(cloud, arn) }];
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
      ? `Takes requests at port ${port}, and forwards those that no rule takes to the default service`
      : `Takes requests at port ${port}, and answers 404 to those that no rule takes`,
    want: ({ balancer, group }): ListenerWant => ({
      LoadBalancerArn: balancer,
      Protocol: 'HTTP',
      Port: port,
      DefaultActions: group ? forwardTo(group) : answerNotFound,
    }),
  });
