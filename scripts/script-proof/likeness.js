import { createHash } from 'node:crypto';
import { onlyIn } from '../only-in.js';

/**
 * Compares two worlds property by property, ids aside. Each world has its own ids, addresses and ARNs, in an order of
 * its own; so an id is known by all that refers to it, and by all that refers to that, and so on. Two that are referred
 * to alike are alike.
 *
 * Not compared: when something happened, and tokens of idempotency, which only the program and the CLI make.
 * @param wanted what the program has made
 * @param made what the script has made
 * @returns a line for each row that only one of them has. Where rows differ by themselves, those; else those that
 * refer to something else
 */
export function differences(wanted, made) {
  const views = [named(rowsOf(wanted)), named(rowsOf(made))];
  for (let round = 0; round < rounds; round++) {
    const [was, is] = views.map((view) => view.next().value);
    const lines = [...onlyIn(was, is).map((row) => `missing: ${row}`), ...onlyIn(is, was).map((row) => `besides: ${row}`)];
    if (lines.length > 0) return lines.toSorted((a, b) => (a.slice(9) < b.slice(9) ? -1 : 1));
  }
  return [];
}

/** As many as the longest way from one thing to another: task, service, deployment, target group, balancer, VPC. */
const rounds = 7;
/** Tables that remember what was asked for, and what went on, not what there is. */
const memories = /(client-tokens|activities|operations)$/;

function rowsOf({ tables }) {
  return Object.entries(tables)
    .filter(([name]) => !memories.test(name))
    .flatMap(([name, rows]) => rows.map(([key, row]) => placeless(timeless(`${name} ${key} ${JSON.stringify(plain(row))}`))));
}

const timeless = (text) => text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time');

/**
 * In which of the zones that it may use AWS puts what it launches is its own choice: it goes by the order of ids. What it
 * may use is compared where that is said.
 */
const launched = /aws:autoscaling:groupName|amazon-ecs|[cC]ontainer-?[iI]nstance|"members":\[\{|instances-launch-template|"targets":\[\{/;
const placeless = (text) =>
  launched.test(text) ? text.replace(/\b[a-z]{2}-[a-z]+-\d[a-f]\b|\b[a-z]+\d-az\d\b|\bsubnet-[0-9a-f]{17}\b/g, 'place') : text;

/** Without times and tokens, members in one order. */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'string') return document(value) ?? value;
  if (value === null || typeof value !== 'object') return typeof value === 'number' && value > 1e11 ? 'time' : value;
  if ('$date' in value) return 'date';
  const members = Object.entries(value).filter(([name]) => !/^(clientToken|CreatorRequestId)$/i.test(name));
  return Object.fromEntries(members.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, plain(member)]));
}

/** What a policy says; how it is indented does not matter. */
function document(text) {
  if (!text.startsWith('{')) return undefined;
  try {
    return plain(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** What AWS chooses: `vpc-0123456789abcdef0`, UUIDs, addresses and names made of them. Digests it does not choose. */
const ids = new RegExp(
  [
    String.raw`\b[0-9a-f]{2}(?::[0-9a-f]{2}){5}\b`,
    String.raw`\b(?:ip|ec2)(?:-\d+){4}\b`,
    String.raw`\b\d+(?:\.\d+){3}\b(?!\/)`,
    String.raw`\b(?!0{12}\b)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b`,
    String.raw`\b(?!0{12}\b)(?=[0-9a-f]*\d)[0-9a-f]{6,63}\b`,
    String.raw`\b(?:AROA|AIPA|Z(?=[0-9A-F]{12}))\w+`,
  ].join('|'),
  'g',
);

/** The rows with names for their ids: at first all alike, then by what is said of them, as far as that is known by then. */
function* named(rows) {
  let names = new Map(rows.flatMap((row) => row.match(ids) ?? []).map((id) => [id, '#']));
  for (;;) {
    yield rows.map((row) => row.replace(ids, (id) => names.get(id)));
    const said = new Map([...names.keys()].map((id) => [id, []]));
    for (const row of rows)
      for (const id of new Set(row.match(ids) ?? []))
        said.get(id).push(row.replace(ids, (other) => (other === id ? '<this>' : names.get(other))));
    names = new Map([...said].map(([id, lines]) => [id, digest(lines.toSorted().join('\n'))]));
  }
}

const digest = (text) => `#${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
