import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [
    { for: 'ready', like: 'GetOperation', query: 'Operation.Status', good: 'SUCCESS', bad: 'FAIL', minutes: 10 },
    { for: 'gone', like: 'DeleteNamespace', ask: 'GetNamespace', query: 'Namespace.Id', good: 'gone', minutes: 10 },
  ],
  answers: { CreatePrivateDnsNamespace: 'OperationId', GetOperation: 'Operation.Targets.NAMESPACE' },
};
