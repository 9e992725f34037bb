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

/** Of the own ports of services. */
const sharedRules = (config: Checked): Shared[] => allShared(config).filter(({ port }) => port === undefined);
const allShared = (config: Checked) =>
  placedRules(config).flatMap(({ service, port, at, weights, isForTheRest }) =>
    weights ? [{ service, port, weights, isForTheRest, at: [...at, 'weights'] }] : [],
  );

/** A share names a service, and what it gets arrives at its own port. */
export const sharesOfPorts = (config: Checked): Finding[] =>
  allShared(config)
    .filter(({ port }) => port !== undefined)
    .map(({ at, service, port }) => ({
      at: [at],
      message: `requests are shared out between the own ports of services, and ${port} is a further one of ${service}`,
      hint: 'remove the weights, or make that port the own `port` of a service',
    }));

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
