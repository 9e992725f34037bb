import type * as Ecr from '@aws-sdk/client-ecr';
import {
  onResource,
  readOnly,
  requestTags,
  resourceTags,
  tagsFrom,
  texts,
  type RequiredPermission,
  type Keys,
  type Rule,
  type Rules,
  type PermissionContext,
} from './required-permission.js';

function demandOn(
  operation: string,
  around: PermissionContext,
  repository: string,
  more: Keys = {},
): RequiredPermission {
  const { partition, region, account } = around;
  const arn = repository.startsWith('arn:')
    ? repository
    : `arn:${partition}:ecr:${region}:${account}:repository/${repository}`;
  return onResource(`ecr:${operation}`, arn, { ...resourceTags(around.tagsOf(arn)), ...more });
}

/** An operation on a repository, or on what is in it. */
const on: Rule<{ readonly repositoryName?: string; readonly resourceArn?: string }> = ({ operation, input, context }) =>
  texts(input.repositoryName ?? input.resourceArn).map((it) => demandOn(operation, context, it));

const creates: Rule<Ecr.CreateRepositoryRequest> = ({ operation, input, context }) => {
  const { repositoryName = '', tags = [] } = input;
  const keys = requestTags(tagsFrom(tags));
  const itself = demandOn(operation, context, repositoryName, keys);
  return tags.length === 0 ? [itself] : [itself, demandOn('TagResource', context, repositoryName, keys)];
};

/** Without names, all repositories are looked at. */
const describes: Rule<Ecr.DescribeRepositoriesRequest> = ({ operation, input, context }) =>
  (input.repositoryNames ?? ['*']).map((it) => demandOn(operation, context, it));

const retags: Rule<Ecr.TagResourceRequest> = ({ operation, input, context }) =>
  texts(input.resourceArn).map((it) => demandOn(operation, context, it, requestTags(tagsFrom(input.tags))));

/**
 * Amazon ECR. Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
 * What a builder's push asks for: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export const ecr: Rules = {
  BatchCheckLayerAvailability: on,
  BatchDeleteImage: on,
  BatchGetImage: on,
  CompleteLayerUpload: on,
  CreateRepository: creates,
  DeleteLifecyclePolicy: on,
  DeleteRepository: on,
  DeleteRepositoryPolicy: on,
  DescribeImages: on,
  DescribeRepositories: describes,
  GetAuthorizationToken: readOnly('ecr'),
  GetLifecyclePolicy: on,
  GetRepositoryPolicy: on,
  InitiateLayerUpload: on,
  ListTagsForResource: on,
  PutImage: on,
  PutImageTagMutability: on,
  PutLifecyclePolicy: on,
  SetRepositoryPolicy: on,
  TagResource: retags,
  UntagResource: on,
  UploadLayerPart: on,
};
