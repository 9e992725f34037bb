import { awsNames } from '../aws-names.js';
import type { Path } from '../member-path.js';
import { plainText } from '../../plain-text.js';
import type { Target } from './draft.js';
import { within, type Value } from './source.js';
import { networkAround } from './subnets.js';

/**
 * A load balancer that is imported: by its ARN, or by its name, from which its ARN does not follow. What is for all requests
 * has to be told from what others have at it, by a name.
 */
export function importedBalancer(root: Value, target: Target): void {
  const http = within(root, 'http');
  const alb = within(http, 'alb');
  if (alb.value === undefined) return;
  const at: Path = ['ingress', 'loadBalancer', 'arn'];
  const { top } = target.draft;
  if (top.schema(...at) === undefined) return target.unknown(alb);
  const arn = plainText(alb.value);
  if (awsNames.loadBalancerArn.objection(arn) !== undefined)
    return target.leave(alb, {
      because: 'a name does not tell the ARN',
      instead: 'write its ARN: `ingress.loadBalancer.arn`, with `network.existing`',
    });
  const takesAll = /^\/?$/.test(plainText(within(http, 'path').value));
  if (takesAll && within(http, 'alias').value === undefined)
    return target.leave(alb, {
      because: 'a rule for all requests would take those of others that share it',
      instead: 'write a `host` into the rule, and `ingress.loadBalancer.arn`, with `network.existing`',
    });
  const [given] = target.draft.within(at);
  if (given?.value === arn) return top.hold(alb);
  top.put(at, arn, alb);
  const isPrivate = plainText(within(within(within(root, 'network'), 'vpc'), 'placement').value) === 'private';
  networkAround(target, isPrivate ? 'private' : 'public');
}
