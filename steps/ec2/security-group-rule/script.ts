import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  answers: {
    AuthorizeSecurityGroupEgress: 'SecurityGroupRules.0.SecurityGroupRuleId',
    AuthorizeSecurityGroupIngress: 'SecurityGroupRules.0.SecurityGroupRuleId',
  },
};
