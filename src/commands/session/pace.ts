import { speedOf } from '../../clock.js';
import type { Target } from '../request.js';

/** How much faster the sandbox goes than AWS; nothing to tell of `instant`. */
export function paceOf({ sandbox }: Target): { pace?: number } {
  const speed = sandbox ? speedOf(sandbox.speed) : undefined;
  return speed !== undefined && speed !== Infinity && speed !== 1 ? { pace: speed } : {};
}
