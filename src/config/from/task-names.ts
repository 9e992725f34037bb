import { serviceName } from '../names.js';

/** The name of a service in a config for one in another file: `My_API` is `my-api`. */
export function taskName(name: string): string {
  const plain = name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  if (!serviceName.objection(plain)) return plain;
  const other = `app-${plain}`.slice(0, 40).replace(/-+$/, '');
  return serviceName.objection(other) ? 'app' : other;
}

/** Names that differ, each for one of the others. */
export function taskNames(names: readonly string[]): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  for (const name of names) {
    const plain = taskName(name);
    let free = plain;
    for (let n = 2; [...given.values()].includes(free); n++) free = `${plain.slice(0, 36)}-${n}`;
    given.set(name, free);
  }
  return given;
}
