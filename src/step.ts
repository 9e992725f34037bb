import type { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { ServiceDiscoveryClient } from '@aws-sdk/client-servicediscovery';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { STSClient } from '@aws-sdk/client-sts';

/**
 * The vocabulary that steps and the runner share. A step states facts: what it needs, what it wants, how to ask
 * AWS for it, how to look at it once, how to change it, how to remove it. The runner decides when, waits, retries
 * and records. Neither imports the other; both import this file.
 */

/** Tag keys and values, as they are on the AWS resource. */
export type Tags = { readonly [key: string]: string };

/**
 * What a verb may use to talk to AWS. The runner makes one for each step and verb, so every call is counted,
 * recorded and attributed to its step, and so that a create whose answer was lost is never sent again blindly.
 * A step cannot tell whether AWS, another endpoint or the sandbox is behind it.
 */
export interface Cloud {
  readonly ec2: Pick<EC2Client, 'send'>;
  readonly ecr: Pick<ECRClient, 'send'>;
  readonly ecs: Pick<ECSClient, 'send'>;
  readonly elbv2: Pick<ElasticLoadBalancingV2Client, 'send'>;
  readonly autoscaling: Pick<AutoScalingClient, 'send'>;
  readonly iam: Pick<IAMClient, 'send'>;
  readonly sts: Pick<STSClient, 'send'>;
  readonly ssm: Pick<SSMClient, 'send'>;
  readonly logs: Pick<CloudWatchLogsClient, 'send'>;
  readonly apigatewayv2: Pick<ApiGatewayV2Client, 'send'>;
  readonly servicediscovery: Pick<ServiceDiscoveryClient, 'send'>;
  /** Absent where no image can be made. */
  readonly images?: Images;
  readonly account: string;
  readonly region: string;
  /** `aws`, `aws-cn`, `aws-us-gov`: the second part of every ARN. */
  readonly partition: string;
  /** The same for every repetition of one attempt, never reused after a delete. At most 36 ASCII characters. */
  readonly token: string;
  /** All tags of this step: the stack's, `provision:stack` and `provision:step`. */
  readonly tags: Tags;
}

/** Builds container images and puts them into ECR: the one thing that calls to AWS alone cannot do. */
export interface Images {
  /**
   * Puts the image where it belongs; it is there when this resolves. Repeating it does no harm.
   * @param cloud of the step that wants it
   * @throws FailureError `image-missing` where there is nothing to build or nothing to build it with, `image-not-built`
   */
  put(cloud: Cloud, order: ImageOrder): Promise<void>;
}
export interface ImageOrder {
  readonly repositoryName: string;
  /** `123456789012.dkr.ecr.us-east-1.amazonaws.com/web` */
  readonly repositoryUri: string;
  readonly imageTag: string;
  /** Of the Dockerfile and all that it copies; absent where the image is the user's own to push. */
  readonly directory?: string | undefined;
  /** Of the processors that it shall run on. */
  readonly architecture: 'x86_64' | 'arm64';
}

/** What one look at a resource found. */
export type Seen<Want = unknown, Id = unknown, Out = unknown> =
  /** Not there: deleted, or not visible yet. */
  | { readonly is: 'absent' }
  /** On its way to ready or to absent. `id`: what AWS disclosed about its identity meanwhile. */
  | { readonly is: 'pending'; readonly why: string; readonly id?: Id }
  /** It will not recover by itself. */
  | { readonly is: 'broken'; readonly why: string }
  /** In service. `live` holds those members of `Want` that can be read back: the runner compares them. */
  | {
      readonly is: 'ready';
      readonly out: Out;
      readonly live: Partial<Want>;
      /** Present on what can be tagged. */
      readonly tags?: Tags;
      /** A better identity than the one recorded, e.g. a namespace's id in place of its operation's. */
      readonly id?: Id;
    };

/** Something that looks like the work of an earlier, interrupted `create`, or that has the wanted name. */
export interface Found<Id = unknown> {
  readonly id: Id;
  /** Absent where the resource has no tags but sits inside one that is ours. The runner compares them. */
  readonly tags?: Tags;
}

/** Something that uses a resource, and so keeps it from being deleted. */
export interface Holder {
  /** The noun, in kebab-case. */
  readonly type: string;
  readonly id: string;
  /** What it says of itself. */
  readonly description?: string;
  /** Whose it is: an instance, or who in AWS has made it. */
  readonly owner?: string;
  /** The subnet it is in. */
  readonly subnetId?: string;
  /** AWS has made it for something else, and takes it away with that, or some minutes after. */
  readonly goesByItself?: boolean;
}

/**
 * One AWS noun and its verbs. Nothing in here depends on a config, so `down` and `status` work from state alone.
 * `Want` and `Id` are plain JSON and are recorded; `Id` holds all that `read` and `delete` need.
 *
 * The verbs throw whatever the SDK throws. What the error means (gone, taken, try again) is the runner's business.
 */
export interface Resource<Want = unknown, Id = unknown, Out = unknown> {
  /** The noun, in kebab-case: also its file's name, and what state records are resolved by. */
  readonly type: string;
  /** Nothing is created: `create` looks something up once and its answer is pinned in the state. */
  readonly lookup?: true;
  /** Members of `Want` that AWS cannot change in place. All of them, where there is no `update`. */
  readonly fixed?: readonly string[];
  /** Members of `Want` that `create` cannot pass: `update` sets them, right after the id is recorded. */
  readonly later?: readonly string[];
  /**
   * What AWS does when the name is taken. `refuses`: an error, so the runner looks only then. `returns`: hands out
   * the existing one, so the runner must look before it asks. Absent where nothing in `Want` must be unique.
   */
  readonly sameName?: 'refuses' | 'returns';
  /** A fixed member changed: a second one can be made first, and the old one deleted when nothing uses it. */
  readonly replace?: 'create-first';
  /** A broken one is mended by `update` (with no member named, if nothing changed), not deleted and made anew. */
  readonly mend?: 'update';
  /** Seconds until waiting is given up; 600 unless told. */
  readonly deadline?: { readonly create?: number; readonly delete?: number };

  /** Asks AWS for it and returns at once: exactly one call that creates, so that no id is ever lost. */
  create(cloud: Cloud, want: Want): Promise<Id>;
  /** Looks for what `create` would make, by its name or by the tags in `cloud.tags`. */
  find(cloud: Cloud, want: Want): Promise<Found<Id> | undefined>;
  /** Looks once: the same for waiting after create, waiting after delete, status, drift and resume. */
  read(cloud: Cloud, id: Id): Promise<Seen<Want, Id, Out>>;
  /** Makes the members named in `changed` as wanted; repeating it does no harm. */
  update?(cloud: Cloud, id: Id, want: Want, changed: readonly string[]): Promise<void>;
  /** Adds and removes tags, on what can be tagged. */
  retag?(cloud: Cloud, id: Id, set: Tags, remove: readonly string[]): Promise<void>;
  /** Asks AWS to remove it and returns at once. An id may come back where watching the deletion needs another. */
  delete(cloud: Cloud, id: Id): Promise<Id | void>;
  /** What still uses it: for people, where AWS goes on refusing to delete it and says no more than that. */
  holders?(cloud: Cloud, id: Id): Promise<readonly Holder[]>;
}

/** What can be done with a resource. */
export type Verb = 'create' | 'find' | 'read' | 'update' | 'retag' | 'delete';

/** A resource in a stack: its name there, what it needs first, and what it shall be. */
export interface Step<Want = unknown, Id = unknown, Out = unknown, Needs extends NeedMap = NeedMap> {
  /** Unique in the stack, kebab-case; the key of its record and its `provision:step` tag. */
  readonly name: string;
  readonly resource: Resource<Want, Id, Out>;
  /** The steps themselves, by an alias: edges and types in one. */
  readonly needs: Needs;
  /** One line for people: why it is here. No network. */
  readonly why: string;
  /** Pure: from what the needed steps gave to plain JSON. A different answer than recorded means an update. */
  want(given: Given<Needs>): Want;
}

/** Any step of a given noun: `Subnet = StepOf<typeof subnetResource>`. */
export type StepOf<R> = R extends Resource<infer Want, infer Id, infer Out> ? Step<Want, Id, Out> : never;

/** Needing only the other's id, not that it is ready: a listener needs an ALB's ARN, not an active ALB. */
export interface OnlyId<S extends Step = Step> {
  readonly onlyId: S;
}

/** Needing the other only to begin: it may be deleted at the same time. A service's tasks need their route to start. */
export interface OnlyFirst<S extends Step = Step> {
  readonly onlyFirst: S;
}

export type Need = Step | OnlyId | OnlyFirst | readonly Need[] | undefined;
export interface NeedMap {
  readonly [alias: string]: Need;
}

type OutputOf<S> = S extends { resource: Resource<infer _W, infer _I, infer Out> } ? Out : never;
type IdOf<S> = S extends { resource: Resource<infer _W, infer Id, infer _O> } ? Id : never;
type GivenBy<N> = N extends undefined
  ? undefined
  : N extends OnlyId<infer S>
    ? IdOf<S>
    : N extends OnlyFirst<infer S>
      ? OutputOf<S>
    : N extends Step
      ? OutputOf<N>
      : N extends readonly (infer E)[]
        ? readonly GivenBy<E>[]
        : never;
/** What `want` is given: each need's output, or its id where only that is needed. */
export type Given<Needs extends NeedMap> = { readonly [K in keyof Needs]: GivenBy<Needs[K]> };

/** Declares a noun: infers its types, and holds `fixed` and `later` to names that `Want` has. */
export const resource = <Want, Id, Out>(
  it: Resource<Want, Id, Out> & {
    readonly fixed?: readonly (keyof Want & string)[];
    readonly later?: readonly (keyof Want & string)[];
  },
): Resource<Want, Id, Out> => it;

/** Declares a step; only infers the types. */
export const step = <Want, Id, Out, const Needs extends NeedMap>(
  it: Step<Want, Id, Out, Needs>,
): Step<Want, Id, Out, Needs> => it;

/** Start as soon as the other has an id, without waiting until it is ready. */
export const idOf = <S extends Step>(onlyId: S): OnlyId<S> => ({ onlyId });

/** Start when the other is ready, and let both be deleted at once. */
export const first = <S extends Step>(onlyFirst: S): OnlyFirst<S> => ({ onlyFirst });

export const absent = { is: 'absent' } as const;
export const pending = <Id = never>(why: string, id?: Id) =>
  id === undefined ? ({ is: 'pending', why } as const) : ({ is: 'pending', why, id } as const);
export const broken = (why: string | undefined) => ({ is: 'broken', why: why ?? 'AWS gives no reason' }) as const;
export const ready = <Out, Live, Id = never>(out: Out, live: Live, more: { tags?: Tags; id?: Id } = {}) =>
  ({ is: 'ready', out, live, ...more }) as const;

/**
 * The SDK types every member of an answer as optional. Use where AWS always sends it.
 * @throws Error naming the member: the endpoint behind is not AWS-compatible
 */
export function required<T>(value: T | undefined, member: string): T {
  if (value !== undefined) return value;
  throw Object.assign(new Error(`the endpoint answered without ${member}`), { name: 'IncompleteAnswer' });
}
