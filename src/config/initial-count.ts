import type { Shape } from './shape.js';

type Counted = Pick<Shape['services'][string], 'count' | 'scaling'>;

/** How many tasks a service begins with. Where nothing scales it, it keeps so many. */
export const initialCount = ({ count, scaling }: Counted): number => count ?? scaling?.minimum ?? 1;
