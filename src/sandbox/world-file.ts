import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { World, type WorldData } from './world.js';

/** A world kept in a file, so that every process of this machine sees the same cloud. Readable by its owner alone. */
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
    this.#next ??= this.#writing.catch(() => {}).then(() => {
      this.#next = undefined;
      return (this.#writing = this.#write());
    });
    return this.#next;
  }

  /** Not synced: a world may be lost with the power, unlike what it stands for. */
  async #write(): Promise<void> {
    const path = join(this.#directory, 'world.json');
    const file = await open(`${path}.new`, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(this.world));
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
  }
}

/**
 * The world that is kept in a directory, or an empty one where there is none. Nothing is written.
 * @throws Error when there is a file that is no world: it is left as it is
 */
export async function readWorld(directory: string): Promise<World> {
  const path = join(directory, 'world.json');
  try {
    return World.from(JSON.parse(await readFile(path, 'utf8')) as WorldData);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new World(Date.now());
    throw new Error(`${path} cannot be read as a sandbox (${(error as Error).message}); delete it to begin anew`, { cause: error });
  }
}
