import { GetDomainNamesCommand, type DomainName } from '@aws-sdk/client-apigatewayv2';
import { pages } from '../../src/pages.js';
import type { Cloud } from '../../src/step.js';

/** All custom domain names of the account in this region. */
export const allDomains = ({ apigatewayv2 }: Cloud): Promise<readonly DomainName[]> =>
  pages(async (NextToken) => {
    const answer = await apigatewayv2.send(new GetDomainNamesCommand({ NextToken }));
    return { items: answer.Items, next: answer.NextToken };
  });
