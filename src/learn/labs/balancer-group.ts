import { SetSecurityGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { elbv2, type Call } from '../call.js';
import type { Found, Lab } from '../lab.js';
import { behindBalancer } from '../stacks.js';
import { everybody, letIn } from './changes.js';

const withGroups = ({ out }: Found, steps: readonly string[]): Call =>
  elbv2(
    new SetSecurityGroupsCommand({
      LoadBalancerArn: out('load-balancer', 'loadBalancerArn'),
      SecurityGroups: steps.map((it) => out(it, 'groupId')),
    }),
  );

export const balancerGroup: Lab = {
  name: 'balancer-group',
  title: 'Nothing answers, and clients wait until they give up',
  topic: 'security groups',
  difficulty: 'medium',
  story:
    'A colleague wanted to give the service web another security group in the console, and was on the page of the load ' +
    'balancer. The shop’s address still resolves. No client gets a connection.',
  config: behindBalancer,
  requests: [
    { method: 'GET', path: '/', service: 'web' },
    { method: 'GET', path: '/items', service: 'items' },
  ],
  breakage: { calls: [(found) => [withGroups(found, ['web-security-group'])]] },
  hints: [
    'There is no status at all. So not even the load balancer has got the request.',
    'Its name resolves, and it is active. Look at what stands before it: its subnets’ routes, and its security groups.',
    'aws elbv2 describe-load-balancers shows which security groups it has. Compare that with what these groups let in.',
    'The load balancer has the group of web, which lets in the load balancer’s own group alone. Give it its own group again.',
  ],
  repairs: [
    { says: 'Run `provision up`: it gives the load balancer the group that the stack made for it', edits: [] },
    {
      says: 'Set the load balancer’s own group',
      calls: [(found) => [withGroups(found, ['load-balancer-security-group'])]],
    },
    {
      says: 'Give it both groups: all of their rules count together',
      calls: [(found) => [withGroups(found, ['load-balancer-security-group', 'web-security-group'])]],
    },
  ],
  hiding: [
    {
      says: 'Let everybody into the group of the tasks, which the load balancer has now',
      calls: [
        ({ out }) => {
          const [web, items] = [out('web-security-group', 'groupId'), out('items-security-group', 'groupId')];
          const balancer = { GroupId: web };
          return [letIn(web, 80, { CidrIp: everybody }), letIn(web, 80, balancer), letIn(items, 80, balancer)];
        },
      ],
    },
  ],
  lesson:
    'Two groups stand on the way through a load balancer. Its own lets the internet in, and the one of the tasks lets in ' +
    'the load balancer’s group. With one group for both, either the internet is let in to the tasks, or nobody to the load ' +
    'balancer. A client that gets no connection sees nothing until it gives up: a security group drops packets and does ' +
    'not answer.',
  sources: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html',
  ],
  explain: ['load-balancer', 'security-group'],
};
