import type { Path } from '../member-path.js';
import type { Draft, Member } from './draft.js';

/** Where `http` is off in an environment, what the config has of it is nothing there. */
export function withoutRequests(under: Draft, overlay: Draft, service: Path): void {
  const isOf = ({ to }: Member, ...path: Path) => path.every((it, i) => it === to[i]);
  const off = under.members.flatMap((member): Path[] => {
    const { to } = member;
    if (isOf(member, 'ingress')) return [to.slice(0, 2)];
    const at = isOf(member, ...service, 'ports') ? to.slice(0, 5) : to.slice(0, 3);
    return isOf(member, ...service) && ['rules', 'target'].includes(String(at.at(-1))) ? [at] : [];
  });
  if (off.length === 0) return;
  const places = new Map(off.map((path) => [JSON.stringify(path), path]));
  for (const path of places.values()) overlay.top.put(path, null, []);
  overlay.top.put(['ingress', 'type'], 'none', []);
}
