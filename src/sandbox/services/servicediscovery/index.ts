import {
  CustomHealthNotFound$,
  DuplicateRequest$,
  InstanceNotFound$,
  InvalidInput$,
  NamespaceAlreadyExists$,
  NamespaceNotFound$,
  OperationNotFound$,
  ResourceInUse$,
  ResourceNotFoundException$,
  ServiceAlreadyExists$,
  ServiceNotFound$,
  ResourceLimitExceeded$,
  TooManyTagsException$,
} from '@aws-sdk/client-servicediscovery';
import type { Service } from '../../service.js';
import { discoveryOperations } from './discovery.js';
import { instanceOperations } from './instances.js';
import { namespaceCreated, namespaceCreationOperations } from './namespace-creation.js';
import { namespaceDeleted, namespaceOperations } from './namespaces.js';
import { operationOperations, operationPends } from './operations.js';
import { instanceDeregistered, instanceRegistered } from './registration.js';
import { serviceCreationOperations } from './service-creation.js';
import { serviceOperations, serviceUpdated } from './services.js';
import { tagOperations } from './tags.js';
import { taggedResources } from './tagged-resources.js';
import { tagsByArn } from './tags-by-arn.js';

/** Cloud Map. It has no DNS zone; DiscoverInstances answers from its tables. */
export const servicediscovery: Service = {
  id: 'servicediscovery',
  wire: { protocol: 'awsJson1_1', signingName: 'servicediscovery', targetPrefix: 'Route53AutoNaming_v20170314' },
  operations: [
    ...namespaceCreationOperations,
    ...namespaceOperations,
    ...operationOperations,
    ...serviceCreationOperations,
    ...serviceOperations,
    ...instanceOperations,
    ...discoveryOperations,
    ...tagOperations,
  ],
  errors: [
    CustomHealthNotFound$,
    DuplicateRequest$,
    InstanceNotFound$,
    InvalidInput$,
    NamespaceAlreadyExists$,
    NamespaceNotFound$,
    OperationNotFound$,
    ResourceInUse$,
    ResourceNotFoundException$,
    ServiceAlreadyExists$,
    ServiceNotFound$,
    ResourceLimitExceeded$,
    TooManyTagsException$,
  ],
  timers: [
    operationPends,
    namespaceCreated,
    namespaceDeleted,
    serviceUpdated,
    instanceRegistered,
    instanceDeregistered,
  ],
  tagsByArn,
  taggedResources,
};
