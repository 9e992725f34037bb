import { serviceName } from '../names.js';
import { cutName } from './cut-name.js';

/** The name of a service in a config for one in another file: `My_API` is `my-api`. */
export function taskName(name: string): string {
  const hyphened = name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '');
  const plain = cutName(hyphened, 40);
  if (!serviceName.objection(plain)) return plain;
  const other = cutName(`app-${plain}`, 40);
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
