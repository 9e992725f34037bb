import type * as Ssm from '@aws-sdk/client-ssm';
import { onResource, texts, type Rule, type Rules } from './required-permission.js';

/** Those that AWS publishes for everybody belong to no account: some ARNs of them have one all the same. */
const reads: Rule<Ssm.GetParameterRequest> = ({ operation, input, context }) =>
  texts(input.Name).map((name) => {
    const { partition, region, account } = context;
    const arn = (owner: string) => `arn:${partition}:ssm:${region}:${owner}:parameter/${name.replace(/^\//, '')}`;
    return name.startsWith('/aws/service/')
      ? onResource(`ssm:${operation}`, arn(''), {}, arn('*'))
      : onResource(`ssm:${operation}`, arn(account));
  });

/** AWS Systems Manager. Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html */
export const ssm: Rules = { GetParameter: reads };
