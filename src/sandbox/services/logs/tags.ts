import { AwsError } from '../../service.js';
import { tagSyntaxProblem } from '../tag-syntax.js';
import { invalid } from './constraint.js';

/** Tags as the API takes them and the sandbox keeps them. */
export interface Tags {
  readonly [key: string]: string;
}

/**
 * What CloudWatch Logs lets be tags.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html
 * @throws AwsError `InvalidParameterException`, or `TooManyTagsException` for more than 50
 */
export function checkedTags(tags: Tags = {}): Tags {
  const fault = tagSyntaxProblem(tags);
  if (fault !== undefined) throw invalid(fault);
  if (Object.keys(tags).length > 50)
    throw new AwsError('TooManyTagsException', 'A resource can have no more than 50 tags.');
  return { ...tags };
}
