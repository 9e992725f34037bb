/**
 * The name of a step for a domain name. It depends on nothing but that, so a step keeps its record whatever names come and
 * go: `record-api-example-com`, `wildcard-record-example-com`. A hyphen is doubled, so that no two are the same.
 * @param what the step is: `record`
 */
export function domainStepName(what: string, domain: string): string {
  const isWildcard = domain.startsWith('*.');
  const labels = domain.replace(/^\*\./, '').replaceAll('-', '--').replaceAll('.', '-');
  return `${isWildcard ? 'wildcard-' : ''}${what}-${labels}`;
}
