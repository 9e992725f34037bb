import { balancerOf } from './placement.js';
import type { Finding } from './rules.js';
import type { Shape } from './schema.js';
import type { Path, Sound } from './sound.js';
import { accessLogGroupName, discoveryName, serviceLogGroupName, targetGroupName } from './stack-names.js';

/**
 * The rules that no two parts of a stack want a thing of the same name: each makes its own, so the second would find
 * the name taken when half of the stack is there. Names that follow from others count like those that the config says.
 */

type Checked = Sound<Shape>;
interface Claim {
  /** As AWS tells names apart. */
  readonly name: string;
  /** Who wants it: `web`. */
  readonly by: string;
  /** The members that say so, the nearest first; none where nobody says it. */
  readonly at: readonly Path[];
  /** It follows from other names. */
  readonly isDerived: boolean;
}

const servicesOf = ({ services }: Checked) =>
  Object.entries(services ?? {}).flatMap(([by, service]) => (service ? [{ by, service, at: ['services', by] }] : []));

/** Everyone who wants a name that an earlier one wants as well; of the two, it is said of the one that could do without. */
function taken(claims: readonly Claim[], message: (name: string, whose: string) => string, hint: string): Finding[] {
  return claims.flatMap((later, i): Finding[] => {
    const earlier = claims.slice(0, i).find(({ name }) => name === later.name);
    if (!earlier) return [];
    const [one, other] = later.isDerived ? [earlier, later] : [later, earlier];
    const [nearest, ...around] = one.at;
    if (!nearest) return [];
    const where = other.isDerived ? other.at.at(-1) : other.at[0];
    const restsOn = [nearest, ...other.at.slice(0, 1)];
    const found: Finding = { at: [nearest, ...around], message: message(later.name, `${other.by} and ${one.by}`), hint, restsOn };
    return [where ? { ...found, other: where } : found];
  });
}

/** DNS does not tell capital letters apart. */
export function sameDiscoveryName(config: Checked): Finding[] {
  const claims = servicesOf(config).flatMap(({ by, service, at }): Claim[] => {
    if (!service.discovery) return [];
    const place = [...at, 'discovery'];
    const name = discoveryName(by, service.discovery).toLowerCase();
    return [{ name, by, at: [[...place, 'name'], place], isDerived: service.discovery.name === undefined }];
  });
  return taken(claims, (name) => `two services would be found as ${name}`, 'give one of them another `name`');
}

export function sameRepository(config: Checked): Finding[] {
  const claims = servicesOf(config).flatMap(({ by, service: { repository: name }, at }): Claim[] =>
    name === undefined ? [] : [{ name, by, at: [[...at, 'repository']], isDerived: false }],
  );
  const message = (name: string, both: string) => `${both} would each make the repository ${name}, whatever their tags`;
  return taken(claims, message, 'a service has a repository of its own, deleted with it: give one of them another name');
}

export function sameLogGroup(config: Checked): Finding[] {
  const { name: stack = '', ingress } = config;
  const ofServices = servicesOf(config).map(({ by, service, at }): Claim => {
    const name = serviceLogGroupName(stack, by, service);
    return { name, by, at: [[...at, 'logGroup'], at], isDerived: service.logGroup === undefined };
  });
  const ofApi: Claim[] =
    ingress?.type === 'http-api' ? [{ name: accessLogGroupName(stack), by: 'the HTTP API', at: [], isDerived: true }] : [];
  const message = (name: string, both: string) => `${both} would each make the log group ${name}`;
  return taken([...ofApi, ...ofServices], message, 'give the service another `logGroup`, or leave it out');
}

export function sameTargetGroup(config: Checked): Finding[] {
  const { name: stack = '' } = config;
  if (!balancerOf(config)) return [];
  const claims = servicesOf(config).flatMap(({ by, service, at }): Claim[] => {
    if ((service.rules ?? []).length === 0) return [];
    const name = targetGroupName(stack, by, service);
    return [{ name, by, at: [[...at, 'target', 'name'], at], isDerived: service.target?.name === undefined }];
  });
  const message = (name: string, both: string) => `${both} would each make the target group ${name}`;
  return taken(claims, message, 'give the service another `target.name`, or leave it out');
}
