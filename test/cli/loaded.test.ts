import { isBuiltin } from 'node:module';
import { beforeAll, expect, test } from '@jest/globals';
import { commands } from '../../src/commands/index.js';
import { buildProgram } from './build.js';
import { bytesOf, chunksIn, loadedBy, loadedWith, sourcesOf, type Chunk } from './chunks.js';
import { Desk } from './program.js';

/** What takes time to load, and the sources that show that it was loaded. */
const heavy = {
  sandbox: /\/src\/sandbox\/services\//,
  'operations of the SDK': /\/@aws-sdk\/client-[\w-]+\/dist-es\/schemas\//,
  'clients of the SDK': /\/@aws-sdk\/client-(?!sts\/)[\w-]+\/dist-es\/\w+Client\.js$/,
  zod: /\/zod\/v4\//,
  yaml: /\/yaml\/dist\//,
  'layout of graphs': /\/@viz-js\//,
} as const;
type Heavy = keyof typeof heavy;
const heavyIn = (chunks: readonly Chunk[]): Heavy[] => {
  const sources = sourcesOf(chunks);
  return (Object.keys(heavy) as Heavy[]).filter((it) => sources.some((source) => heavy[it].test(source)));
};

let chunks: ReadonlyMap<string, Chunk>;
beforeAll(async () => {
  chunks = await chunksIn(await buildProgram());
});

/** What is loaded with the chunk that begins with a source file. */
function loadedWithSource(source: string): Chunk[] {
  const all = [...chunks.values()].filter(({ sources }) => sources.some((it) => it.endsWith(source)));
  // A chunk that several need has other names than the file that a command loads.
  expect(all).toHaveLength(1);
  return loadedWith(all[0]?.file ?? '', chunks);
}

test('each client of the SDK has a chunk, and its operations have one: no other client is in them', () => {
  const clients = /\/@aws-sdk\/(client-[\w-]+)\/dist-es\/(schemas\/schemas_0|\w+Client)\.js$/;
  const homes = new Map<string, Set<string>>();
  const together: string[][] = [];
  for (const { file, sources } of chunks.values()) {
    const inside = sources.flatMap((it) => [clients.exec(it) ?? []]).filter(([whole]) => whole !== undefined);
    for (const [, client = '', part = ''] of inside) {
      const name = `${client} ${part}`;
      homes.set(name, (homes.get(name) ?? new Set()).add(file));
    }
    const names = [...new Set(inside.map(([, client = '']) => client))];
    if (names.length > 1) together.push(names);
  }
  expect(homes.size).toBeGreaterThan(30);
  expect([...homes].filter(([, files]) => files.size > 1)).toEqual([]);
  expect(together).toEqual([]);
});

test('of the operations of EC2, only those are in the bundle that something calls or answers', () => {
  const home = [...chunks.values()].find(({ sources }) =>
    sources.some((it) => it.includes('/client-ec2/dist-es/schemas/')),
  );
  expect(home?.bytes).toBeLessThan(300_000);
});

test('a command line is parsed, and completed, with nothing heavy loaded', () => {
  for (const source of ['src/cli/cli.ts', 'src/cli/main.ts', 'src/cli/completion/complete.ts'])
    expect([source, heavyIn(loadedWithSource(source))]).toEqual([source, []]);
});

test('no command loads a client before it is needed; the sandbox is loaded by those alone that begin with it', () => {
  const loaded = commands.map(({ name }) => {
    const handler = loadedWithSource(`src/commands/${name}/handler.ts`);
    return [name, heavyIn(handler)] as const;
  });
  const having = (what: Heavy) => loaded.filter(([, all]) => all.includes(what)).map(([name]) => name);
  expect(having('clients of the SDK')).toEqual([]);
  expect(having('layout of graphs')).toEqual([]);
  expect(having('sandbox')).toEqual(['plan', 'script', 'policy', 'sandbox']);
  const without = loaded.filter(([, all]) => !all.includes('operations of the SDK')).map(([name]) => name);
  expect(without).toEqual(['config', 'explain', 'timeline', 'outputs', 'state', 'unlock', 'init', 'completion']);
  expect(loaded.filter(([, all]) => all.length === 0).map(([name]) => name)).toEqual(['explain', 'completion']);
});

test('no two files of the bundle import each other, and few are small', () => {
  const around = [...chunks.values()].filter(({ imports }) =>
    imports.some((it) => loadedWith(it, chunks).some(({ imports: further }) => further.includes(it))),
  );
  expect(around.map(({ file }) => file)).toEqual([]);
  // Node takes a millisecond for each.
  expect(loadedWithSource('src/commands/status/handler.ts').length).toBeLessThan(80);
});

test.each([
  { words: ['explain', 'vpc'], most: 900_000 },
  { words: ['explain', 'ec2:CreateVpc'], most: 900_000 },
  { words: ['explain', 'dns', '--json'], most: 900_000 },
  { words: ['completion', 'bash'], most: 600_000 },
  { words: ['--version'], most: 10_000 },
  { words: ['status', '--help'], most: 10_000 },
  { words: ['--complete', 'status', '--'], most: 100_000 },
])('$words loads nothing heavy, and fewer than $most bytes', async ({ words, most }) => {
  const loaded = await loadedBy(async (env) => (await Desk.open(env)).run(...words), chunks);
  expect(loaded.map(({ file }) => file)).toContain('cli.js');
  expect(heavyIn(loaded)).toEqual([]);
  expect(bytesOf(loaded)).toBeLessThan(most);
});

test('the errors of the SDK are made by one function, and none of them is a class that is written out', () => {
  const [made, written] = [/serviceError\w*(?:\$\d+)?\(/g, /\$fault="(?:client|server)";/];
  const inClients = [...chunks.values()].filter(({ sources }) =>
    sources.some((it) => /\/@aws-sdk\/client-[\w-]+\/dist-es\/models\/errors\.js$/.test(it)),
  );
  expect(inClients.flatMap(({ text }) => text.match(made) ?? []).length).toBeGreaterThan(500);
  expect(inClients.filter(({ text }) => written.test(text)).map(({ file }) => file)).toEqual([]);
});

test('no description is kept with the schema of a config: they are in the JSON Schema that the build has made', () => {
  const registering = /\bglobalRegistry\w*(?:\$\d+)?\.add\(/;
  expect([...chunks.values()].filter(({ text }) => registering.test(text)).map(({ file }) => file)).toEqual([]);
});

test('text is measured without the tables of Unicode, until there is some that is not ASCII', () => {
  // V8 reads these when the object is made, which takes four tenths of the time that starting Node does.
  const early = /(?:const|let|var|,)\s*\w+\s*=\s*(?:new Intl\.|\/[^/\n]*\\p\{RGI_Emoji\})/;
  expect([...chunks.values()].filter(({ text }) => early.test(text)).map(({ file }) => file)).toEqual([]);
});

test('no builtin module of Node is imported, which would read all its exports', () => {
  // Some load much when they are read, as `WebSocket` of `http` does in Node 22.
  const imported = [...chunks.values()].flatMap(({ text }) =>
    [...text.matchAll(importedName)].flatMap(([, name = '']) => (isBuiltin(name) ? [name] : [])),
  );
  expect(new Set(imported)).toEqual(new Set(['node:module']));
});
const importedName = /(?:^|[;}\n])import[^;'"()]*"([\w:/]+)"/g;

test('status at an endpoint loads the clients of what is recorded, and no sandbox', async () => {
  const credentials = { AWS_ACCESS_KEY_ID: 'sandbox', AWS_SECRET_ACCESS_KEY: 'sandbox', AWS_REGION: 'us-east-1' };
  const desk = await Desk.open(credentials);
  const sandbox = desk.start('sandbox', '--port', '0', '--sandbox-speed', 'instant');
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(await sandbox.said('http://127.0.0.1')) ?? [];
  const where = ['--blueprint', 'cloud-map-public', '--endpoint-url', url, '--state', desk.path('states')];
  expect(await desk.run('up', ...where, '--yes')).toMatchObject({ code: 0 });

  const loaded = await loadedBy(async (env) => {
    const ended = await (await Desk.open({ ...credentials, ...env })).run('status', ...where);
    expect(ended).toMatchObject({ code: 0 });
  }, chunks);

  expect(heavyIn(loaded)).not.toContain('sandbox');
  const clients = sourcesOf(loaded).flatMap((it) => /\/client-([\w-]+)\/dist-es\/\w+Client\.js$/.exec(it)?.[1] ?? []);
  expect(clients.toSorted()).toEqual(
    [
      ...['apigatewayv2', 'cloudwatch-logs', 'ec2', 'ecs', 'iam', 'servicediscovery', 'sts'],
      // The list of all tags.
      'resource-groups-tagging-api',
    ].toSorted(),
  );
  expect(bytesOf(loaded)).toBeLessThan(3_180_000);
});
