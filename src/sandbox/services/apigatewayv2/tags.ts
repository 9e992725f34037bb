import { tagSyntaxProblem } from '../tag-syntax.js';
import { badRequest } from './refusals.js';

/** Tags as the API takes them and the sandbox keeps them. */
export interface Tags {
  readonly [key: string]: string;
}

/**
 * What API Gateway lets be tags: at most 50 on one thing, none of them AWS's own.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging.html
 * @throws AwsError `BadRequestException`
 */
export function checkedTags(tags: Tags = {}): Tags {
  const fault = tagSyntaxProblem(tags);
  if (fault !== undefined) throw badRequest(fault);
  if (Object.keys(tags).length > 50) throw badRequest('A resource can have no more than 50 tags.');
  return { ...tags };
}
