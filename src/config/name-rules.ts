import { balancedPorts } from './balanced-ports.js';
import { balancerOf } from './placement.js';
import type { Finding } from './finding.js';
import type { Shape } from './shape.js';
import { tasksOf, type NamedTask } from './tasks.js';
import type { Path } from './member-path.js';
import type { ValidPart } from './valid-part.js';
import { accessLogGroupName, discoveryName, taskLogGroupName, targetGroupName } from './stack-names.js';

/**
 * The rules that no two parts of a stack create something with the same name. Without them, the second create would
 * fail when half of the stack exists. Names made of other names count like those that the config gives.
 */

type Checked = ValidPart<Shape>;
interface Claim {
  /** Equal where AWS takes two names for the same. */
  readonly name: string;
  /** Who would create it: `web`. */
  readonly by: string;
  /** The members that the name comes from, the nearest first; none if no member gives it. */
  readonly at: readonly Path[];
  /** It is made of other names; no member gives it. */
  readonly isDerived: boolean;
}

const servicesOf = ({ services }: Checked) =>
  Object.entries(services ?? {}).flatMap(([by, service]) => (service ? [{ by, service, at: ['services', by] }] : []));

/** The names of their steps and security groups are made of their own, whether it is a service or a job. */
export function jobNamedAsService({ services, jobs }: Checked): Finding[] {
  const taken = Object.keys(jobs ?? {}).filter((name) => Object.hasOwn(services ?? {}, name));
  return taken.map((name) => ({
    at: [['jobs', name]],
    message: `a job and a service are both called ${name}`,
    hint: 'give the job another name',
    other: ['services', name],
    restsOn: [],
  }));
}

/** A finding for each name that is there twice. If one of the two is derived, the other one's member is reported. */
function takenTwice(
  claims: readonly Claim[],
  message: (name: string, whose: string) => string,
  hint: string,
): Finding[] {
  return claims.flatMap((later, i): Finding[] => {
    const earlier = claims.slice(0, i).find(({ name }) => name === later.name);
    if (!earlier) return [];
    const [one, other] = later.isDerived ? [earlier, later] : [later, earlier];
    const [nearest, ...around] = one.at;
    if (!nearest) return [];
    const where = other.isDerived ? other.at.at(-1) : other.at[0];
    const restsOn = [nearest, ...other.at.slice(0, 1)];
    const found: Finding = {
      at: [nearest, ...around],
      message: message(later.name, `${other.by} and ${one.by}`),
      hint,
      restsOn,
    };
    return [where ? { ...found, other: where } : found];
  });
}

/** DNS does not tell capital letters apart. */
export function repeatedDiscoveryNames(config: Checked): Finding[] {
  const claims = servicesOf(config).flatMap(({ by, service, at }): Claim[] => {
    if (!service.discovery) return [];
    const place = [...at, 'discovery'];
    const name = discoveryName(by, service.discovery).toLowerCase();
    return [{ name, by, at: [[...place, 'name'], place], isDerived: service.discovery.name === undefined }];
  });
  return takenTwice(claims, (name) => `two services would be found as ${name}`, 'give one of them another `name`');
}

export function repeatedRepositories(config: Checked): Finding[] {
  const claims = tasksOf(config).flatMap(({ name: by, task: { repository: name }, at }): Claim[] =>
    name === undefined ? [] : [{ name, by, at: [[...at, 'repository']], isDerived: false }],
  );
  const message = (name: string, both: string) => `${both} would each make the repository ${name}, whatever their tags`;
  return takenTwice(
    claims,
    message,
    'each has a repository of its own, deleted with it: give one of them another name; a job runs the image of a service with `imageOf`',
  );
}

export function repeatedLogGroups(config: Checked): Finding[] {
  const { name: stack = '', ingress } = config;
  // Where a job is called as a service, that is what is wrong.
  const isNamesake = ({ kind, name }: NamedTask) => kind === 'jobs' && Object.hasOwn(config.services ?? {}, name);
  const others = tasksOf(config).filter((it) => !isNamesake(it));
  const ofTasks = others.map(({ name: by, task, at }): Claim => {
    const name = taskLogGroupName(stack, by, task);
    return { name, by, at: [[...at, 'logGroup'], at], isDerived: task.logGroup === undefined };
  });
  const ofApi: Claim[] =
    ingress?.type === 'http-api'
      ? [{ name: accessLogGroupName(stack), by: 'the HTTP API', at: [], isDerived: true }]
      : [];
  const message = (name: string, both: string) => `${both} would each make the log group ${name}`;
  return takenTwice([...ofApi, ...ofTasks], message, 'give one of them another `logGroup`, or leave it out');
}

export function repeatedTargetGroups(config: Checked): Finding[] {
  const { name: stack = '' } = config;
  if (!balancerOf(config)) return [];
  const claims = balancedPorts(config).map((port): Claim => {
    const { at, members } = port;
    const name = targetGroupName(stack, port, config);
    return { name, by: port.name, at: [[...at, 'target', 'name'], at], isDerived: members.target?.name === undefined };
  });
  const message = (name: string, both: string) => `${both} would each make the target group ${name}`;
  return takenTwice(claims, message, 'give one of the two another `target.name`, or leave it out');
}
