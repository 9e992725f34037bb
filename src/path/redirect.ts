import type { Request } from './request.js';

/**
 * Where a redirect of a load balancer leads.
 * @param template with `#{protocol}`, `#{host}`, `#{port}`, `#{path}` (without its slash) and `#{query}` for what the request has
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#redirect-actions
 */
export function locationOf(template: string | undefined, { url }: Pick<Request, 'url'>): string {
  const isHttps = url.protocol === 'https:';
  const parts = new Map([
    ['protocol', isHttps ? 'HTTPS' : 'HTTP'],
    ['host', url.hostname],
    ['port', url.port || (isHttps ? '443' : '80')],
    ['path', url.pathname.slice(1)],
    ['query', url.search.slice(1)],
  ]);
  const filled = (template ?? '').replace(/#\{(\w+)\}/g, (whole, part: string) => parts.get(part) ?? whole);
  return filled.replace(/^(HTTPS?):/, (protocol) => protocol.toLowerCase()).replace(/\?$/, '');
}
