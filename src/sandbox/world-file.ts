import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { monotonicNow } from '../clock.js';
import { FailureError } from '../failure.js';
import { readKept, replaceKept } from '../kept-file.js';
import { upToDate } from './world-migration.js';
import { World, type WorldData } from './world.js';

/** A world in a file, so that all processes of this machine see the same cloud. Only the file's owner can read it. */
export class WorldFile {
  readonly world: World;
  readonly #directory: string;
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  private constructor(directory: string, world: World) {
    this.#directory = directory;
    this.world = world;
  }

  /**
   * @throws Error when there is a file that is no world: it is left as it is
   */
  static async open(directory: string): Promise<WorldFile> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return new WorldFile(directory, await readWorld(directory));
  }

  /** When this resolves, a killed process no longer loses what the world is now. Overlapping calls share a write. */
  save(): Promise<void> {
    this.#next ??= this.#writing
      .catch(() => {})
      .then(() => {
        this.#next = undefined;
        return (this.#writing = this.#write());
      });
    return this.#next;
  }

  /** The file is not synced to disk, so a power failure may lose the last changes. */
  #write(): Promise<void> {
    return replaceKept(join(this.#directory, 'world.json'), JSON.stringify(this.world));
  }
}

/**
 * The world that is kept in a directory, or an empty one where there is none. Nothing is written.
 * @throws Error when there is a file that is no world: it is left as it is
 */
export async function readWorld(directory: string): Promise<World> {
  const path = join(directory, 'world.json');
  try {
    const text = await readKept(path);
    return text === undefined ? new World(monotonicNow()) : World.from(upToDate(JSON.parse(text) as WorldData));
  } catch (error) {
    if (error instanceof FailureError) throw error;
    throw new Error(
      `${path} cannot be read as a saved sandbox (${(error as Error).message}). It is kept as it is; delete it to start with an empty sandbox`,
      {
        cause: error,
      },
    );
  }
}
