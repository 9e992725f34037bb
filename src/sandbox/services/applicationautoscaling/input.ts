import { AwsError } from '../../service.js';
import { constraints } from '../constraint.js';
import { page } from '../page.js';
import type { TargetKey } from './tables.js';

const { present, matching, within, failed } = constraints('ValidationException');
export { present, matching, within };

/** @throws nothing; the error that AWS answers to what it does not take */
export const invalid = (message: string): AwsError => new AwsError('ValidationException', message);
export const notFound = (message: string): AwsError => new AwsError('ObjectNotFoundException', message);
export const notInSandbox = (what: string): AwsError =>
  new AwsError('NotImplemented', `the sandbox's Application Auto Scaling does not have ${what}`, { status: 501 });

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
const namespaces = [
  ...['ecs', 'elasticmapreduce', 'ec2', 'appstream', 'dynamodb', 'rds', 'sagemaker', 'custom-resource'],
  ...['comprehend', 'lambda', 'cassandra', 'kafka', 'elasticache', 'neptune', 'workspaces'],
];

/** @throws AwsError `ValidationException` for what is no namespace, 501 for that of another service than ECS */
export function checkNamespace(namespace: string | undefined): void {
  const text = present(namespace, 'serviceNamespace');
  if (!namespaces.includes(text))
    throw failed(text, 'serviceNamespace', `Member must satisfy enum value set: [${namespaces.join(', ')}]`);
  if (text !== 'ecs') throw notInSandbox(`scalable targets of ${text}`);
}

interface Naming {
  readonly ServiceNamespace: string | undefined;
  readonly ResourceId: string | undefined;
  readonly ScalableDimension: string | undefined;
}

/**
 * The scalable target that a request names.
 * @throws AwsError `ValidationException` where ECS has nothing of that kind. Source of the message: moto, as AWS answers it
 */
export function targetKey({ ServiceNamespace, ResourceId, ScalableDimension }: Naming): TargetKey {
  checkNamespace(ServiceNamespace);
  const resource = present(ResourceId, 'resourceId');
  if (present(ScalableDimension, 'scalableDimension') !== dimension || !/^service\/[^/ ]+\/[^/ ]+$/.test(resource))
    throw invalid('Unsupported service namespace, resource type or scalable dimension');
  return { ServiceNamespace: 'ecs', ResourceId: resource, ScalableDimension: dimension };
}
const dimension = 'ecs:service:DesiredCount';

interface Listing {
  readonly ServiceNamespace: string | undefined;
  readonly ScalableDimension?: string | undefined;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/**
 * One page of what a request lists, 50 at most.
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html
 * @param hasResource whether the request names a resource: a dimension alone is refused
 * @throws AwsError `ValidationException`, `InvalidNextTokenException`
 */
export function listed<T>(
  rows: readonly T[],
  key: (row: T) => string,
  { ServiceNamespace, ScalableDimension, MaxResults, NextToken }: Listing,
  hasResource: boolean,
): { items: T[]; more: { NextToken?: string } } {
  checkNamespace(ServiceNamespace);
  if (ScalableDimension !== undefined && !hasResource)
    throw invalid('Resource id must be specified when scalable dimension is specified');
  const { items, next } = page(ScalableDimension === undefined || ScalableDimension === dimension ? rows : [], key, {
    size: within(MaxResults, 'maxResults', [1, 50], 50),
    token: NextToken,
    invalid: () => new AwsError('InvalidNextTokenException', 'The next token supplied was invalid.'),
  });
  return { items, more: next === undefined ? {} : { NextToken: next } };
}
