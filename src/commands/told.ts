import { stackOf } from '../../steps/index.js';
import type { Config } from '../config/schema.js';
import type { Story } from '../explain/story.js';
import { storyOf } from '../explain/tell.js';
import { FailureError } from '../failure.js';
import { pricesIn } from '../prices/table.js';
import { rehearseAsked } from '../rehearsal/asked.js';
import { unknownAccount } from '../rehearsal/symbols.js';
import { partitionOf } from '../sandbox/wire/credential-scope.js';
import { networkNamedIn } from './networks.js';
import type { Arguments } from './options.js';
import { pieceOf, worldFor } from './piece.js';
import { endpointOf } from './place.js';
import { wantedOf } from './wanted.js';

/** A stack that can be told of. */
export interface ToldStack {
  /** By name, in order. */
  readonly steps: readonly string[];
  /** Rehearses it. @throws FailureError where that fails, for the reason why `up` would fail, too */
  tell(): Promise<{ story: Story; basis: RegionChoice['basis'] }>;
}

/** @throws FailureError `bad-config`, or `bad-usage` where there is none */
export async function toldStack(argv: Arguments): Promise<ToldStack> {
  const { config, tagOf } = await wantedOf(argv);
  const { region, basis } = await regionFor(argv, config);
  const setting = { account: unknownAccount, region, partition: partitionOf(region) };
  const { steps } = stackOf(config, setting, tagOf);
  return {
    steps: steps.map(({ name }) => name),
    async tell() {
      const world = await worldFor(networkNamedIn(config), setting);
      const life = await rehearseAsked(pieceOf(config, setting, { steps }), world);
      const [failure] = [...life.up.failures, ...life.down.failures];
      if (failure) throw new FailureError(failure);
      return { story: storyOf({ stack: config.name, region }, steps, life, pricesIn(region)), basis };
    },
  };
}

export interface RegionChoice {
  readonly region: string;
  /** `example`: nobody has said one, and as nothing is called any will do. */
  readonly basis: 'chosen' | 'example';
}

/** The region that is meant; any where none is said, because nothing is called there. */
export async function regionFor(argv: Arguments, config?: Config): Promise<RegionChoice> {
  const { region } = await endpointOf(argv, config?.region);
  return region === undefined ? { region: 'us-east-1', basis: 'example' } : { region, basis: 'chosen' };
}
