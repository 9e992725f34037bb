import {
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { on } from '../../service.js';
import { existingBucket, ofBucket, refusal, requireKnown } from './refusals.js';

/**
 * What a bucket is told to do with all that is in it. A policy is kept, not enforced: requests to the sandbox come
 * without TLS, and all of them from one caller.
 * Sources: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html and its neighbours
 */
export const bucketSettingOperations = [
  on(PutBucketVersioningCommand, (input, context) => {
    requireKnown(input, [...ofBucket, 'VersioningConfiguration']);
    const bucket = existingBucket(context, input);
    const { Status, MFADelete } = input.VersioningConfiguration ?? {};
    if (MFADelete === 'Enabled') requireKnown({ MFADelete }, []);
    if (Status !== 'Enabled' && Status !== 'Suspended')
      throw refusal('IllegalVersioningConfigurationException', 400, 'The Versioning element must be specified');
    bucket.versioning = Status;
    return {};
  }),
  on(GetBucketVersioningCommand, (input, context) => {
    const { versioning } = existingBucket(context, input);
    return versioning ? { Status: versioning } : {};
  }),

  on(PutBucketEncryptionCommand, (input, context) => {
    requireKnown(input, [...ofBucket, 'ServerSideEncryptionConfiguration']);
    const bucket = existingBucket(context, input);
    const [rule, ...more] = input.ServerSideEncryptionConfiguration?.Rules ?? [];
    const byDefault = rule?.ApplyServerSideEncryptionByDefault;
    if (!byDefault || more.length > 0)
      throw refusal(
        'MalformedXML',
        400,
        'The XML you provided was not well-formed or did not validate against our published schema',
      );
    bucket.encryption = byDefault;
    bucket.bucketKey = rule.BucketKeyEnabled ?? false;
    return {};
  }),
  on(GetBucketEncryptionCommand, (input, context) => {
    const { encryption, bucketKey } = existingBucket(context, input);
    const rule = { ApplyServerSideEncryptionByDefault: encryption, BucketKeyEnabled: bucketKey };
    return { ServerSideEncryptionConfiguration: { Rules: [rule] } };
  }),

  on(PutPublicAccessBlockCommand, (input, context) => {
    requireKnown(input, [...ofBucket, 'PublicAccessBlockConfiguration']);
    const { BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets } =
      input.PublicAccessBlockConfiguration ?? {};
    existingBucket(context, input).publicAccessBlock = {
      BlockPublicAcls: BlockPublicAcls ?? false,
      IgnorePublicAcls: IgnorePublicAcls ?? false,
      BlockPublicPolicy: BlockPublicPolicy ?? false,
      RestrictPublicBuckets: RestrictPublicBuckets ?? false,
    };
    return {};
  }),
  on(GetPublicAccessBlockCommand, (input, context) => {
    const { publicAccessBlock: PublicAccessBlockConfiguration } = existingBucket(context, input);
    // Seen by others: https://github.com/boto/boto3/issues/3627
    if (!PublicAccessBlockConfiguration)
      throw refusal('NoSuchPublicAccessBlockConfiguration', 404, 'The public access block configuration was not found');
    return { PublicAccessBlockConfiguration };
  }),
  on(DeletePublicAccessBlockCommand, (input, context) => {
    delete existingBucket(context, input).publicAccessBlock;
    return {};
  }),

  on(PutBucketPolicyCommand, (input, context) => {
    requireKnown(input, [...ofBucket, 'Policy']);
    const bucket = existingBucket(context, input);
    const policy = validPolicy(input.Policy);
    if (bucket.publicAccessBlock?.BlockPublicPolicy && isPublic(policy))
      throw refusal('AccessDenied', 403, 'Access Denied');
    bucket.policy = policy;
    return {};
  }),
  on(GetBucketPolicyCommand, (input, context) => {
    const { policy } = existingBucket(context, input);
    if (policy === undefined) throw refusal('NoSuchBucketPolicy', 404, 'The bucket policy does not exist');
    return { Policy: policy };
  }),
  on(GetBucketPolicyStatusCommand, (input, context) => {
    const { policy } = existingBucket(context, input);
    if (policy === undefined) throw refusal('NoSuchBucketPolicy', 404, 'The bucket policy does not exist');
    return { PolicyStatus: { IsPublic: isPublic(policy) } };
  }),
  on(DeleteBucketPolicyCommand, (input, context) => {
    delete existingBucket(context, input).policy;
    return {};
  }),
];

/**
 * Whether a policy allows something to everybody. Which conditions keep it from being public is looked at by AWS in more
 * detail; here any condition does.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
function isPublic(policy: string): boolean {
  const { Statement } = JSON.parse(policy) as { Statement: unknown };
  return [Statement].flat().some((it) => {
    const { Effect, Principal, Condition } = Object(it) as { Effect?: string; Principal?: unknown; Condition?: object };
    const everybody = JSON.stringify([Object(Principal)['AWS'] ?? Principal].flat());
    return Effect === 'Allow' && Condition === undefined && everybody === '["*"]';
  });
}

function validPolicy(text = ''): string {
  const malformed = (why: string) => refusal('MalformedPolicy', 400, why);
  try {
    const { Statement } = JSON.parse(text) as { Statement?: unknown };
    if (Statement === undefined) throw malformed('Missing required field Statement');
    return text;
  } catch (error) {
    throw error instanceof SyntaxError
      ? malformed("Policies must be valid JSON and the first byte must be '{'")
      : error;
  }
}
