import type { Path } from '../member-path.js';
import { deploymentWishes } from './deployment-wishes.js';
import { otherNames } from './other-names.js';
import { placesOf } from './places.js';
import { serviceWishes } from './service-wishes.js';
import { taskWishes } from './task-wishes.js';
import { trafficWishes } from './traffic-wishes.js';
import { plainName, type Around, type Wish } from './wish.js';

/** All members that people know from elsewhere, and that a config does not have. */
export const wishes: readonly Wish[] = [...taskWishes, ...serviceWishes, ...deploymentWishes, ...trafficWishes];

/** What is known of a member that a config does not have. */
export type Known =
  | { readonly is: 'not-supported'; readonly because: string; readonly instead: string }
  /** It has another name here. */
  | { readonly is: 'called'; readonly name: string };

/** @param around the path of the map that the member is in */
export const knownWish = (name: string, around: Path): Known | undefined =>
  placesOf(around)
    .map((place) => wishIn(name, place))
    .find((it) => it !== undefined);

/** As `knownWish`, of a member of such a map in another tool's file. */
export function wishIn(name: string, place: Around): Known | undefined {
  const plain = plainName(name);
  const wish = wishes.find((it) => it.around.includes(place) && namesIn(it.names).includes(plain));
  if (wish) return { is: 'not-supported', because: wish.because, instead: wish.instead };
  const named = Object.entries(otherNames[place] ?? {}).find(
    ([here, others]) => plainName(here) === plain || namesIn(others).includes(plain),
  );
  return named && { is: 'called', name: named[0] };
}

const namesIn = (names: string): string[] => names.split(' ').map(plainName);
