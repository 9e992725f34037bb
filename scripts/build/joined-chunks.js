import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/**
 * esbuild makes a chunk of whatever the same entries need, so a hundred entries give hundreds of chunks, and half of those that a
 * command loads are of less than 3 KB. Node takes a millisecond for each file, which is what it takes for 12 KB of code as well. So
 * small chunks are joined with others, where that costs the entries that need only one of them less than it saves those that need both.
 */
const bytesAsSlowAsAFile = 12_000;
/**
 * By how much what an entry loads may grow, because where it loses, others win. What is imported while the program runs is mostly small
 * and comes when much else was loaded, so it has these bytes in addition.
 */
const mostGrowth = 0.04;
const mostGrowthLater = 25_000;

/** What is written here is of no source file. */
const noSource = '//# sourceMappingURL=data:application/json,{"version":3,"sources":[],"names":[],"mappings":""}';

/** What may not be loaded by an entry that does not need it, however small the part of it is that is in a chunk. */
const heavy = /\/src\/sandbox\/services\/|\/@aws-sdk\/(client-[\w-]+)\/|\/zod\/v4\/|\/yaml\/dist\/|\/@viz-js\//;
const client = /\/@aws-sdk\/(client-[\w-]+)\/dist-es\/(?:schemas\/|\w+Client\.js)/;

/**
 * Joins the chunks of a bundle.
 * @param {object} options for esbuild, of the bundle that is written
 * @param {import('esbuild').Metafile} metafile of the bundle that is read
 * @param {string} parts where that one is, as the metafile has it
 */
export async function joinChunks({ absWorkingDir, ...options }, { outputs }, parts) {
  const nameOf = (path) => path.slice(parts.length + 1);
  const chunks = new Map(
    Object.entries(outputs)
      .filter(([path]) => path.endsWith('.js'))
      .map(([path, it]) => [nameOf(path), chunkFrom(nameOf(path), it, nameOf)]),
  );
  const groups = joined([...chunks.values()], neededBy(chunks));
  const groupOf = new Map(groups.flatMap((group) => group.members.map((member) => [member, group])));
  // Names are unique in a chunk, not in a group.
  const exported = (member, name) => {
    const { members } = groupOf.get(member);
    return members.length === 1 ? name : `${name}$${members.indexOf(member)}`;
  };
  const reexported = (member, from, [outer, inner]) => {
    const names = chunks.get(member).exports;
    return names.map((name) => `export {${inner(name)} as ${outer(name)}} from './${from}';`).join('');
  };
  const plugin = {
    name: 'joined-chunks',
    setup({ onResolve, onLoad }) {
      const directory = join(absWorkingDir, parts);
      onResolve({ filter: /^group:/ }, ({ path }) => ({ path: path.slice('group:'.length), namespace: 'group' }));
      onLoad({ filter: /.*/, namespace: 'group' }, ({ path }) => {
        const { members } = groups.find(({ name }) => name === path);
        const lines = members.map((it) => reexported(it, it, [(name) => exported(it, name), (name) => name]));
        return { contents: [...lines, noSource].join('\n'), resolveDir: directory };
      });
      onResolve({ filter: /^\.\/[\w-]+\.js$/ }, ({ path, kind, importer, namespace }) => {
        const member = basename(path);
        const group = groupOf.get(member);
        if (kind === 'dynamic-import') return { path, external: true };
        // Of what is elsewhere, only what is used is imported.
        if (namespace === 'elsewhere') return { path, external: true, sideEffects: false };
        const isInside = namespace === 'group' ? group.name === importer : group.members.includes(basename(importer));
        return isInside ? { path: join(directory, member) } : { path: member, namespace: 'elsewhere' };
      });
      onResolve({ filter: /^order:/ }, ({ path }) => ({ path: `./${path.slice('order:'.length)}`, external: true }));
      onLoad({ filter: /.*/, namespace: 'elsewhere' }, ({ path }) => {
        const { name: file } = groupOf.get(path);
        const names = reexported(path, file, [(name) => name, (name) => exported(path, name)]);
        return { contents: `import 'order:${file}'; ${names}\n${noSource}`, resolveDir: directory };
      });
      onLoad({ filter: /[\\/][\w-]+\.js$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const { js } = options.banner;
        // Where nothing calls `require`, there is nothing to make one for.
        const contents = /\brequire\b/.test(source.replace(js, '')) ? source : source.replace(js, '');
        return { contents, loader: 'js' };
      });
    },
  };
  const { banner: _, ...shared } = options;
  await build({
    ...shared,
    absWorkingDir,
    entryPoints: groups.map(({ name, isEntry }) => ({
      in: isEntry ? join(absWorkingDir, parts, name) : `group:${name}`,
      out: name.slice(0, -'.js'.length),
    })),
    plugins: [plugin],
  });
}

const chunkFrom = (name, { imports, exports, entryPoint, inputs, bytes }, nameOf) => ({
  name,
  bytes,
  exports,
  isEntry: entryPoint !== undefined,
  imports: imports.flatMap((it) => (it.kind === 'import-statement' && !it.external ? [nameOf(it.path)] : [])),
  importsLater: imports.flatMap((it) => (it.kind === 'dynamic-import' && !it.external ? [nameOf(it.path)] : [])),
  heavy: Object.keys(inputs).some((file) => heavy.test(`/${file}`)),
  clients: new Set(Object.keys(inputs).flatMap((file) => client.exec(`/${file}`)?.[1] ?? [])),
});

/** For each chunk the entries with which it is loaded, as bits of a number. */
function neededBy(chunks) {
  const needed = new Map([...chunks.keys()].map((name) => [name, 0n]));
  const mark = (name, bit) => {
    if (needed.get(name) & bit) return;
    needed.set(name, needed.get(name) | bit);
    for (const it of chunks.get(name).imports) mark(it, bit);
  };
  [...chunks.values()].filter(({ isEntry }) => isEntry).forEach(({ name }, at) => mark(name, 1n << BigInt(at)));
  return needed;
}

/** Joins each small chunk with the one that most is saved by. An entry stays as it is, because others load it by its name. */
function joined(chunks, needed) {
  const groups = new Map(
    chunks.map((it) => [it.name, { ...it, members: [it.name], imports: new Set(it.imports), by: needed.get(it.name) }]),
  );
  const later = new Set(chunks.flatMap((it) => it.importsLater));
  const room = new Map(
    chunks
      .filter(({ isEntry }) => isEntry)
      .map(({ name }, at) => [
        1n << BigInt(at),
        mostGrowth * bytesOf(loadedWith(groups.get(name), groups)) + (later.has(name) ? mostGrowthLater : 0),
      ]),
  );
  const waiting = new Set(chunks.filter(({ isEntry }) => !isEntry).map(({ name }) => name));
  while (waiting.size > 0) {
    const small = [...waiting].map((it) => groups.get(it)).reduce((a, b) => (b.bytes < a.bytes ? b : a));
    waiting.delete(small.name);
    const best = [...groups.values()]
      .filter((it) => it !== small && !it.isEntry && mayShare(small, it))
      .map((other) => ({ other, more: moreOf(small, other, groups) }))
      .filter(({ more }) => more !== undefined && [...more].every(([entry, bytes]) => bytes <= room.get(entry)))
      .map(({ other, more }) => ({ other, more, saved: savedBy(small, other) - sum(more.values()) }))
      .filter(({ saved }) => saved > 0)
      .sort((a, b) => b.saved - a.saved || (a.other.name < b.other.name ? -1 : 1))
      .find(({ other }) => !isCircle(small, other, groups));
    if (!best) continue;
    const { other, more } = best;
    const both = together(small, other);
    for (const [entry, bytes] of more) room.set(entry, room.get(entry) - bytes);
    groups.delete(small.name);
    groups.delete(other.name);
    waiting.delete(other.name);
    for (const { imports } of groups.values()) {
      const isFirst = imports.delete(small.name);
      if (imports.delete(other.name) || isFirst) imports.add(both.name);
    }
    groups.set(both.name, both);
    waiting.add(both.name);
    for (const it of loadedWith(both, groups)) it.by |= both.by;
  }
  return [...groups.values()];
}

function together(a, b) {
  const members = [...a.members, ...b.members].sort();
  const hash = createHash('sha256').update(members.join(' ')).digest('base64url').replace(/[-_]/g, '').slice(0, 8);
  return {
    name: `chunk-${hash.toUpperCase()}.js`,
    members,
    bytes: a.bytes + b.bytes,
    isEntry: false,
    imports: new Set([...a.imports, ...b.imports].filter((it) => it !== a.name && it !== b.name)),
    by: a.by | b.by,
    heavy: a.heavy || b.heavy,
    clients: new Set([...a.clients, ...b.clients]),
  };
}

const sum = (numbers) => [...numbers].reduce((a, b) => a + b, 0);
const bytesOf = (groups) => sum([...groups].map(({ bytes }) => bytes));

/** What is saved by entries that need both. */
const savedBy = (a, b) => bytesAsSlowAsAFile * bitsOf(a.by & b.by).length;

/**
 * How many bytes more each entry loads where two are joined: one that needs only one of them loads the other with all that this one
 * imports.
 * @returns undefined where that would be something heavy
 */
function moreOf(a, b, groups) {
  const more = new Map();
  for (const [group, by] of [
    [a, b.by & ~a.by],
    [b, a.by & ~b.by],
  ])
    for (const it of by ? loadedWith(group, groups) : []) {
      const entries = bitsOf(by & ~it.by);
      if (entries.length > 0 && it.heavy) return undefined;
      for (const entry of entries) more.set(entry, (more.get(entry) ?? 0) + it.bytes);
    }
  return more;
}

function bitsOf(number) {
  const bits = [];
  for (let rest = number; rest > 0n; rest &= rest - 1n) bits.push(rest & -rest);
  return bits;
}

function loadedWith(group, groups) {
  const all = new Set([group]);
  for (const { imports } of all) for (const name of imports) all.add(groups.get(name));
  return all;
}

/** A client stays in a chunk of its own. */
const mayShare = (a, b) => new Set([...a.clients, ...b.clients]).size <= Math.max(a.clients.size, b.clients.size);

/** Whether one of them imports the other through a third: joined, they would import each other. */
const isCircle = (a, b, groups) => leadsTo(a, b, groups) || leadsTo(b, a, groups);
function leadsTo(from, to, groups) {
  const seen = new Set([...from.imports].filter((it) => it !== to.name));
  for (const name of seen) {
    if (name === to.name) return true;
    for (const it of groups.get(name).imports) seen.add(it);
  }
  return false;
}
