import { DescribeSecurityGroupRulesCommand } from '@aws-sdk/client-ec2';
import { expect } from '@jest/globals';
import { readRecorded } from '../../src/commands/trace/read-recorded.js';
import { mostRulesForEach } from '../../src/config/common-group.js';
import { follow } from '../../src/path/follow.js';
import type { Cloud } from '../../src/step.js';
import { longTest } from '../full.js';
import { rig } from './fresh.js';
import { configOf, Project, serviceIn } from './project.js';

/** A stack that grows beyond the services that can have a rule each: requests arrive before and after, and nothing is left over. */

/** That many services at an HTTP API. */
const many = (count: number) =>
  configOf((it) => {
    const web = serviceIn(it);
    it.services = Object.fromEntries(
      Array.from({ length: count }, (_, at) => [`s${at}`, { ...web, routes: [`ANY /s${at}`], keep: 0 }]),
    );
  });

async function arrives(project: Project, service: number): Promise<string> {
  const cloud = { ...rig.clients, token: '', tags: {} } as unknown as Cloud;
  const facts = await readRecorded(cloud, project.store.records);
  const url = new URL(`/s${service}`, facts.apis[0]?.ApiEndpoint);
  return follow({ method: 'GET', url }, facts).ending.is;
}

const rulesOf = async (project: Project, step: string): Promise<number> => {
  const Filters = [{ Name: 'group-id', Values: [String(project.store.records.get(step)?.id)] }];
  const { SecurityGroupRules = [] } = await rig.clients.ec2.send(new DescribeSecurityGroupRulesCommand({ Filters }));
  return SecurityGroupRules.length;
};

longTest(
  'one service more than can have a rule each, and one less again: requests arrive, and all goes in the end',
  async () => {
    // Each has two tasks, and a rollout runs others beside them.
    await rig.quotas({ 'fargate-vcpus': 100 });
    const project = new Project(rig);
    for (const [count, egress] of [
      [mostRulesForEach, mostRulesForEach],
      [mostRulesForEach + 1, 1],
      [mostRulesForEach, mostRulesForEach],
    ] as const) {
      expect((await project.up(many(count))).failures).toEqual([]);
      expect(await rulesOf(project, 'vpc-link-security-group')).toBe(egress);
      expect(await arrives(project, 0)).toBe('answered');
      expect(await arrives(project, count - 1)).toBe('answered');
      const again = await rig.during(() => project.up(many(count)));
      expect([again.done.failures, again.mutating]).toEqual([[], []]);
    }
    expect((await project.down()).failures).toEqual([]);
    expect(project.store.records.size).toBe(0);
  },
  300_000,
);
