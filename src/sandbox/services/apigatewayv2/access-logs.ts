import type { AccessLogSettings } from '@aws-sdk/client-apigatewayv2';
import type { Context } from '../../service.js';
import { logGroups } from '../logs/tables.js';
import { badRequest, required } from './refusals.js';

/**
 * Checks where a stage writes its access logs: a log group's ARN, without the `:*` that DescribeLogGroups also shows,
 * and a format that lets a line be traced to its request. What AWS does besides, adding the group to an account-wide
 * resource policy, is left out.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
 * @throws AwsError `BadRequestException`
 */
export function checkAccessLogs(settings: AccessLogSettings, context: Context): void {
  const arn = required(settings.DestinationArn, 'DestinationArn');
  const format = required(settings.Format, 'Format');
  if (!logGroups(context).find(({ group }) => group.logGroupArn === arn))
    throw badRequest(`Invalid access log destination: no CloudWatch Logs log group has the ARN ${arn}`);
  if (!/\$context\.(requestId|extendedRequestId)\b/.test(format))
    throw badRequest('Invalid access log format: it must contain $context.requestId or $context.extendedRequestId');
}
