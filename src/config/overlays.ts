import { readdir } from 'node:fs/promises';
import { extname } from 'node:path';
import { schemaFile } from './init.js';

/** A file that lies over a config in one environment: `provision.prod.yaml` over `provision.yaml`. */
export interface Overlay {
  readonly env: string;
  /** Its name in the directory of the config. */
  readonly file: string;
}

const extensions = ['.yaml', '.yml', '.json'];

/**
 * The overlays of a config, by the names of the files beside it.
 * @param file the name of the config in its directory
 */
export async function overlaysOf(file: string, directory: string): Promise<Overlay[]> {
  const beginning = `${file.slice(0, file.length - extname(file).length)}.`;
  const files = await readdir(directory).catch(() => []);
  return files.toSorted().flatMap((name) => {
    const extension = extname(name);
    const env = name.slice(beginning.length, name.length - extension.length);
    const isOverlay = name.startsWith(beginning) && extensions.includes(extension) && /^[\w-]+$/.test(env);
    return isOverlay && name !== schemaFile ? [{ env, file: name }] : [];
  });
}
