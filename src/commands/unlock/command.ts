import { command, place } from '../declaration.js';

export const unlockCommand = command({
  name: 'unlock',
  summary: 'Take the lock of a run away that has certainly ended',
  takes: ['stack', place, 'states', 'display', 'yes'],
  examples: [
    { line: 'provision unlock --sandbox', says: 'show who holds it, and take it away', needs: ['sandbox-stack'] },
  ],
  handler: async (request) => (await import('./handler.js')).runUnlock(request),
});
