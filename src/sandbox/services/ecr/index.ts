import {
  EmptyUploadException$,
  ImageAlreadyExistsException$,
  ImageDigestDoesNotMatchException$,
  ImageNotFoundException$,
  ImageTagAlreadyExistsException$,
  InvalidLayerException$,
  InvalidLayerPartException$,
  InvalidParameterException$,
  InvalidTagParameterException$,
  LayerAlreadyExistsException$,
  LayerPartTooSmallException$,
  LayersNotFoundException$,
  LifecyclePolicyNotFoundException$,
  ReferencedImagesNotFoundException$,
  RepositoryAlreadyExistsException$,
  RepositoryNotEmptyException$,
  RepositoryNotFoundException$,
  LimitExceededException$,
  RepositoryPolicyNotFoundException$,
  TooManyTagsException$,
  UploadNotFoundException$,
} from '@aws-sdk/client-ecr';
import type { Service } from '../../service.js';
import { authorizationTokenOperations } from './authorization-token.js';
import { imageDeletionOperations } from './image-deletion.js';
import { imageLookupOperations } from './image-lookup.js';
import { imageOperations } from './image.js';
import { layerOperations } from './layer.js';
import { lifecyclePolicyOperations } from './lifecycle-policy.js';
import { repositorySettingOperations } from './mutability.js';
import { repositoryOperations } from './repository.js';
import { repositoryPolicyOperations } from './repository-policy.js';
import { tagOperations } from './tags.js';
import { taggedResources } from './tagged-resources.js';
import { tagsByArn } from './tags-by-arn.js';

/**
 * The account's private registry, as far as its API goes: an image gets in by its layers and its manifest. The
 * registry that `docker push` and `docker pull` speak to is not served.
 */
export const ecr: Service = {
  id: 'ecr',
  wire: { protocol: 'awsJson1_1', signingName: 'ecr', targetPrefix: 'AmazonEC2ContainerRegistry_V20150921' },
  operations: [
    ...repositoryOperations,
    ...repositorySettingOperations,
    ...lifecyclePolicyOperations,
    ...repositoryPolicyOperations,
    ...tagOperations,
    ...authorizationTokenOperations,
    ...layerOperations,
    ...imageOperations,
    ...imageLookupOperations,
    ...imageDeletionOperations,
  ],
  errors: [
    EmptyUploadException$,
    ImageAlreadyExistsException$,
    ImageDigestDoesNotMatchException$,
    ImageNotFoundException$,
    ImageTagAlreadyExistsException$,
    InvalidLayerException$,
    InvalidLayerPartException$,
    InvalidParameterException$,
    InvalidTagParameterException$,
    LayerAlreadyExistsException$,
    LayerPartTooSmallException$,
    LayersNotFoundException$,
    LifecyclePolicyNotFoundException$,
    ReferencedImagesNotFoundException$,
    RepositoryAlreadyExistsException$,
    RepositoryNotEmptyException$,
    RepositoryNotFoundException$,
    LimitExceededException$,
    RepositoryPolicyNotFoundException$,
    TooManyTagsException$,
    UploadNotFoundException$,
  ],
  timers: [],
  tagsByArn,
  taggedResources,
};
