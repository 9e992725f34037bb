import { blueprints, blueprintText } from '../../src/config/blueprints.js';
import { loadConfig } from '../../src/config/load.js';
import type { Config } from '../../src/config/schema.js';
import { tasksOf } from '../../src/config/tasks.js';
import { dependencyPicture } from '../../src/graph/dependencies.js';
import { nodesIn, type Box, type PictureContents, type Picture } from '../../src/graph/picture.js';
import { topologyPicture } from '../../src/graph/topology.js';
import type { Step } from '../../src/step.js';
import { stackOf } from '../../steps/stack/index.js';
import { where } from '../steps/config.js';

/** A config, its steps, and both pictures of them. */
export interface Drawn {
  readonly config: Config;
  readonly steps: readonly Step[];
  readonly dependencies: Picture;
  readonly topology: Picture;
}

export function drawn(name: string, text: string): Drawn {
  const config = loadConfig(name, text);
  const { steps } = stackOf(config, where);
  const dependencies = dependencyPicture(config.name, steps, tasksOf(config));
  return { config, steps, dependencies, topology: topologyPicture(config.name, steps) };
}
export const drawnOf = (members: object): Drawn =>
  drawn('a.json', JSON.stringify({ name: 'shop', namespace: 'internal', ...members }));

const behind = (path: string, priority?: number) => ({
  ...{ image: 'ghcr.io/shop/a:1', port: 80 },
  rules: [{ path, priority }],
});
const searched = { image: 'nginx', port: 80, discovery: { type: 'srv' }, routes: ['$default'] };
const own = { repository: 'web', tag: '1', port: 80 };
const alb = { type: 'alb' };

/** Each blueprint, and what none of them is. */
export const stacks: readonly (readonly [string, Drawn])[] = [
  ...blueprints.map(({ name }) => [name, drawn(name, blueprintText(name))] as const),
  [
    'six zones of instances',
    drawnOf({
      network: { egress: 'nat-per-zone', zones: 6 },
      cluster: { capacity: 'ec2' },
      services: { a: behind('/a', 1), b: behind('$default'), c: { image: 'x', port: 81, calledBy: ['a'] } },
      ingress: alb,
    }),
  ],
  [
    'an existing VPC',
    drawnOf({
      network: {
        existing: { vpc: 'vpc-12345678', private: ['subnet-12345678'], public: ['subnet-23456789'] },
      },
      services: { web: searched },
      consumer: { ssh: { publicKey: 'ssh-ed25519 AAAA me@home', cidr: '203.0.113.7/32' } },
    }),
  ],
  [
    'a load balancer of somebody else',
    drawnOf({
      network: { existing: { vpc: 'vpc-12345678', public: ['subnet-12345678'] } },
      services: { a: behind('/a'), b: behind('$default') },
      ingress: {
        type: 'alb',
        loadBalancer: {
          arn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/0123456789abcdef',
          listener: 443,
        },
        domain: { name: 'api.example.com' },
      },
    }),
  ],
  [
    'nothing that calls it',
    drawnOf({ network: { egress: 'endpoints' }, services: { web: own }, ingress: { type: 'none' } }),
  ],
];
export const stackNamed = (name: string): Drawn => {
  const found = stacks.find(([its]) => its === name);
  if (!found) throw new Error(`no stack ${name}`);
  return found[1];
};

export const boxesIn = ({ boxes }: PictureContents): Box[] => boxes.flatMap((box) => [box, ...boxesIn(box)]);
/** Whatever can be read in a picture. */
export const textsIn = (picture: Picture): string[] => [
  ...boxesIn(picture).flatMap(({ title, note = '' }) => [title, note]),
  ...nodesIn(picture).flatMap(({ lines }) => lines),
  ...picture.arrows.flatMap(({ label = [] }) => label),
];
