import type { Draft, Member } from './draft.js';

/** The namespace that services of other tools' files are found in: each by its name before it. */
export const namespace = 'internal';

/**
 * Containers of a task reach each other there. `localhost` is a socket of the file system to some clients of databases.
 * Source: https://dev.mysql.com/doc/refman/8.4/en/connecting.html
 */
export const loopback = '127.0.0.1';

const namesAnAddress =
  /HOST|ADDR|SERVER|URL|URI|ENDPOINT|BROKER|NODE|PROXY|UPSTREAM|REDIS|MEMCACHE|KAFKA|RABBIT|AMQP|MONGO|ELASTIC/i;

/**
 * Writes the names that services find each other by into the variables and commands that have those of compose: `db:5432` is
 * `db.internal:5432`.
 * @param hosts the addresses of what can be reached, by its names there
 */
export function withAddresses({ members }: Draft, hosts: ReadonlyMap<string, string>): void {
  for (const [i, member] of members.entries()) {
    const made = addressed(member, hosts);
    if (made === undefined) continue;
    const how = `${made.names.map((name) => `${name} is ${hosts.get(name)}`).join(', ')} here`;
    members[i] = { ...member, value: made.value, how: member.how === undefined ? how : `${member.how}; ${how}` };
  }
}

function addressed({ to, value }: Member, hosts: ReadonlyMap<string, string>) {
  const member = String(to.at(to.includes('environment') ? -2 : -1));
  const names: string[] = [];
  const replaced = (text: string, isAlone: boolean): string => {
    const isList = isAlone && text.split(',').every((it) => hosts.has(it));
    return text.replace(
      /(^|\/\/|@|,|=)([A-Za-z][\w.-]*)(?=$|[:/,?])/g,
      (whole, before: string, host: string, at: number) => {
        const isWhole = before === '' && at + whole.length === text.length;
        const rest = text.slice(at + whole.length);
        // In `postgres://db:password@db/shop` the first `db` is a user.
        const isUser = before === '//' && /^[^/?#]*@/.test(rest);
        const isPort = /^:\d+/.test(rest);
        const isBehindUser = before === '@' && !text.slice(0, at).replace('//', '').includes('/');
        const isHost = !isUser && (before === '//' || isBehindUser || isPort || (isWhole && isAlone) || isList);
        const name = hosts.get(host);
        if (!isHost || name === undefined) return whole;
        names.push(host);
        return `${before}${name}`;
      },
    );
  };
  if (member === 'environment' && typeof value === 'string') {
    const made = replaced(value, namesAnAddress.test(String(to.at(-1))));
    return names.length > 0 ? { value: made, names: [...new Set(names)] } : undefined;
  }
  if ((member === 'command' || member === 'entryPoint') && Array.isArray(value)) {
    const made = value.map((word) => replaced(String(word), false));
    return names.length > 0 ? { value: made, names: [...new Set(names)] } : undefined;
  }
  return undefined;
}
