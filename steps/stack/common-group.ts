import { hasCommonGroup } from '../../src/config/common-group.js';
import type { Config } from '../../src/config/schema.js';
import type { Step } from '../../src/step.js';
import { securityGroupRule } from '../ec2/security-group-rule/resource.js';
import { securityGroup, type SecurityGroup } from '../ec2/security-group/resource.js';
import type { Network } from './network-parts.js';

/** The network, with the group that all tasks bear, where there are so many of them that each cannot have a rule of its own. */
export function withCommonGroup(config: Config, net: Network): Network {
  if (!hasCommonGroup(config)) return net;
  const common = securityGroup(
    'tasks-security-group',
    { vpc: net.vpc },
    { groupName: `${config.name}-tasks`, description: 'Borne by all tasks', egress: 'none' },
  );
  return { ...net, common, steps: [...net.steps, common] };
}

/** More ports than that are let out to by one rule for all. What each task lets in says its port in any case. */
const mostPorts = 8;

/**
 * Lets what sends requests out to all tasks. The groups of the tasks themselves say who gets in, and where, so that no more is open
 * than with a rule for each.
 * @param from what sends them, as the names of steps begin and as people call it
 */
export function rulesToTasks(
  from: { readonly step: string; readonly words: string; readonly group: SecurityGroup },
  common: SecurityGroup,
  ports: readonly number[],
): Step[] {
  const { step, words, group } = from;
  const different = [...new Set(ports)].toSorted((a, b) => a - b);
  const ruled = different.length > mostPorts ? (['all'] as const) : different;
  return ruled.map((port) => {
    const where = port === 'all' ? 'at any port' : `at port ${port}`;
    return securityGroupRule(
      `${step}-egress-to-tasks${port === 'all' ? '' : `-${port}`}`,
      { group, peer: common },
      { direction: 'egress', port, why: `Lets ${words} out to the tasks, ${where}; their own groups say who gets in` },
    );
  });
}
