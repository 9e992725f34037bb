import type { World } from './world.js';

/** Values of a world, by name, that whoever runs the sandbox sees and sets. They are kept with the world. */
export interface Settings {
  all(): object;
  /** @returns what is wrong with the values; nothing is changed then */
  set(values: unknown): string[];
  /** As they are in a new world. */
  reset(): void;
}

interface InWorld {
  readonly world: World;
}
/** How they are read and set in any world. */
export interface SettingsInWorld {
  all(of: InWorld): object;
  set(of: InWorld, values: unknown): string[];
  reset(of: InWorld): void;
}

/**
 * @param of the world; it is asked for with each look and change
 * @param changes is called before anything is changed, so that it is saved
 */
export const settingsOf = (of: () => InWorld, { all, set, reset }: SettingsInWorld, changes: () => void): Settings => ({
  all: () => all(of()),
  set(values) {
    changes();
    return set(of(), values);
  },
  reset() {
    changes();
    reset(of());
  },
});
