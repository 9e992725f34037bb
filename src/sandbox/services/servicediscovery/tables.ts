import type {
  CustomHealthStatus,
  Instance,
  Namespace,
  Operation,
  Service,
  Tag,
} from '@aws-sdk/client-servicediscovery';
import { regional, type Context } from '../../service.js';

/** A namespace as the sandbox keeps it. Its service count is never stored: it is counted when asked for. */
export interface NamespaceRow {
  namespace: Namespace & { Id: string; Arn: string; Name: string };
  /** `creating` and `deleting` belong to an operation underway; while `creating`, nobody sees it. */
  state: 'creating' | 'active' | 'deleting';
  /** The operation that makes it, or made it. */
  operationId: string;
  /** The VPC its private hosted zone belongs to; absent for HTTP namespaces. */
  vpc?: string;
  tags: Tag[];
}

/** A Cloud Map service as the sandbox keeps it. Its instance count is never stored: it is counted when asked for. */
export interface ServiceRow {
  service: Service & { Id: string; Arn: string; Name: string; NamespaceId: string };
  /** Grows with every change of its instances: what DiscoverInstances calls the revision. */
  revision: number;
  tags: Tag[];
}

export interface InstanceRow {
  serviceId: string;
  instance: Instance & { Id: string; Attributes: Record<string, string> };
  /** Where the service has a custom health check: what it was last told. */
  health?: CustomHealthStatus;
}

export type OperationRow = Operation & Required<Pick<Operation, 'Id' | 'Type' | 'Status' | 'Targets' | 'UpdateDate'>>;

/** Every namespace of the region, by id. */
export const namespaces = regional<NamespaceRow>('servicediscovery/namespaces');
/** Every Cloud Map service of the region, by id. */
export const services = regional<ServiceRow>('servicediscovery/services');
/** Every registered instance of the region, by `instanceKey`. */
export const instances = regional<InstanceRow>('servicediscovery/instances');
/** Every operation of the region, by id. */
export const operations = regional<OperationRow>('servicediscovery/operations');

export const instanceKey = (serviceId: string, instanceId: string) => `${serviceId}/${instanceId}`;

export const arnOf = ({ partition, region, account }: Context, kind: 'namespace' | 'service', id: string) =>
  `arn:${partition}:servicediscovery:${region}:${account}:${kind}/${id}`;
