import type { WireResponse } from '../wire/message.js';

/** What AWS itself answers, where no container does. */

/**
 * An HTTP API answers in JSON.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting.html; words that stand nowhere there
 * are believed to be those of REST APIs
 */
export const ofApi = (status: number): WireResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: messages[status] ?? 'Internal Server Error' }),
});
const messages: { readonly [status: number]: string } = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/**
 * A load balancer answers with a page.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export function ofBalancer(status: number): WireResponse {
  const title = `${status} ${titles[status] ?? 'Error'}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return { status, headers: { server: 'awselb/2.0', 'content-type': 'text/html' }, body };
}
const titles: { readonly [status: number]: string } = {
  301: 'Moved Permanently',
  302: 'Found',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};
