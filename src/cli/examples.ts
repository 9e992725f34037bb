import type { Example } from '../commands/declaration.js';

/** What the help of the whole program shows. */
export const examples: readonly Example[] = [
  {
    line: 'provision up --sandbox --blueprint cloud-map-public',
    says: 'a whole architecture, without an account',
  },
  {
    line: 'provision init && provision up',
    says: 'write provision.yaml, then bring it up on AWS',
    needs: ['account', 'answer'],
  },
  {
    line: 'provision status; provision down',
    says: 'compare with what is live; delete all of it',
    needs: ['stack', 'answer'],
  },
];
