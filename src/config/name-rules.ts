import { balancerOf } from './placement.js';
import type { Finding } from './finding.js';
import type { Shape } from './shape.js';
import type { Path } from './member-path.js';
import type { ValidPart } from './valid-part.js';
import { accessLogGroupName, discoveryName, serviceLogGroupName, targetGroupName } from './stack-names.js';

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
  const claims = servicesOf(config).flatMap(({ by, service: { repository: name }, at }): Claim[] =>
    name === undefined ? [] : [{ name, by, at: [[...at, 'repository']], isDerived: false }],
  );
  const message = (name: string, both: string) => `${both} would each make the repository ${name}, whatever their tags`;
  return takenTwice(
    claims,
    message,
    'a service has a repository of its own, deleted with it: give one of them another name',
  );
}

export function repeatedLogGroups(config: Checked): Finding[] {
  const { name: stack = '', ingress } = config;
  const ofServices = servicesOf(config).map(({ by, service, at }): Claim => {
    const name = serviceLogGroupName(stack, by, service);
    return { name, by, at: [[...at, 'logGroup'], at], isDerived: service.logGroup === undefined };
  });
  const ofApi: Claim[] =
    ingress?.type === 'http-api'
      ? [{ name: accessLogGroupName(stack), by: 'the HTTP API', at: [], isDerived: true }]
      : [];
  const message = (name: string, both: string) => `${both} would each make the log group ${name}`;
  return takenTwice([...ofApi, ...ofServices], message, 'give the service another `logGroup`, or leave it out');
}

export function repeatedTargetGroups(config: Checked): Finding[] {
  const { name: stack = '' } = config;
  if (!balancerOf(config)) return [];
  const claims = servicesOf(config).flatMap(({ by, service, at }): Claim[] => {
    if ((service.rules ?? []).length === 0) return [];
    const name = targetGroupName(stack, by, service);
    return [{ name, by, at: [[...at, 'target', 'name'], at], isDerived: service.target?.name === undefined }];
  });
  const message = (name: string, both: string) => `${both} would each make the target group ${name}`;
  return takenTwice(claims, message, 'give the service another `target.name`, or leave it out');
}
