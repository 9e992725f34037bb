import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { monotonicNow } from '../clock.js';
import { FailureError } from '../failure.js';
import { JournaledFile, readJournaled } from '../journaled-file.js';
import { journaledWorld, withChanges, worldJournal } from './world-journal.js';
import { upToDate } from './world-migration.js';
import { World } from './world.js';
import type { WorldData } from './world-data.js';

/** A world in a file, so that all processes of this machine see the same cloud. Only the file's owner can read it. */
export class WorldFile {
  readonly world: World;
  readonly #file: JournaledFile;
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  private constructor(directory: string, world: World) {
    // It is not synced to disk, so a power failure may lose the last changes.
    this.#file = new JournaledFile(pathIn(directory));
    this.world = world;
    world.watchChanges();
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

  /** Saves it for the last time: in one file. */
  async close(): Promise<void> {
    await this.save();
    await this.#file.close({ whole: () => JSON.stringify(this.world) });
  }

  #write(): Promise<void> {
    const { world } = this;
    const changes = world.takeChanges();
    return this.#file.write({
      line: () => JSON.stringify(changes),
      whole: () => JSON.stringify(world),
      journaled: (name) => JSON.stringify(journaledWorld(world.toJSON(), name, changes.serial)),
    });
  }
}

const pathIn = (directory: string) => join(directory, 'world.json');

/**
 * The world that is kept in a directory, or an empty one where there is none. Nothing is written.
 * @throws Error when there is a file that is no world: it is left as it is
 */
export async function readWorld(directory: string): Promise<World> {
  const path = pathIn(directory);
  try {
    const found = await readJournaled(path, worldJournal);
    if (!found) return new World(monotonicNow());
    const { data, lines } = found;
    return World.from(lines ? withChanges(data, lines) : upToDate(data as WorldData));
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
