import { namesOfBalancer } from './own-names.js';
import type { Arrow, PictureNode } from './picture.js';
import type { IndexedStep, StepIndex } from './step-index.js';

/** A load balancer of somebody else: what is known of it is its ARN, its VPC, and the listener that has rules of the stack. */

/** Those in a VPC. */
export const sharedBalancersIn = (stack: StepIndex, vpc: IndexedStep): PictureNode[] =>
  stack
    .all('existing-load-balancer')
    .filter((it) => stack.text(it, 'VpcId') === stack.text(vpc, 'VpcId'))
    .map((it) => {
      const name = stack.text(it, 'LoadBalancerArn')?.split('/')[2] ?? '';
      const lines = ['Load balancer', `${name}, of somebody else`, ...namesOfBalancer(stack, it)] as const;
      return { id: it.name, lines: [...lines], tone: 'balancer' };
    });

/** The one that a listener belongs to. */
export const sharedBalancerOf = (stack: StepIndex, listener: IndexedStep): readonly IndexedStep[] =>
  stack
    .all('existing-load-balancer')
    .filter((it) => stack.text(it, 'LoadBalancerArn') === stack.text(listener, 'LoadBalancerArn'));

const clients: PictureNode = {
  id: 'clients that its owner lets in',
  ...{ lines: ['Clients', 'that its owner lets in'], tone: 'plain', shape: 'pill' },
};

/** Who may call it is not looked at. */
export const sharedClients = (
  stack: StepIndex,
): { readonly client: PictureNode; readonly arrows: readonly Arrow[] }[] =>
  stack.all('existing-listener').flatMap((listener) => {
    const port = stack.text(listener, 'Port');
    const label = port === undefined ? {} : { label: [`port ${port}`] };
    return sharedBalancerOf(stack, listener).map(({ name }) => ({
      client: clients,
      arrows: [{ from: clients.id, to: name, tone: 'api', ...label }],
    }));
  });
