import {
  CreateRuleCommand,
  DeleteRuleCommand,
  SetRulePrioritiesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { elbv2 } from '../call.js';
import type { Found, Lab } from '../lab.js';
import { behindBalancer } from '../stacks.js';

const broad = 5;
const ruleOf = ({ facts }: Found): string =>
  facts.loadBalancers
    .flatMap(({ listeners }) => listeners.flatMap(({ rules }) => rules))
    .find(({ Priority }) => Priority === String(broad))?.RuleArn ?? '';

export const ruleOrder: Lab = {
  name: 'rule-order',
  title: 'A new rule of the load balancer takes the requests of another one',
  topic: 'load balancing',
  difficulty: 'easy',
  story:
    'Somebody has added a rule to the listener "so that all the rest goes to web". Since then web gets the requests for ' +
    '/items, too, and does not know what to do with them.',
  config: behindBalancer,
  requests: [
    { method: 'GET', path: '/', service: 'web' },
    { method: 'GET', path: '/items/7', service: 'items' },
  ],
  breakage: {
    calls: [
      ({ out }) => [
        elbv2(
          new CreateRuleCommand({
            ...{ ListenerArn: out('listener', 'listenerArn'), Priority: broad },
            Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }],
            Actions: [{ Type: 'forward', TargetGroupArn: out('web-target-group', 'targetGroupArn') }],
          }),
        ),
      ],
    ],
  },
  hints: [
    'The requests arrive, at the wrong service. So look at where the load balancer decides between the two.',
    'Rules of a listener have priorities: aws elbv2 describe-rules. Which one is tried first?',
    'Of all rules that fit, the one with the lowest number wins. The default rule comes last, whatever else there is.',
    'The rule with priority 5 fits every path. Delete it, or let it come after the one of items.',
  ],
  repairs: [
    {
      says: 'Delete the rule: the default one leads to web anyway',
      calls: [(found) => [elbv2(new DeleteRuleCommand({ RuleArn: ruleOf(found) }))]],
    },
    {
      says: 'Let it come after the rule of items',
      calls: [
        (found) => [
          elbv2(new SetRulePrioritiesCommand({ RulePriorities: [{ RuleArn: ruleOf(found), Priority: 500 }] })),
        ],
      ],
    },
    {
      says: 'Have the config put the rule of items first',
      edits: [{ from: 'priority: 10', to: 'priority: 1' }],
    },
  ],
  hiding: [
    {
      says: 'Answer requests for items with a fixed response',
      calls: [
        ({ out }) => [
          elbv2(
            new CreateRuleCommand({
              ...{ ListenerArn: out('listener', 'listenerArn'), Priority: 1 },
              Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/items*'] } }],
              Actions: [
                {
                  Type: 'fixed-response',
                  FixedResponseConfig: { StatusCode: '200', ContentType: 'text/plain', MessageBody: 'Soon' },
                },
              ],
            }),
          ),
        ],
      ],
    },
  ],
  lesson:
    'A listener tries its rules from the lowest priority up and takes the first that fits. A broad pattern with a low number ' +
    'takes what narrower rules behind it were for. What is left over belongs into the default rule, which always comes last ' +
    'and has no number.',
  sources: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html'],
  explain: ['listener-rule', 'listener'],
};
