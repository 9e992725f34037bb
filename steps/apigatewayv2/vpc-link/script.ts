import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [
    { for: 'ready', like: 'GetVpcLink', query: 'VpcLinkStatus', good: 'AVAILABLE', bad: 'FAILED', minutes: 15 },
    { for: 'gone', like: 'GetVpcLink', query: 'VpcLinkStatus', good: 'gone', bad: 'FAILED', minutes: 15 },
  ],
  answers: { CreateVpcLink: 'VpcLinkId' },
};
