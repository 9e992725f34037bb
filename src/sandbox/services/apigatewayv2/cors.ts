import type { Cors } from '@aws-sdk/client-apigatewayv2';
import { badRequest } from './refusals.js';

const methods = new Set(['*', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * What an API lets browsers do from elsewhere, checked and as API Gateway keeps it: header names come back in lower
 * case, whatever was sent.
 * Sources: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html; the refusal of
 * credentials for everyone, as worded in https://github.com/aws/aws-cdk/issues/9076
 * @throws AwsError `BadRequestException`
 */
export function checkedCors(cors: Cors): Cors {
  const { AllowCredentials, AllowHeaders, AllowMethods, AllowOrigins, ExposeHeaders, MaxAge } = cors;
  if (AllowCredentials && AllowOrigins?.includes('*'))
    throw badRequest("allow-credentials is not supported if 'allow-origin' is *");
  for (const origin of AllowOrigins ?? [])
    if (!/^(\*|[a-z][a-z0-9+.-]*:\/\/[^/\s]+)$/i.test(origin)) throw badRequest(`Invalid origin: ${origin}`);
  for (const method of AllowMethods ?? []) if (!methods.has(method)) throw badRequest(`Invalid method: ${method}`);
  for (const header of [...(AllowHeaders ?? []), ...(ExposeHeaders ?? [])])
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(header)) throw badRequest(`Invalid header: ${header}`);
  if (MaxAge !== undefined && !(Number.isInteger(MaxAge) && MaxAge >= -1 && MaxAge <= 86_400))
    throw badRequest('MaxAge must be between -1 and 86400 seconds.');
  return {
    ...cors,
    ...(AllowHeaders && { AllowHeaders: AllowHeaders.map((header) => header.toLowerCase()) }),
    ...(ExposeHeaders && { ExposeHeaders: ExposeHeaders.map((header) => header.toLowerCase()) }),
  };
}
