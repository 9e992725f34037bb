import { expect, test } from '@jest/globals';
import { MemoryStore } from '../../state/store.js';
import { resourcesByType } from '../../steps/nouns.js';
import { stackOf } from '../../steps/stack/index.js';
import { networkNamedIn } from '../../src/commands/stack/existing-network.js';
import { worldFor } from '../../src/commands/stack/rehearsal-input.js';
import { loadConfig } from '../../src/config/load.js';
import { FailureError } from '../../src/failure.js';
import { policyFor, type PolicyDocument } from '../../src/policy/document.js';
import { assumeLookedUp } from '../../src/rehearsal/assumed-lookups.js';
import { InMemoryAws } from '../../src/rehearsal/in-memory-aws.js';
import { permissionsOfLifecycle } from '../../src/rehearsal/lifecycle-permissions.js';
import { readSurroundings } from '../../src/rehearsal/surroundings.js';
import { readPolicy } from '../../src/sandbox/iam-policy/document.js';
import { enforcingGuard } from '../../src/sandbox/iam-policy/guards.js';
import { actionsOf, setting, without } from './proof.js';

/** A plan asks about what others have: whoever may look, or bring up, may ask that. */

const { account, region } = setting;
const vpc = 'vpc-0123456789abcdef0';
const subnets = '[subnet-0123456789abcdef0, subnet-0123456789abcdef1]';
const network = `network: {existing: {vpc: ${vpc}, public: ${subnets}}}`;
const cluster = `cluster: {arn: "arn:aws:ecs:${region}:${account}:cluster/theirs"}`;
const pushed = `${account}.dkr.ecr.${region}.amazonaws.com/pushed/web:1`;
const stack = (members: string, image = 'nginx') =>
  loadConfig('provision.yaml', `{name: shop, ingress: {type: none}, services: {web: {image: "${image}"}}${members}}`);

const balanced = `{name: shop, ${network}, services: {web: {image: nginx, port: 80, rules: [{host: a.example.com, path: "/*"}]}},
  ingress: {type: alb, loadBalancer: {arn: "arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/theirs/0123456789abcdef", listener: 80}}}`;
const configs = [
  ['in a VPC', stack(`, ${network}`), 'ec2:DescribeVpcAttribute'],
  ['in a cluster', stack(`, ${network}, ${cluster}`), 'ecs:DescribeClusters'],
  ['behind a load balancer', loadConfig('provision.yaml', balanced), 'elasticloadbalancing:DescribeLoadBalancers'],
  ['with an image', stack('', pushed), 'ecr:BatchGetImage'],
] as const;

test.each(configs)('%s of others: each policy to look or to bring up allows to plan', async (_, config, action) => {
  const { steps } = stackOf(config, setting, () => 'tag');
  const planInput = { stack: config.name, tags: config.tags, location: setting, steps, resources: resourcesByType };
  const existing = networkNamedIn(config);
  const life = await permissionsOfLifecycle(planInput, await worldFor(existing, setting));
  expect(life.failures).toEqual([]);

  const planUnder = async (policy: PolicyDocument) => {
    const world = await worldFor(existing, setting);
    assumeLookedUp({ world, region }, steps);
    const aws = new InMemoryAws(setting, world, enforcingGuard(readPolicy(JSON.stringify(policy))));
    const live = aws.run({ ...planInput, store: new MemoryStore() });
    return readSurroundings({ ...planInput, existingVpc: config.network.existing?.vpc }, live);
  };
  for (const scope of ['up', 'status'] as const) {
    const policy = policyFor(life[scope], config.name);
    await planUnder(policy);
    expect(actionsOf(policy)).toContain(action);
    const less = planUnder(without(policy, action));
    // Without the answer, an image is taken to be there.
    if (action === 'ecr:BatchGetImage') await less;
    else await expect(less).rejects.toBeInstanceOf(FailureError);
  }
});
