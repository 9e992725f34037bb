import { delaysIn, resetDelays, setDelays } from './delays.js';
import { quotasIn, resetQuotas, setQuotas } from './quotas.js';
import type { Context } from './service.js';
import { saySpotRoom, spotRoom } from './services/ecs/capacity/spot.js';
import { allLoads, sayLoads, sayNoLoad } from './services/ecs/service/load.js';
import { programsIn, resetPrograms, setPrograms } from './services/ecs/task/task-programs.js';
import { delegationsIn, resetDelegations, setDelegations } from './services/route53/dns.js';
import { settingsOf, type Settings, type SettingsInWorld } from './settings.js';
import type { World } from './world.js';

/** The world that the settings are of, and who is to know of changes. */
interface Surroundings {
  world(): World;
  /** One for each region that has a table. */
  contexts(table: string): readonly Context[];
  /** Lets time pass up to now. */
  advance(): void;
  changed(): void;
}

/** How something said of ECS services is read and set. @see `Settings` */
interface OfServices {
  all(contexts: readonly Context[]): object;
  set(contexts: readonly Context[], values: unknown): string[];
  reset(contexts: readonly Context[]): unknown;
}

/** What whoever runs the sandbox sees and sets of its world. It is kept with the world. */
export class WorldSettings {
  readonly #of: Surroundings;

  constructor(of: Surroundings) {
    this.#of = of;
  }

  /** How long the parts of AWS take to know of each other's changes. */
  readonly delays: Settings = this.#kept({ all: delaysIn, set: setDelays, reset: resetDelays });
  /** How much of everything the account may have. */
  readonly quotas: Settings = this.#kept({ all: quotasIn, set: setQuotas, reset: resetQuotas });
  /** Which hosted zones the registrar leads to: all but those that are said not to be. */
  readonly delegations: Settings = this.#kept({ all: delegationsIn, set: setDelegations, reset: resetDelegations });
  /** What the programs in one-off tasks do. */
  readonly programs: Settings = this.#kept({ all: programsIn, set: setPrograms, reset: resetPrograms });

  #kept(values: SettingsInWorld): Settings {
    return settingsOf(
      () => ({ world: this.#of.world() }),
      values,
      () => this.#of.changed(),
    );
  }

  /** What the tasks of services have to do. @see `services/ecs/service/load.ts` */
  readonly load = this.#ofServices({ all: allLoads, set: sayLoads, reset: sayNoLoad });

  /** Whether Fargate Spot has room for tasks. @see `services/ecs/capacity/spot.ts` */
  readonly spot = this.#ofServices({
    all: spotRoom,
    set: saySpotRoom,
    reset: (contexts) => saySpotRoom(contexts, { hasRoom: true }),
  });

  /** What somebody says of ECS services, in all regions that have some. It is kept with the world. */
  #ofServices({ all, set, reset }: OfServices): Settings {
    const changed = () => {
      this.#of.advance();
      this.#of.changed();
      return this.#of.contexts('ecs/services');
    };
    return {
      all: () => all(this.#of.contexts('ecs/services')),
      set: (values) => set(changed(), values),
      reset: () => void reset(changed()),
    };
  }
}
