/** What a bash script of `aws` commands has to know of a noun: `steps/<service>/<noun>/script.ts` has it. */
export interface Scripting {
  /** How it is seen that a thing is in service, or gone; none where that is so at once. */
  readonly waits?: readonly Wait[];
  /**
   * Where answers say what AWS has chosen, by operation: the ids and ARNs that a thing is known by, as paths with a
   * space between: `Service.Id Service.Arn`. By these a script of a run that happened gets its variables.
   */
  readonly answers?: { readonly [operation: string]: string };
  /** What comes at the end of a script that takes down: until then, AWS makes anew what is deleted. */
  readonly last?: LastCall;
}

/** A call that deletes what AWS has made, where a look says that nobody else has. */
export interface LastCall {
  readonly operation: string;
  readonly only: Required<Pick<Wait, 'like' | 'good'>> & { readonly query: string };
}

/**
 * Which look tells that a thing has come to its end. The CLI's waiters are used where they know all ends that there
 * are. Those of ECS call a service stable that was rolled back, the one of load balancers does not know `failed`, and
 * the one of terminated instances fails where AWS has forgotten them.
 * Source: https://github.com/boto/botocore/tree/develop/botocore/data (`waiters-2.json`), and the noun's own `read`.
 */
export interface Wait {
  readonly for: 'ready' | 'gone';
  /** The operation whose input says which thing it is. */
  readonly like: string;
  /** The operation that is sent to look; the same unless told. */
  readonly ask?: string;
  readonly input?: (like: { readonly [member: string]: unknown }) => object;
  /** The CLI's own waiter. */
  readonly waiter?: string;
  /** JMESPath: one word. @param calls of the step */
  readonly query?: string | ((calls: readonly SentCall[]) => string);
  /** Alternatives, in a regular expression. `gone` is what AWS does not know. */
  readonly good?: string;
  readonly bad?: string;
  /** It takes no longer. A waiter of the CLI has a patience of its own. */
  readonly minutes?: number;
}

export interface SentCall {
  readonly operation: string;
  readonly input: object;
}
