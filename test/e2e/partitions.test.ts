import { expect, test } from '@jest/globals';
import { MemoryStore } from '../../state/store.js';
import { resourcesByType } from '../../steps/nouns.js';
import { stackOf } from '../../steps/stack/index.js';
import type { Config } from '../../src/config/schema.js';
import { blueprints } from '../../src/config/blueprints.js';
import { partitionOf } from '../../src/facts/partitions.js';
import type { RequiredPermission } from '../../src/permissions/required-permission.js';
import { policyFor } from '../../src/policy/document.js';
import { imagesAsBuilt } from '../../src/rehearsal/lifecycle-permissions.js';
import { InMemoryAws, type AwsLocation } from '../../src/rehearsal/in-memory-aws.js';
import type { PlanInput, RehearsedCommand } from '../../src/rehearsal/lifecycle.js';
import { down, type DownReport } from '../../src/runner/down.js';
import { up, type UpReport } from '../../src/runner/up.js';
import { recordingGuard } from '../../src/sandbox/iam-policy/guards.js';
import { World } from '../../src/sandbox/world.js';
import { downScript, upScript } from '../../src/script/lifecycle-script.js';
import { downTranscript, upTranscript } from '../../src/script/rehearsal-transcript.js';
import { inFull, longTest } from '../full.js';
import { caseOf, liveUnder } from '../policy/proof.js';
import { census, left } from './census.js';
import { foreignNames } from './of-partition.js';
import { blueprintOf } from './project.js';

const regions = ['us-east-1', 'cn-north-1', 'us-gov-west-1', 'ap-southeast-7'];
const every = blueprints.flatMap(({ name }) => regions.map((region) => [name, region] as const));

/** What differs most: endpoint services and the registry, and a region that only the standard partition has. */
const few = [['cloud-map-private', 'cn-north-1']] as const;

const locationIn = (region: string): AwsLocation => ({
  account: '123456789012',
  region,
  partition: partitionOf(region),
});

const inputOf = (config: Config, location: AwsLocation): PlanInput => {
  const { steps } = stackOf(config, location, () => 'tag');
  return { stack: config.name, tags: config.tags, location, steps, resources: resourcesByType };
};

/** The scripts of `provision script up` and `down`. */
function scriptsOf({ location, stack, steps, resources }: PlanInput, up: RehearsedCommand, down: RehearsedCommand) {
  const about = { stack, region: location.region, account: location.account };
  const transcripts = {
    up: upTranscript({ ...about, outputs: {} }, up, steps),
    down: downTranscript(about, down, up.records, resources),
    images: 'docker' as const,
  };
  return `${upScript(transcripts)}\n${downScript(transcripts)}`;
}

test.each(inFull(every, few))(
  '%s in %s: up, a second up that changes nothing, down, and nothing of another partition',
  async (blueprint, region) => {
    const location = locationIn(region);
    const input = inputOf(await blueprintOf(blueprint), location);
    const demands: RequiredPermission[] = [];
    const world = new World(Date.now(), undefined, location.account);
    const aws = new InMemoryAws(
      location,
      world,
      recordingGuard((it) => void demands.push(it)),
    );
    const store = new MemoryStore();
    const run = aws.run({ ...input, store, images: imagesAsBuilt });
    const command = async (work: () => Promise<UpReport | DownReport>) => {
      const from = [aws.answers.length, aws.events.length] as const;
      const { failures } = await work();
      expect(failures).toEqual([]);
      const calls = aws.events.slice(from[1]).flatMap((it) => (it.type === 'call' ? [it] : []));
      return { calls, answers: aws.answers.slice(from[0]), failures, records: new Map(store.records) };
    };

    const first = await command(() => up(run, input.steps));
    const texts = { state: JSON.stringify([...store.records]), world: JSON.stringify(world) };
    const second = await command(() => up(run, input.steps));
    expect(second.calls.length).toBeGreaterThan(0);
    expect(second.calls.filter(({ mutating }) => mutating)).toEqual([]);

    const last = await command(() => down(run));
    expect(store.records.size).toBe(0);
    await aws.clock.sleep(3_600_000);
    const looking = new InMemoryAws(location, world);
    expect(left(await looking.withCloud((clients) => census({ clients })))).toEqual({});

    const policy = JSON.stringify(policyFor(demands, input.stack));
    const calls = JSON.stringify(aws.answers);
    for (const [name, text] of Object.entries({ ...texts, calls, policy })) {
      expect(text).toContain(`arn:${location.partition}:`);
      expect([name, foreignNames(text, location)]).toEqual([name, []]);
    }
    const script = scriptsOf(input, first, last);
    expect(script).toContain(`AWS_REGION=${region}`);
    expect(foreignNames(script, location)).toEqual([]);
  },
);

longTest.each(every)('%s in %s: the policy that is made for it allows its whole life', async (blueprint, region) => {
  const { policy, planInput } = await caseOf(blueprint, locationIn(region));
  expect(foreignNames(JSON.stringify(policy), planInput.location)).toEqual([]);
  expect(await liveUnder(policy, planInput)).toEqual({ failures: [], text: '' });
});

test('an ARN, a host and an endpoint service of another partition are seen', () => {
  const china = locationIn('cn-north-1');
  const own = [
    'arn:aws-cn:ecs:cn-north-1:1:cluster/a arn:aws-cn:iam::aws:policy/a ecs-tasks.amazonaws.com ec2.amazonaws.com.cn',
    'a.execute-api.cn-north-1.amazonaws.com.cn cn.com.amazonaws.cn-north-1.ecr.api com.amazonaws.cn-north-1.s3',
  ];
  expect(foreignNames(own.join(' '), china)).toEqual([]);
  const foreign = [
    ...['arn:aws:iam::aws:policy/a', 'arn:aws-cn:ecs:us-east-1:1:cluster/a'],
    ...['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com.cn', 'a.execute-api.cn-north-1.amazonaws.com'],
    ...['com.amazonaws.cn-north-1.ecr.api', 'cn.com.amazonaws.cn-north-1.s3', 'com.amazonaws.us-east-1.logs'],
  ];
  expect(foreignNames(foreign.join(' '), china)).toEqual(foreign);
});
