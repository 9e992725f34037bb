import { speedOf } from '../clock.js';
import { choice, text } from './option.js';

/** How the sandbox goes: for commands that use it, and for the one that serves it. */
export const sandboxOptions = {
  'sandbox-speed': text("How fast the sandbox's time passes: 1x, 60x, …, instant", {
    default: '60x',
    completes: ['1x', '20x', '60x', 'instant'],
    objection: (speed) => (speedOf(speed) ? undefined : 'takes a speed like 60x, 1x or instant'),
  }),
  rates: choice("Whether the sandbox refuses what comes faster than AWS's rates: on, but for instant", ['on', 'off']),
  policy: text('Have the sandbox allow only what this IAM policy allows', { completes: 'file' }),
};
