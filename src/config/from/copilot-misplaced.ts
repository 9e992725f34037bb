import type { Reason } from './draft.js';
import { told, type Row } from './rows.js';
import { beside, within } from './source.js';

/** Copilot passes over members that it does not know, so nobody is told of one that is not where it belongs. */
export const passedOver = (place: string): Reason => ({
  because: `Copilot passes over it, and the manifest says something else where it belongs: ${place}`,
  instead: 'write what is meant into the config',
});

/** A member that is not where it belongs counts where nothing is said there. */
export const belongingTo =
  (place: string, row: Row): Row =>
  (value, target) => {
    const [own, ...path] = place.split('.');
    const there = path.reduce(within, beside(value, own ?? ''));
    if (there.value === undefined) told(`it is read as ${place}, where it belongs`, row)(value, target);
    else target.leave(value, passedOver(place));
  };
