import type { Arn } from './arn.js';
import type { Senders } from './aws/services.js';
import type { Billing } from './billing.js';
import type { ListRules } from './list-rules.js';
import type { Scripting } from './scripting.js';

/**
 * The types that steps and the runner share. A step states facts: what it needs and wants, and how to create, read,
 * update and delete it. The runner decides when, waits, retries and records. Neither imports the other; both import
 * this file.
 */

/** Tag keys and values, as they are on the AWS resource. */
export type Tags = { readonly [key: string]: string };

/** The account and the region of a stack. They are part of ARNs and names that must be known before AWS is called. */
export interface Where {
  readonly account: string;
  readonly region: string;
  /** `aws`, `aws-cn`, `aws-us-gov`: the second part of every ARN. */
  readonly partition: string;
}

/**
 * What a verb may use to talk to AWS. The runner makes one for each step and verb, so every call is counted,
 * recorded and attributed to its step, and so that a create whose answer was lost is never sent again blindly.
 * A step cannot tell whether AWS, another endpoint or the sandbox is behind it.
 */
export interface Cloud extends Senders, Where {
  /** Absent where no image can be made. */
  readonly images?: Images;
  /**
   * The same for every repetition of one attempt, never reused after a delete. At most 36 ASCII characters. Empty where no
   * attempt is meant: nothing is recorded that would tell of one.
   */
  readonly token: string;
  /** All tags of this step: the config's, and those of `src/identity.ts`. */
  readonly tags: Tags;
  /**
   * The tags of a resource as AWS's index shows them, where `tags` are among them. Without them, the resource itself is to be asked. Absent
   * but for `read` of what is recorded as ready and stays, before the run has changed anything.
   */
  listedTags?(arn: string): Promise<Tags | undefined>;
}

/** Builds container images and puts them into ECR, which calls to AWS alone cannot do. */
export interface Images {
  /**
   * Puts the image into its repository. When this resolves, the image is there. It may be repeated.
   * @param cloud of the step that wants the image
   * @throws FailureError `image-missing` where there is nothing to build or nothing to build it with, `image-not-built`
   */
  put(cloud: Cloud, order: ImageOrder): Promise<void>;
  /**
   * Makes sure that an image can be built where it must be. It asks nothing of AWS. Absent where none is ever built.
   * @param order `directory`: undefined where the image is the user's own to push
   * @throws FailureError `image-not-buildable`
   */
  requireBuilder?(cloud: Cloud, order: Pick<ImageOrder, 'directory' | 'options'>): Promise<void>;
}
/** What a builder is told beside the directory. */
export interface BuildOptions {
  /** From the directory on, where it is not `Dockerfile`. */
  readonly dockerfile?: string;
  /** Values for ARG. They are no secrets, and shown only where values are asked for. */
  readonly buildArgs?: { readonly [name: string]: string };
  /** The stage that is built, where it is not the last one. */
  readonly target?: string;
}
export interface ImageOrder {
  readonly repositoryName: string;
  /** `123456789012.dkr.ecr.us-east-1.amazonaws.com/web` */
  readonly repositoryUri: string;
  readonly imageTag: string;
  /** A hash of what it is built from, where the tag is not made of that. */
  readonly content?: string;
  /** Of all that the Dockerfile copies; absent where the image is the user's own to push. */
  readonly directory?: string | undefined;
  readonly options?: BuildOptions | undefined;
  /** The processors that it will run on. */
  readonly architecture: 'x86_64' | 'arm64';
}

/** The result of one `read` of a resource. */
export type Seen<Want = unknown, Id = unknown, Out = unknown> =
  /** Not there: deleted, or not visible yet. */
  | { readonly is: 'absent' }
  /** On its way to ready or to absent. `id`: what AWS disclosed about its identity meanwhile. */
  | {
      readonly is: 'pending';
      readonly why: string;
      readonly id?: Id;
      /** It is on its way to absent, and never comes back. */
      readonly isLeaving?: true;
      /** What somebody has most likely to do where it stays so. */
      readonly advice?: string;
    }
  /** It will not recover by itself. */
  | { readonly is: 'broken'; readonly why: string; readonly id?: Id }
  /** In service. `live` holds those members of `Want` that can be read back: the runner compares them. */
  | {
      readonly is: 'ready';
      readonly out: Out;
      readonly live: Partial<Want>;
      /** Present on what can be tagged. */
      readonly tags?: Tags;
      /** When it was made, where AWS says so. */
      readonly since?: Date;
      /** What nobody could find out about it, and somebody has to see to: said in a run, and nothing depends on it. */
      readonly note?: string;
      /** A better identity than the one recorded, e.g. a namespace's id in place of its operation's. */
      readonly id?: Id;
    };

/** What `find` found: what an earlier, interrupted `create` may have made, or what has the wanted name. */
export interface Found<Id = unknown> {
  readonly id: Id;
  /** Absent where the resource has no tags but sits inside one that is ours. The runner compares them. */
  readonly tags?: Tags;
}

/** Something without tags that is a part of a resource: a route of a route table. */
export interface Part {
  /** The noun. */
  readonly type: string;
  readonly id: unknown;
}

/** Something that lies in a resource or hangs on it: a rule of a security group, a target of a target group. */
export interface Addition extends Part {
  /** In words: `ingress tcp 22 from 0.0.0.0/0`. */
  readonly description: string;
  /** Where they have to be asked for, they are for what is not recorded alone. */
  readonly tags?: Tags | (() => Promise<Tags>);
}

/** Whether requests can reach what a resource runs, though its settings are as wanted. */
export interface Traffic {
  /** In plain words: `2 of 2 tasks running, 2 in service in Cloud Map`. */
  readonly line: string;
  /** Why requests do not arrive, where `update` with nothing named mends that and nothing else does. */
  readonly lacks?: string;
  /** Why what runs is not what is wanted, though its settings are: mended in the same way. */
  readonly outdated?: string;
  /** What `up` does about either, in words; where absent it starts new tasks. */
  readonly mending?: string;
  /** Something is not in service, and AWS is at it. */
  readonly isComing?: true;
}

/** What AWS makes for a stack without being asked, and does not take away itself. */
export interface MadeByAws {
  /** The noun. */
  readonly type: string;
  readonly id: string;
  /** What of AWS makes it: `GuardDuty`. */
  readonly by: string;
}

/** The same, where it is there when the resource that it was made for is gone. */
export interface LeftBehind extends MadeByAws {
  /** For so many seconds after the end of the resource, AWS may still make it, a second time as well. */
  readonly lateSeconds: number;
}

/** Keys and values of tags; with `undefined` any value. */
export type Marks = { readonly [key: string]: string | undefined };

/** How much of a quota a step takes, where the quota counts what resources use, and not the resources. */
export interface QuotaUnits {
  /** How many more are in use afterwards than before; below 0 where some become free. */
  readonly lasting: number;
  /** How many more are in use at the busiest moment, in the best case: an update may start one before it stops one. */
  readonly busiest: number;
  /** How many are in use for sure before, where AWS is not asked for that. */
  readonly had?: number;
}

/** A want, and the want of what says how large one of it is. */
export interface SizedWant<Want = unknown> {
  readonly want: Want;
  readonly size: { readonly [member: string]: unknown };
}

/** How a noun counts for a quota of the account. */
export interface QuotaUse<Want = unknown> {
  /** As the table of quotas calls it. */
  readonly name: string;
  /**
   * How many there are in the account and region, or fewer where AWS answers only a page of them.
   * @param place the member that `by` names: how many there are in that zone
   */
  inUse?(cloud: Cloud, place: string): Promise<number>;
  /** The actions by which it looks at what others have. */
  readonly asks?: readonly string[];
  /**
   * Whose member says within what the quota counts, where the own want has no more than an id: a NAT gateway is in the zone
   * of its subnet.
   */
  readonly by?: { readonly type: string; readonly member: string };
  /** The same where it lies in what was there before, and others may have some of it there. */
  readonly inExisting?: Required<Pick<QuotaUse, 'by' | 'inUse'>>;
  /** The resource that the quota counts within, where it is not the region: an API's id for its routes. Pure. */
  within?(want: Want): unknown;
  /** How much one takes, where that is not 1: the vCPUs of a service's tasks. Only what is certain. */
  readonly units?: {
    /** The need whose want says the size, as the step names it: `taskDefinition`. Absent where the own want says how much. */
    readonly sizedBy?: string;
    /**
     * Pure.
     * @param last as recorded, and whether the size is another one now for sure; absent where there is none yet
     */
    of(next: SizedWant<Want>, last?: SizedWant<Want> & { readonly isOutdated: boolean }): QuotaUnits;
  };
}

/** Something that keeps a resource from being deleted: AWS says `DependencyViolation`. Or that is deleted with it. */
export interface Dependent {
  /** The noun, in kebab-case; or `deletion-protection`, a setting of the resource itself. */
  readonly type: string;
  readonly id: string;
  /** Its description in AWS. */
  readonly description?: string;
  /** Its owner: an instance, an API, or the AWS service that made it. */
  readonly owner?: string;
  /** The subnet it is in. */
  readonly subnetId?: string;
  /** AWS made it for another resource, and deletes it with that one or some minutes later. */
  readonly goesByItself?: boolean;
  /** It keeps nothing from being deleted: AWS deletes it too. */
  readonly isLost?: boolean;
  /** AWS has put it, or what it is of, into the resource without being asked. It is deleted with the resource. */
  readonly madeByAws?: MadeByAws;
  /** Its tags, or those of its owner. By them the runner sees what is part of the stack. */
  readonly tags?: Tags;
  /**
   * No step has it, though it may be the stack's: a task that somebody has run. Where it bears the stack's tags, it is deleted
   * with the resource, as this.
   */
  readonly deletedAs?: Part;
  /** The name of the stack that it is of by its tags, where that is another one. The runner says so. */
  readonly ofStack?: string;
  /** What takes it away: the arguments of the AWS CLI. */
  readonly command?: readonly string[];
}

/**
 * One AWS noun and its verbs. Nothing in here depends on a config, so `down` and `status` work from state alone.
 * `Want` and `Id` are plain JSON and are recorded; `Id` holds all that `read` and `delete` need.
 *
 * The verbs throw whatever the SDK throws. The runner finds out what the error means (gone, taken, try again).
 */
export interface Resource<Want = unknown, Id = unknown, Out = unknown> {
  /** The noun, in kebab-case: also its file's name, and what state records are resolved by. */
  readonly type: string;
  /** It belongs to the account, not to a region. */
  readonly isGlobal?: true;
  /** Nothing is created: `create` looks a value up once, and the state keeps it. */
  readonly lookup?: true;
  /** Members of `Want` that AWS cannot change in place. All of them, where there is no `update`. */
  readonly fixed?: readonly string[];
  /**
   * Members that are fixed in this change alone: AWS changes them from other values, or to others. `instead` is a sentence
   * for people, which says what can be changed to. Pure.
   */
  fixedFrom?(last: Want, want: Want): { readonly members: readonly string[]; readonly instead: string } | undefined;
  /**
   * How the entries of its lists are told apart, where they have no names: `list-rules.ts`. By it differences are found
   * and shown.
   */
  readonly lists?: ListRules;
  /** Members of `Want` that `create` cannot pass: `update` sets them, right after the id is recorded. */
  readonly later?: readonly string[];
  /**
   * Members of `Want` that `create` passes and that are somebody else's from then on: an autoscaled service's
   * `desiredCount`. It may depend on the want. What differs in them is neither a change nor drift, `changed` never
   * names them, and another value in the config is only recorded: it counts when the resource is made anew. So where
   * a member is taken out of this list again, it is compared and set as any other.
   */
  initial?(want: Want): readonly string[];
  /**
   * Members of `Want` that records of earlier versions lack. What was asked for then is not known, so that one of them is
   * taken for unchanged where the record has none. It is recorded from then on.
   */
  readonly addedLater?: readonly string[];
  /**
   * Values that members may have besides the wanted one, because what the stack itself has made sets them: scheduled actions
   * set the bounds of a scalable target. One of these is neither a change nor drift. A list is for the member as a whole.
   */
  setByOthers?(want: Want): { readonly [member: string]: readonly unknown[] };
  /**
   * While it is there, it sets members of what it needs: a scalable target the count of its service. Where that stays,
   * `up` deletes it before anything else is done.
   */
  readonly setsMembers?: true;
  /**
   * What AWS does when the name is taken. `refuses`: it answers an error, so the runner looks only then. `returns`: it
   * answers the existing one, so the runner must look first. Absent where nothing in `Want` must be unique.
   */
  readonly sameName?: 'refuses' | 'returns';
  /**
   * The member of `Want` that names it where names must be unique. Such a name is looked for before the first change of a
   * run, because somebody else may have it.
   */
  readonly nameMember?: string;
  /** The member of `Want` within which the name must be unique: a security group's within its VPC. Absent: the account and region. */
  readonly namedWithin?: string;
  /**
   * When a fixed member changes, a second one can be created first, and the old one deleted when nothing uses it. Of what has
   * a unique name only where the name changes, too, or that within which it is unique.
   */
  readonly replace?: 'create-first';
  /** What is done in words, where it is not AWS that cannot change something: a task that has run is run again. */
  readonly whenReplaced?: string;
  /**
   * What kept resources of other nouns name it by. When another one has taken its place, it stays while one of them does: an
   * image while a kept revision starts tasks with it. Pure.
   */
  keptAs?(id: Id): string;
  /**
   * What one that takes the place of another gives, until all that needs it has been set up with both: whoever is sent to the
   * old one must find it at work until then. All that needs it is set up twice: with what this returns, and with `out`. Pure.
   * @param last what the old one gave
   */
  handOver?(out: Out, last: Out): Out;
  /** Whether nothing can be set up with both all the same: what needs them moves from one to the other. Pure. */
  isApart?(last: Want, want: Want): boolean;
  /**
   * The nouns that it may use, and that must outlive it. Steps say more precisely which of them; where there is no config,
   * this is the order of deletion.
   */
  readonly uses?: readonly string[];
  /**
   * The noun that it lies in, whose deletion takes it along, and the member of `Want` that holds the id of that. So `down` asks for
   * the deletion of the other one alone. Only where AWS deletes it at once, and where nothing has to be waited for that goes before.
   */
  readonly goesWith?: { readonly type: string; readonly member: string };
  /**
   * By the type of a needed resource: the member that is applied again after that was deleted and made anew, even where it
   * is the same as before.
   */
  readonly follows?: { readonly [type: string]: string };
  /** A broken one is repaired by `update` (with no member named, if nothing changed), not deleted and created again. */
  readonly repair?: 'update';
  /** Seconds until waiting is given up; 600 where absent. */
  readonly deadline?: { readonly create?: number; readonly delete?: number };
  /** So many seconds later, because of what was wanted of it: tasks may have an hour to finish their requests. */
  extraSeconds?(want: Partial<Want>): number;

  /** The quotas that may keep another one from being made, where that can be told before it is. */
  readonly quota?: QuotaUse<Want> | readonly QuotaUse<Want>[];
  /** What people have put into it and that is deleted with it, to be said before its id: `all images in`. */
  readonly holds?: string;
  /** What it is billed for; absent where it is free. */
  readonly billing?: Billing;
  /**
   * How it is paused, where it costs by the hour and keeps no data: it is deleted, with all that needs it, and made anew.
   * Or it is given these members meanwhile. What returns undefined stays as it is, and so does what lacks this.
   */
  pause?(want: Want): 'goes' | { readonly [member: string]: unknown } | undefined;
  /** What a script of `aws` commands has to know; absent where that is nothing. */
  readonly script?: Scripting;

  /** Sends exactly one call that creates, as the last one, so that no id is ever lost, and returns at once. */
  create(cloud: Cloud, want: Want): Promise<Id>;
  /**
   * The id in an ARN of this noun; undefined for an ARN of any other. It may look, where the ARN does not say
   * all. Absent where it has no ARN that the Resource Groups Tagging API lists.
   */
  fromArn?(arn: Arn, cloud: Cloud): Id | undefined | Promise<Id | undefined>;
  /** All of this noun that bears certain tags, where the Resource Groups Tagging API does not list the noun. */
  findTagged?(cloud: Cloud, marks: Marks): Promise<readonly Found<Id>[]>;
  /** The parts of it that are nouns of their own and bear no tags, so that only it leads to them. */
  parts?(cloud: Cloud, id: Id): Promise<readonly Part[]>;
  /**
   * All that lies in it or hangs on it and that somebody may add, whoever did. The runner tells what is the stack's: what is
   * recorded, or bears its tags. What ECS or AWS puts there for the stack is left out.
   * @param live what was just read of the resource
   */
  additions?(cloud: Cloud, id: Id, live: Partial<Want>): Promise<readonly Addition[]>;
  /**
   * The ids of what it still runs besides what it wants, or because it has not come to run that yet: the revisions of a
   * service's deployments. What it is to come to is the first of them.
   */
  stillRuns?(cloud: Cloud, id: Id): Promise<readonly string[]>;
  /** Looks whether requests can arrive at one that is in service. */
  traffic?(cloud: Cloud, id: Id): Promise<Traffic>;
  /**
   * Why `up` takes away one of this noun that somebody has added to what is the stack's: it opens something. Absent: it
   * opens nothing, so it is shown and stays.
   */
  readonly opens?: string;
  /** Makes one that somebody has added once more: a plan needs it in its own world. What it is in detail does not count. */
  makeAgain?(cloud: Cloud, id: Id): Promise<Id>;
  /**
   * What AWS makes for it and leaves behind. It is deleted after the resource, where it is AWS's work: without tags, and
   * younger than the stack. Pure.
   * @param want as last applied; absent where nothing is left that tells it
   */
  leavesBehind?(id: Id, want?: Want): LeftBehind | undefined;
  /**
   * Makes sure that this machine has what `create` needs of it. It is asked before anything is made, of what is not there
   * yet. It asks nothing of AWS, and changes nothing.
   * @param want with placeholders for what nobody knows yet
   * @throws FailureError
   */
  checkMachine?(cloud: Cloud, want: Want): Promise<void>;
  /**
   * Looks for what `create` would make, by its name or by the tags in `cloud.tags`, and returns all of it: a create
   * whose answer was lost, and that was sent again, may have made two. What is best comes first.
   */
  find(cloud: Cloud, want: Want): Promise<readonly Found<Id>[]>;
  /**
   * What its id becomes where the very same was there before this stack asked for it: it is used, and not deleted, because
   * others may use it, too. Absent where a noun has tags, or lies in what is the stack's. Pure.
   */
  asShared?(id: Id): Id;
  /** Looks once: the same for waiting after create, waiting after delete, status, drift and resume. */
  read(cloud: Cloud, id: Id): Promise<Seen<Want, Id, Out>>;
  /** Sets the members named in `changed` as wanted. It may be repeated. */
  update?(cloud: Cloud, id: Id, want: Want, changed: readonly string[]): Promise<void>;
  /** Adds and removes tags, on what can be tagged. */
  retag?(cloud: Cloud, id: Id, set: Tags, remove: readonly string[]): Promise<void>;
  /**
   * Asks AWS to delete it and returns at once. It returns an id where `read` needs another one to watch the deletion.
   * @param want as last applied, for what is left to somebody who has changed it; absent where nothing is left that tells it
   */
  delete(cloud: Cloud, id: Id, want?: Want): Promise<Id | void>;
  /**
   * Brings one that works into the state that `read` calls broken. A plan restores what is recorded in a world of its
   * own, and needs it there as it was seen. Absent where the calls that follow do not depend on it.
   */
  breakAgain?(cloud: Cloud, id: Id): Promise<void>;
  /**
   * Makes something in the place of what a live value names and somebody else has. A plan needs it in its own world, where
   * `update` reads before it acts. Absent where no update does.
   * @returns by real id: the id of what was made, where AWS chooses it
   */
  standIn?(cloud: Cloud, live: Partial<Want>): Promise<ReadonlyMap<string, string>>;
  /**
   * What keeps it from being deleted, or would be deleted with it, whether it belongs to this stack or not. It is read
   * before the first deletion of a `down`, and where AWS keeps refusing one without naming a reason.
   */
  dependents?(cloud: Cloud, id: Id): Promise<readonly Dependent[]>;
}

/** What can be done with a resource. */
export type Verb = 'create' | 'find' | 'read' | 'update' | 'retag' | 'delete';

/** A resource in a stack: its name there, the steps it needs, and what it must be. */
export interface Step<Want = unknown, Id = unknown, Out = unknown, Needs extends NeedMap = NeedMap> {
  /** Unique in the stack, kebab-case; the key of its record and its `provision:step` tag. */
  readonly name: string;
  readonly resource: Resource<Want, Id, Out>;
  /** The steps themselves, by an alias: edges and types in one. */
  readonly needs: Needs;
  /** One line for people: why it is here. No network. */
  readonly why: string;
  /** The member of the config that names the resource, `cluster.name`. Absent where its name is made of the stack's. */
  readonly nameFrom?: string;
  /**
   * How many of those that it has taken the place of stay, as ways back; absent where none does. Only of what needs no place,
   * no address and no money while nothing uses it.
   */
  readonly keep?: number;
  /** Pure: from what the needed steps gave to plain JSON. A different answer than recorded means an update. */
  want(given: Given<Needs>): Want;
}

/** Any step of a given noun: `Subnet = StepOf<typeof subnetResource>`. */
export type StepOf<R> = R extends Resource<infer Want, infer Id, infer Out> ? Step<Want, Id, Out> : never;

/** A need for the id only, not for a ready resource: a listener needs an ALB's ARN, not an active ALB. */
export interface OnlyId<S extends Step = Step> {
  readonly onlyId: S;
}

/** A need for the start only: both may be deleted at the same time. A service's tasks need their route to start. */
export interface OnlyToStart<S extends Step = Step> {
  readonly onlyToStart: S;
}

/**
 * A need for the end only: this step starts without waiting for the other, and is deleted before it. Agents on instances ask for their
 * route until it is there, and report what has stopped over it.
 */
export interface OnlyToEnd<S extends Step = Step> {
  readonly onlyToEnd: S;
}

export type Need = Step | OnlyId | OnlyToStart | OnlyToEnd | readonly Need[] | undefined;
export interface NeedMap {
  readonly [alias: string]: Need;
}

type OutputOf<S> = S extends { resource: Resource<infer _W, infer _I, infer Out> } ? Out : never;
type IdOf<S> = S extends { resource: Resource<infer _W, infer Id, infer _O> } ? Id : never;
type GivenBy<N> = N extends undefined
  ? undefined
  : N extends OnlyId<infer S>
    ? IdOf<S>
    : N extends OnlyToStart<infer S>
      ? OutputOf<S>
      : N extends OnlyToEnd
        ? undefined
        : N extends Step
          ? OutputOf<N>
          : N extends readonly (infer E)[]
            ? readonly GivenBy<E>[]
            : never;
/** What `want` is given: each need's output, or its id where only that is needed. */
export type Given<Needs extends NeedMap> = { readonly [K in keyof Needs]: GivenBy<Needs[K]> };

/** Declares a noun: infers its types, and holds the members that it names to those that `Want` has. */
export const resource = <Want, Id, Out>(
  it: Resource<Want, Id, Out> & {
    readonly fixed?: readonly (keyof Want & string)[];
    readonly later?: readonly (keyof Want & string)[];
    readonly addedLater?: readonly (keyof Want & string)[];
    readonly nameMember?: keyof Want & string;
    readonly namedWithin?: keyof Want & string;
    readonly goesWith?: { readonly member: keyof Want & string };
    initial?(want: Want): readonly (keyof Want & string)[];
    setByOthers?(want: Want): { readonly [M in keyof Want]?: readonly unknown[] };
    fixedFrom?(
      last: Want,
      want: Want,
    ): { readonly members: readonly (keyof Want & string)[]; readonly instead: string } | undefined;
  },
): Resource<Want, Id, Out> => it;

/** Declares a step; only infers the types. */
export const step = <Want, Id, Out, const Needs extends NeedMap>(
  it: Step<Want, Id, Out, Needs>,
): Step<Want, Id, Out, Needs> => it;

/** The same step, which the config can name. @param member of the config, as it is written there */
export const namedBy = <S extends Step>(step: S, member: string): S => ({ ...step, nameFrom: member });

/** A need for the other's id: the step starts as soon as that is known. */
export const idOf = <S extends Step>(onlyId: S): OnlyId<S> => ({ onlyId });

/** A need for the other to be ready before this step starts. Both may be deleted at the same time. */
export const startsAfter = <S extends Step>(onlyToStart: S): OnlyToStart<S> => ({ onlyToStart });

/** A need for the other to outlive this step, which does not wait for it. */
export const outlivedBy = <S extends Step>(onlyToEnd: S): OnlyToEnd<S> => ({ onlyToEnd });

export const absent = { is: 'absent' } as const;
export const pending = <Id = never>(why: string, id?: Id) =>
  id === undefined ? ({ is: 'pending', why } as const) : ({ is: 'pending', why, id } as const);
/** Pending, on its way to absent. */
export const leaving = (why: string) => ({ is: 'pending', why, isLeaving: true }) as const;
export const broken = <Id = never>(why: string | undefined, id?: Id) =>
  ({ is: 'broken', why: why ?? 'AWS gives no reason', ...(id !== undefined && { id }) }) as const;
export const ready = <Out, Live, Id = never>(
  out: Out,
  live: Live,
  more: { tags?: Tags; since?: Date; note?: string; id?: Id } = {},
) => ({ is: 'ready', out, live, ...more }) as const;

/**
 * The SDK types every member of an answer as optional. Use where AWS always sends it. An empty text, and one with
 * characters that no id of AWS's has, is as good as none.
 * @throws Error naming the member: the endpoint behind is not AWS-compatible
 */
export function required<T>(value: T | undefined, member: string): T {
  const isThere = typeof value === 'string' ? /^[^\p{Cc}\p{Cf}\u2028\u2029]+$/u.test(value) : value !== null;
  if (value !== undefined && isThere) return value;
  throw incomplete(member);
}

/**
 * The first of those that were asked for by name. AWS refuses a name that it does not know; an endpoint that answers with no
 * item at all means the same.
 * @throws Error as AWS's for what does not exist; where there is no list, as `required`
 */
export function firstNamed<T>(items: readonly T[] | undefined, member: string): T {
  const [first] = required(items, member);
  if (first !== undefined) return first;
  throw Object.assign(new Error(`none of the ${member} has that name`), { name: 'ResourceNotFoundException' });
}

/**
 * A JSON document that AWS sends as a text; IAM sends it URL-encoded. As a value, neither spaces nor the order of members
 * count as a difference.
 * @throws Error naming the member, where it is no JSON
 */
export function documentIn(text: string, member: string): unknown {
  try {
    return JSON.parse(text.startsWith('%') ? decodeURIComponent(text) : text);
  } catch {
    throw incomplete(member);
  }
}

const incomplete = (member: string): Error => incompleteAnswer(`the endpoint answered without ${member}`);

/** The error for an answer that no AWS gives: see `src/aws-errors.ts`. @param message what is wrong with it */
export const incompleteAnswer = (message: string): Error =>
  Object.assign(new Error(message), { name: 'IncompleteAnswer' });
