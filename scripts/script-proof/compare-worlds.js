import { createHash } from 'node:crypto';
import { onlyIn } from '../only-in.js';

/**
 * Compares two worlds of the sandbox property by property. Each world has its own ids, addresses and ARNs. So an id is
 * identified by the rows that refer to it, these by the rows that refer to them, and so on: two ids are equal where the
 * references to them are equal.
 *
 * Times and idempotency tokens are not compared.
 * @param wanted the world that the program made
 * @param made the world that the script made
 * @returns a line for each row that only one of them has: rows whose own properties differ, or else rows that refer to
 *   different things
 */
export function differences(wanted, made) {
  const views = [named(rowsOf(wanted)), named(rowsOf(made))];
  for (let round = 0; round < rounds; round++) {
    const [was, is] = views.map((view) => view.next().value);
    const lines = [
      ...onlyIn(was, is).map((row) => `missing: ${row}`),
      ...onlyIn(is, was).map((row) => `besides: ${row}`),
    ];
    if (lines.length > 0) return lines.toSorted((a, b) => (a.slice(9) < b.slice(9) ? -1 : 1));
  }
  return [];
}

/** The length of the longest chain of references: task, service, deployment, target group, load balancer, VPC. */
const rounds = 7;
/** Tables that record requests and events, not resources. */
const memories = /(client-tokens|activities|operations|tagging\/\w+)$/;

function rowsOf({ tables }) {
  return Object.entries(tables)
    .filter(([name]) => !memories.test(name))
    .flatMap(([name, rows]) =>
      rows.map(([key, row]) => placeless(timeless(`${name} ${key} ${JSON.stringify(plain(row))}`))),
    );
}

const timeless = (text) => text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time');

/**
 * AWS chooses the zone of what it launches; the sandbox goes by the order of ids. So the zone of a launched thing is
 * not compared. The zones that it may use are compared in the rows that name them.
 */
const launched =
  /aws:autoscaling:groupName|amazon-ecs|[cC]ontainer-?[iI]nstance|"members":\[\{|instances-launch-template|"targets":\[\{/;
const placeless = (text) =>
  launched.test(text)
    ? text.replace(/\b[a-z]{2}-[a-z]+-\d[a-f]\b|\b[a-z]+\d-az\d\b|\bsubnet-[0-9a-f]{17}\b/g, 'place')
    : text;

/** The value without times and tokens, with its members sorted. */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'string') return document(value) ?? value;
  if (value === null || typeof value !== 'object') return typeof value === 'number' && value > 1e11 ? 'time' : value;
  if ('$date' in value) return 'date';
  const members = Object.entries(value).filter(([name]) => !/^(clientToken|CreatorRequestId)$/i.test(name));
  return Object.fromEntries(
    members
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, isMoment(name, member) ? 'time' : plain(member)]),
  );
}

/** Whether a member holds ms of AWS's time: `graceUntil`, `runsSince`. By chance, two of one world are the same. */
const isMoment = (name, value) => typeof value === 'number' && /(At|Since|Until|Before)$/.test(name);

/** A JSON document in a text, parsed: its indentation is not compared. */
function document(text) {
  if (!text.startsWith('{')) return undefined;
  try {
    return plain(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** What AWS chooses: `vpc-0123456789abcdef0`, UUIDs, addresses, and names made of them. Digests follow from content. */
const ids = new RegExp(
  [
    String.raw`\b[0-9a-f]{2}(?::[0-9a-f]{2}){5}\b`,
    String.raw`\b(?:ip|ec2)(?:-\d+){4}\b`,
    String.raw`\b\d+(?:\.\d+){3}\b(?!\/)`,
    String.raw`\b(?!0{12}\b)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b`,
    // A VPC link may be called fcfcdf. A word like `facade` is taken for an id, too, in both worlds alike.
    String.raw`\b(?!0{12}\b)[0-9a-f]{6,63}\b`,
    String.raw`\b(?:AROA|AIPA|Z(?=[0-9A-F]{12}))\w+`,
  ].join('|'),
  'g',
);

/** Yields the rows with names in the place of ids: first one name for all, then names made from the rows that refer to them. */
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
