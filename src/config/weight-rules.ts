import { didYouMean, nearest } from '../nearest.js';
import type { Finding } from './finding.js';
import type { Path } from './member-path.js';
import { placedRules } from './rule-priorities.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

/** The rules about how a rule of the load balancer shares its requests out. */
type Checked = ValidPart<Shape>;

interface Shared {
  readonly service: string;
  readonly weights: { readonly [service: string]: number | undefined };
  readonly isForTheRest: boolean;
  readonly at: Path;
}

const sharedRules = (config: Checked): Shared[] =>
  placedRules(config).flatMap(({ service, index, weights, isForTheRest }) =>
    weights ? [{ service, weights, isForTheRest, at: ['services', service, 'rules', index, 'weights'] }] : [],
  );

/**
 * Two services: a target group that is replaced is in the rule with the one that takes its place, and a rule has five at most.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export const sharesOfTwo = (config: Checked): Finding[] =>
  sharedRules(config).flatMap(({ service, weights, at }): Finding[] => {
    const names = Object.keys(weights);
    if (names.length === 2 && names.includes(service)) return [];
    return [
      {
        at: [at],
        message: `a rule shares its requests out between its own service, ${service}, and one other`,
        hint: `as in \`weights: {${service}: 90, canary: 10}\``,
      },
    ];
  });

export const sharesOfNobody = (config: Checked): Finding[] =>
  sharedRules(config).flatMap(({ service, weights, at }) =>
    Object.keys(weights).flatMap((name): Finding[] => {
      const names = Object.keys(config.services ?? {});
      if (!names.includes(name))
        return [
          {
            at: [[...at, name]],
            message: `there is no service ${JSON.stringify(name)}`,
            hint: didYouMean(nearest(name, names)) ?? `there is: ${names.join(', ')}`,
          },
        ];
      if (name === service || config.services?.[name] === undefined || config.services[name].port !== undefined)
        return [];
      return [
        {
          at: [[...at, name]],
          message: `${name} has no port that anything could be sent to`,
          hint: 'add `port: 80`, or the port that its container listens on',
          restsOn: [['services', name, 'port']],
        },
      ];
    }),
  );

export const sharesOfNothing = (config: Checked): Finding[] =>
  sharedRules(config).flatMap(({ weights, at }): Finding[] =>
    Object.values(weights).every((it) => it === 0)
      ? [{ at: [at], message: 'all weights are 0, so no service would get a request', hint: 'give one of them more' }]
      : [],
  );

export const sharesOfTheRest = (config: Checked): Finding[] =>
  sharedRules(config).flatMap(({ isForTheRest, at }): Finding[] =>
    isForTheRest
      ? [
          {
            at: [at],
            message: '"$default" leads to one service alone',
            hint: 'write `path: "/*"`, which takes all requests, too',
          },
        ]
      : [],
  );
