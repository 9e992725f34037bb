import {
  CreateApiMappingCommand,
  DeleteApiMappingCommand,
  GetApiMappingCommand,
  GetApiMappingsCommand,
  UpdateApiMappingCommand,
  type ApiMapping,
} from '@aws-sdk/client-apigatewayv2';
import { on, type Context } from '../../service.js';
import { existingDomain } from './domain-name.js';
import { badRequest, conflict, itemPage, notFound, required } from './refusals.js';
import { existingStage } from './stage.js';
import { apiMappings, childKey, type ApiMappingRow } from './tables.js';

/**
 * Which API answers at which path of a domain. An empty key stands for all paths that no other key takes.
 * Source: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings.html
 */
export const apiMappingOperations = [
  on(CreateApiMappingCommand, (input, context) => {
    const { name } = existingDomain(context, input.DomainName);
    const target = checkedTarget(context, input);
    const key = checkedKey(input.ApiMappingKey);
    refuseTakenKey(context, name, key);
    const row = { domainName: name, mapping: { ApiMappingId: context.world.hex(6), ApiMappingKey: key, ...target } };
    apiMappings(context).set(childKey(name, row.mapping.ApiMappingId), row);
    return { ...row.mapping };
  }),

  on(GetApiMappingCommand, (input, context) => ({ ...existingMapping(context, input).mapping })),
  on(GetApiMappingsCommand, (input, context) => {
    const { name } = existingDomain(context, input.DomainName);
    const all = apiMappings(context).all(({ domainName }) => domainName === name);
    const { items, more } = itemPage(all, ({ mapping }) => mapping.ApiMappingId, input);
    return { Items: items.map(({ mapping }): ApiMapping => ({ ...mapping })), ...more };
  }),

  on(UpdateApiMappingCommand, (input, context) => {
    const row = existingMapping(context, input);
    const { ApiId, Stage, ApiMappingKey } = row.mapping;
    const target = checkedTarget(context, { ApiId: input.ApiId ?? ApiId, Stage: input.Stage ?? Stage });
    const key = checkedKey(input.ApiMappingKey ?? ApiMappingKey);
    refuseTakenKey(context, row.domainName, key, row);
    Object.assign(row.mapping, target, { ApiMappingKey: key });
    return { ...row.mapping };
  }),

  on(DeleteApiMappingCommand, (input, context) => {
    const { domainName, mapping } = existingMapping(context, input);
    apiMappings(context).delete(childKey(domainName, mapping.ApiMappingId));
    return {};
  }),
];

interface Ids {
  readonly ApiMappingId: string | undefined;
  readonly DomainName: string | undefined;
}

/** @throws AwsError `NotFoundException` */
function existingMapping(context: Context, { ApiMappingId, DomainName }: Ids): ApiMappingRow {
  const { name } = existingDomain(context, DomainName);
  const row = apiMappings(context).get(childKey(name, required(ApiMappingId, 'ApiMappingId')));
  if (!row) throw notFound('Invalid API mapping identifier specified');
  return row;
}

function checkedTarget(
  context: Context,
  { ApiId, Stage }: { readonly ApiId: string | undefined; readonly Stage: string | undefined },
) {
  const { apiId, stage } = existingStage(context, ApiId, Stage);
  return { ApiId: apiId, Stage: stage.StageName };
}

function checkedKey(key = ''): string {
  if (!/^[\w.~!*'();:@&=+$,/-]*$/.test(key) || key.startsWith('/') || key.endsWith('/'))
    throw badRequest('API mapping key is not valid.');
  return key;
}

function refuseTakenKey(context: Context, domain: string, key: string, own?: ApiMappingRow): void {
  const other = apiMappings(context).find(
    (row) => row !== own && row.domainName === domain && row.mapping.ApiMappingKey === key,
  );
  if (other) throw conflict('ApiMapping key already exists for this domain name');
}
