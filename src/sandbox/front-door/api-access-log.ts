import { randomUUID } from 'node:crypto';
import type { Way } from '../../hops.js';
import type { Context } from '../service.js';
import { childKey, stages } from '../services/apigatewayv2/tables.js';
import { addLogEvents } from '../services/logs/log-events.js';
import { addLogStream, streamKey } from '../services/logs/log-stream.js';
import { logGroups, logStreams } from '../services/logs/tables.js';
import type { WireRequest, WireResponse } from '../wire/message.js';
import { logTime } from './access-line.js';

/** A request that has come to an API, and what became of it. */
interface ApiAccess {
  readonly apiId: string;
  readonly way: Way;
  readonly sent: WireRequest;
  readonly response: WireResponse;
}

/** So many lines of a stage are kept, as of containers. */
const mostLines = 2000;

/**
 * Writes a line of the stage's access log in its own format. Where the stage has none, or the log group is gone, nothing is
 * written. What AWS calls the streams is documented nowhere: here a stage has one.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
 */
export function writeApiAccess(context: Context, access: ApiAccess): void {
  const stageName = access.way.hops.find(({ at }) => at === 'stage')?.id ?? '';
  const settings = stages(context).get(childKey(access.apiId, stageName))?.stage.AccessLogSettings;
  const group = logGroups(context).find(({ group: { logGroupArn } }) => logGroupArn === settings?.DestinationArn);
  if (!settings?.Format || !group) return;
  const name = `${access.apiId}/${stageName}`;
  const stream =
    logStreams(context).get(streamKey(group.group.logGroupName, name)) ?? addLogStream(context, group, name);
  const message = filled(settings.Format, variables(context, { ...access, stageName }));
  addLogEvents(context, stream, [{ timestamp: context.now.getTime(), message }], mostLines);
}

/**
 * What has no value is a dash, and so is what the sandbox does not know: latencies, errors of integrations.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
const filled = (format: string, values: { readonly [name: string]: string | undefined }): string =>
  format.replace(/\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)/g, (_, name: string) => values[name] ?? '-');

function variables(
  { now, account }: Context,
  { apiId, stageName, way, sent, response }: ApiAccess & { readonly stageName: string },
): { readonly [name: string]: string | undefined } {
  const route = way.hops.find(({ at }) => at === 'route');
  const { host = '', 'user-agent': userAgent } = sent.headers;
  const [domainName = ''] = host.split(':');
  const requestId = randomUUID();
  const length = String(response.body.length);
  return {
    ...{ accountId: account, apiId, stage: stageName, requestId, extendedRequestId: requestId },
    ...{ domainName, domainPrefix: domainName.split('.')[0], httpMethod: sent.method, path: sent.path },
    ...{ protocol: 'HTTP/1.1', routeKey: route?.rule, status: String(response.status) },
    ...{ 'identity.sourceIp': '127.0.0.1', 'identity.userAgent': userAgent, responseLength: length },
    ...{ requestTime: logTime(now), requestTimeEpoch: String(now.getTime()) },
  };
}
