import type { RequestWith } from '../request.js';
import { bringUpAs } from '../up/handler.js';

/** `provision resume`: `up` on a paused stack, asked for by its name. @returns the exit code */
export const runResume = (
  request: RequestWith<'stack' | 'target' | 'states' | 'display' | 'limits' | 'yes'>,
): Promise<number> => bringUpAs('resume', { ...request, step: false });
