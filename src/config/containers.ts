import type { Finding } from './finding.js';
import type { Path } from './member-path.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

type Service = Shape['services'][string];
type Sidecar = Service['containers'][string];
/** The members that each container has: that of a service, and those beside it. */
type ContainerSettings = Pick<Service, keyof Service & keyof Sidecar>;

/** A container of a service, by the path of its members in the config. */
export interface NamedContainer {
  readonly name: string;
  readonly at: Path;
  readonly container: ValidPart<ContainerSettings>;
}

/**
 * All containers of a service: its own one, which has the service's name, and those beside it.
 * @param name of the service
 */
export function containersOf(name: string, service: ValidPart<Service> | undefined): NamedContainer[] {
  if (!service) return [];
  const at = ['services', name];
  const beside = Object.entries(service.containers ?? {}).flatMap(([other, container]) =>
    container ? [{ name: other, at: [...at, 'containers', other], container }] : [],
  );
  return [{ name, at, container: service }, ...beside];
}

/** What the containers of a service read secrets from: ARNs, each once for each time that it is named. */
export const secretsOf = (service: ValidPart<Service> | undefined): string[] =>
  containersOf('', service).flatMap(({ container }) =>
    Object.values(container.secrets ?? {}).filter((arn) => arn !== undefined),
  );

/** What a rule within a container finds, in all of them. */
export const inEachContainer = (
  { services }: ValidPart<Shape>,
  find: (container: NamedContainer) => Finding[],
): Finding[] => Object.entries(services ?? {}).flatMap(([name, service]) => containersOf(name, service).flatMap(find));

/** What a rule between the containers of a task finds, in the tasks of all services. */
export const inEachTask = (
  { services }: ValidPart<Shape>,
  find: (containers: NamedContainer[], service: ValidPart<Service>, name: string) => Finding[],
): Finding[] =>
  Object.entries(services ?? {}).flatMap(([name, service]) =>
    service ? find(containersOf(name, service), service, name) : [],
  );
