import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  answers: { CreateApiMapping: 'ApiMappingId' },
};
