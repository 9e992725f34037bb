import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [{ for: 'ready', like: 'GetChange', query: 'ChangeInfo.Status', good: 'INSYNC', minutes: 5 }],
  answers: { ChangeResourceRecordSets: 'ChangeInfo.Id' },
};
