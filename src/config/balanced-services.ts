import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

/** The names of the services that the load balancer sends requests to: those with rules, and those with a share of a rule. */
export function balancedServices({ services }: ValidPart<Pick<Shape, 'services'>>): ReadonlySet<string> {
  const withRules = Object.entries(services ?? {}).filter(([, service]) => (service?.rules ?? []).length > 0);
  const sharing = withRules.flatMap(([, service]) =>
    (service?.rules ?? []).flatMap((rule) => Object.keys(rule?.weights ?? {})),
  );
  const there = sharing.filter((name) => Object.hasOwn(services ?? {}, name));
  return new Set([...withRules.map(([name]) => name), ...there]);
}
