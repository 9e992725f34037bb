import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the bundle. */
export interface Chunk {
  readonly file: string;
  readonly text: string;
  readonly bytes: number;
  /** The source files that are in it, as its source map names them. */
  readonly sources: readonly string[];
  /** The files that it imports, and that are loaded before it runs. What it imports later is not among them. */
  readonly imports: readonly string[];
}

/** Reads the bundle. @param home as `buildProgram` gives it */
export async function chunksIn(home: string): Promise<ReadonlyMap<string, Chunk>> {
  const dist = join(home, 'dist');
  const files = (await readdir(dist)).filter((file) => file.endsWith('.js'));
  const chunks = await Promise.all(files.map((file) => chunkFrom(dist, file)));
  return new Map(chunks.map((it) => [it.file, it]));
}

async function chunkFrom(dist: string, file: string): Promise<Chunk> {
  const text = await readFile(join(dist, file), 'utf8');
  const map = await readFile(join(dist, `${file}.map`), 'utf8').catch(() => '{"sources":[]}');
  const { sources } = JSON.parse(map) as { sources: string[] };
  const imports = [...text.matchAll(importedFile)].flatMap(([, it]) => it ?? []);
  return { file, text, bytes: Buffer.byteLength(text), sources, imports };
}

/** `import{a}from"./chunk-A.js"`, `import"./chunk-B.js"` and `export{c}from"./chunk-C.js"`. */
const importedFile = /(?:^|[;}\n])(?:import|export)[^;'"()]*"\.\/([\w-]+\.js)"/g;

/** A file with all that is loaded before it runs. */
export function loadedWith(file: string, chunks: ReadonlyMap<string, Chunk>): Chunk[] {
  const seen = new Map<string, Chunk>();
  const load = (it: string) => {
    const chunk = chunks.get(it);
    if (!chunk || seen.has(it)) return;
    seen.set(it, chunk);
    chunk.imports.forEach(load);
  };
  load(file);
  return [...seen.values()];
}

/**
 * What processes load while they run, by Node's own account.
 * @param run runs them, with this environment added
 */
export async function loadedBy(
  run: (env: { readonly NODE_V8_COVERAGE: string }) => Promise<unknown>,
  chunks: ReadonlyMap<string, Chunk>,
): Promise<Chunk[]> {
  const directory = await mkdtemp(join(tmpdir(), 'provision-loaded-'));
  try {
    await run({ NODE_V8_COVERAGE: directory });
    const accounts = await Promise.all((await readdir(directory)).map((it) => readFile(join(directory, it), 'utf8')));
    const urls = accounts.flatMap((it) =>
      (JSON.parse(it) as { result: { url: string }[] }).result.map(({ url }) => url),
    );
    const files = urls.filter((url) => url.startsWith('file:')).map((url) => basename(fileURLToPath(url)));
    return [...new Set(files)].flatMap((file) => chunks.get(file) ?? []);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

export const sourcesOf = (chunks: readonly Chunk[]): string[] => chunks.flatMap(({ sources }) => sources);
export const bytesOf = (chunks: readonly Chunk[]): number => chunks.reduce((sum, { bytes }) => sum + bytes, 0);
