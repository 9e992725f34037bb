import { balancedPorts } from './balanced-ports.js';
import { balancerOf } from './placement.js';
import type { Finding } from './finding.js';
import type { Path } from './member-path.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

/** The rules for what scales a service. */

type Checked = ValidPart<Shape>;
type Service = NonNullable<NonNullable<Checked['services']>[string]>;

/** A service with scaling, and where that stands. */
interface Scaled {
  readonly name: string;
  readonly at: Path;
  readonly service: Service;
  readonly scaling: NonNullable<Service['scaling']>;
}
const scaledServices = ({ services }: Checked): Scaled[] =>
  Object.entries(services ?? {}).flatMap(([name, service]) =>
    service?.scaling ? [{ name, at: ['services', name, 'scaling'], service, scaling: service.scaling }] : [],
  );

/** A schedule of a service, and where that stands. */
const schedulesOf = ({ at, scaling }: Scaled) =>
  (scaling.schedules ?? []).flatMap((schedule, i) => (schedule ? [{ ...schedule, at: [...at, 'schedules', i] }] : []));

const boundsCrossed = (
  at: Path,
  { minimum, maximum }: { readonly minimum?: number | undefined; readonly maximum?: number | undefined },
): Finding[] => {
  if (minimum === undefined || maximum === undefined || minimum <= maximum) return [];
  return [
    {
      at: [
        [...at, 'minimum'],
        [...at, 'maximum'],
      ],
      message: `at least ${minimum} tasks and at most ${maximum}`,
      hint: 'the minimum cannot be more than the maximum',
    },
  ];
};

export const minimumAboveMaximum = (config: Checked): Finding[] =>
  scaledServices(config).flatMap((it) => [
    ...boundsCrossed(it.at, it.scaling),
    ...schedulesOf(it).flatMap((schedule) => boundsCrossed(schedule.at, schedule)),
  ]);

/** With scaling, `count` is what the service begins with. */
export const countOutOfBounds = (config: Checked): Finding[] =>
  scaledServices(config).flatMap(({ name, at, service: { count }, scaling: { minimum, maximum } }): Finding[] => {
    if (count === undefined || minimum === undefined || maximum === undefined) return [];
    if (minimum > maximum || (count >= minimum && count <= maximum)) return [];
    const countAt = ['services', name, 'count'];
    return [
      {
        at: [countAt],
        message: `${name} would begin with ${count} ${count === 1 ? 'task' : 'tasks'}, and is scaled from ${minimum} to ${maximum}`,
        hint: 'leave `count` out: it is the minimum then',
        other: at,
        restsOn: [countAt, [...at, 'minimum'], [...at, 'maximum']],
      },
    ];
  });

/** What adds and removes tasks by how much there is to do. */
const tracked = ['cpu', 'memory', 'requestsPerTarget'] as const;

const isScaledAtAll = ({ scaling }: Scaled): boolean =>
  tracked.some((it) => scaling[it] !== undefined) || (scaling.schedules ?? []).length > 0;

export const scalingByNothing = (config: Checked): Finding[] =>
  scaledServices(config).flatMap((it): Finding[] => {
    if (isScaledAtAll(it)) return [];
    return [
      {
        at: [it.at],
        message: `nothing says when ${it.name} gets more tasks or fewer`,
        hint: 'add `cpu: 60`, for example: tasks are added while they use more than 60 % of their CPU',
        restsOn: [...tracked, 'schedules'].map((member) => [...it.at, member]),
      },
    ];
  });

/** Without a task there is no load to measure, so nothing would ever start the first one. */
export const scalingFromNothing = (config: Checked): Finding[] =>
  scaledServices(config).flatMap((it): Finding[] => {
    const schedules = schedulesOf(it);
    const none = [{ ...it.scaling, at: it.at }, ...schedules].find(({ minimum }) => minimum === 0);
    if (!none || !isScaledAtAll(it) || schedules.some(({ minimum = 0 }) => minimum > 0)) return [];
    return [
      {
        at: [[...none.at, 'minimum']],
        message: `${it.name} may come down to no task, and nothing would start one again`,
        hint: 'a minimum of 1, or a schedule that sets one: without a task there is no load to measure',
        restsOn: [
          [...it.at, 'minimum'],
          [...it.at, 'schedules'],
        ],
      },
    ];
  });

export const requestsOfNoBalancer = (config: Checked): Finding[] =>
  scaledServices(config).flatMap(({ name, at, service, scaling }): Finding[] => {
    if (scaling.requestsPerTarget === undefined) return [];
    if (config.ingress === undefined || service.rules === undefined) return [];
    if (balancerOf(config) && balancedPorts(config).some((it) => it.service === name && it.key === undefined))
      return [];
    return [
      {
        at: [[...at, 'requestsPerTarget']],
        message: `no load balancer sends requests to ${name} that could be counted`,
        hint: 'add `rules` that lead to it, or use `cpu` or `memory`',
        restsOn: [
          [...at, 'requestsPerTarget'],
          ['services', name, 'rules'],
          ['ingress', 'type'],
          ['ingress', 'via'],
        ],
      },
    ];
  });

/**
 * AWS takes the bound that a schedule leaves out as it is at that time, and that it does nothing where the two would cross is
 * believed.
 */
export const scheduleOfNothing = (config: Checked): Finding[] =>
  scaledServices(config).flatMap((it) => {
    const schedules = schedulesOf(it);
    return schedules.flatMap(({ at, minimum, maximum }): Finding[] => {
      const bothAt = [
        [...at, 'minimum'],
        [...at, 'maximum'],
      ];
      if (minimum === undefined && maximum === undefined)
        return [
          {
            at: [at],
            message: 'this schedule changes nothing',
            hint: 'add a `minimum`, a `maximum`, or both',
            restsOn: bothAt,
          },
        ];
      if (minimum !== undefined && maximum !== undefined) return [];
      const [left, isFine] =
        minimum !== undefined
          ? (['maximum', (bound: number) => minimum <= bound] as const)
          : (['minimum', (bound: number) => (maximum ?? bound) >= bound] as const);
      const others = [{ ...it.scaling, at: it.at }, ...schedules];
      const crossed = others.find((other) => other[left] !== undefined && !isFine(other[left]));
      if (!crossed) return [];
      const own = minimum !== undefined ? `minimum of ${minimum}` : `maximum of ${maximum}`;
      return [
        {
          at: [at],
          message: `a ${own} would be set while the ${left} may be ${crossed[left]}, and AWS sets nothing then`,
          hint: `add the ${left} that shall be from then on`,
          other: [...crossed.at, left],
          restsOn: [...bothAt, [...crossed.at, left]],
        },
      ];
    });
  });

export const repeatedSchedules = (config: Checked): Finding[] =>
  scaledServices(config).flatMap((it) => {
    const schedules = schedulesOf(it);
    return schedules.flatMap(({ name, at }, i): Finding[] => {
      const first = schedules.slice(0, i).find((other) => other.name === name);
      if (name === undefined || !first) return [];
      return [
        {
          at: [[...at, 'name']],
          message: `there are two schedules ${JSON.stringify(name)}`,
          hint: 'each has its own name',
          other: [...first.at, 'name'],
        },
      ];
    });
  });

/** The steps of schedules begin with `<service>-schedule-`, and those of another service with its name. */
export const namedAsSchedules = (config: Checked): Finding[] =>
  scaledServices(config).flatMap((scaled): Finding[] => {
    if (schedulesOf(scaled).length === 0) return [];
    const taken = `${scaled.name}-schedule-`;
    return (['services', 'jobs'] as const).flatMap((kind) =>
      Object.keys(config[kind] ?? {})
        .filter((name) => `${name}-`.startsWith(taken))
        .map((name) => ({
          at: [[kind, name]] as const,
          message: `the names of what belongs to ${name} could be those of schedules of ${scaled.name}`,
          hint: `name it otherwise: what begins with "${taken}" is taken`,
          other: [...scaled.at, 'schedules'],
          restsOn: [],
        })),
    );
  });
