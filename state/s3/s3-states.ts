import { hostname } from 'node:os';
import { HeadObjectCommand, ListObjectsV2Command, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { all } from '../../src/all.js';
import { FailureError } from '../../src/failure.js';
import { QueuedStore, type Identified, type Overtaking, type Write } from '../queued-store.js';
import type { State } from '../schema.js';
import type { Loss, OnLost, States, StateVersion } from '../states.js';
import { parseState, stateText } from '../text.js';
import { headerOf, stateFailure } from './errors.js';
import { leaseHolder, takeLease, userName, type Timing } from './lease.js';
import { s3Url, type S3Location } from '../../src/state-location.js';
import { S3Object, type Access, type Read } from './object.js';

export interface S3StatesOptions {
  /** What writes, for the versions' list: `provision up`. */
  readonly command: string;
  readonly timing?: Timing;
}

/** States in a bucket, one object a stack, and a lock beside each. */
export function s3States(access: Access, location: S3Location, { command, timing }: S3StatesOptions): States {
  const { bucket, prefix } = location;
  const key = (stack: string, kind: 'json' | 'lock') => `${prefix}${stack}.${kind}`;
  const object = (stack: string, kind: 'json' | 'lock') => new S3Object(access, bucket, key(stack, kind));
  const pathOf = (stack: string, kind: 'json' | 'lock' = 'json') => s3Url(location, `${stack}.${kind}`);
  const reading = <T>(path: string, read: () => Promise<T>): Promise<T> =>
    read().catch((error: unknown) => {
      throw stateFailure(error, path, 'state-unreadable');
    });
  const timeAt = (stack: string) => () => serverTime(access, bucket, key(stack, 'lock'));

  return {
    pathOf,
    stacks: () => reading(s3Url(location), () => namesIn(access, location)),
    read: (stack) =>
      reading(pathOf(stack), async () => {
        const there = await object(stack, 'json').read();
        return there && { state: parseState(there.text, pathOf(stack)), revision: there.etag };
      }),
    store: (stack, state, revision, onLost = () => {}) =>
      new S3Store({ object: object(stack, 'json'), path: pathOf(stack), command, revision, onLost }, state),
    lock: (stack, by, onLost) =>
      takeLease(
        object(stack, 'lock'),
        by,
        { path: pathOf(stack, 'lock'), access, now: timeAt(stack), ...(timing && { timing }) },
        onLost,
      ),
    holder: (stack) => reading(pathOf(stack, 'lock'), () => leaseHolder(object(stack, 'lock'), timeAt(stack))),
    unlock: (stack, { revision }) =>
      object(stack, 'lock')
        .remove(revision)
        .catch((error: unknown) => {
          throw stateFailure(error, pathOf(stack, 'lock'), 'state-unwritable');
        }),
    versions: (stack, most) => reading(pathOf(stack), () => versionsOf(access, bucket, key(stack, 'json'), most)),
    readVersion: (stack, id) =>
      reading(pathOf(stack), async () => {
        const there = await object(stack, 'json')
          .read(id)
          .catch((error: unknown) => {
            if (/NoSuchVersion|MethodNotAllowed|InvalidArgument/.test((error as Error).name)) return undefined;
            throw error;
          });
        return there && parseState(there.text, `${pathOf(stack)} (${id})`);
      }),
  };
}

interface StoredAt {
  readonly object: S3Object;
  readonly path: string;
  readonly command: string;
  /** The ETag last seen. */
  readonly revision: string | undefined;
  readonly onLost: OnLost;
}

/**
 * Keeps a state in one object. Each write names the ETag that it replaces, so it never overwrites somebody else's. It is
 * written whole each time: nothing can be added to an object, and a second one could not be written under the condition
 * that the first is still as it was.
 */
class S3Store extends QueuedStore {
  readonly #at: StoredAt;
  #etag: string | undefined;
  /** Of the last write. */
  #version: string | undefined;
  #serial: number;
  /** Once somebody else has written, nothing of this run is written any more. */
  #changed: FailureError | undefined;

  constructor(at: StoredAt, state: Identified<State>) {
    super(state);
    this.#at = at;
    this.#etag = at.revision;
    this.#serial = state.serial ?? 0;
  }

  protected override async write(write: Write): Promise<void> {
    const state = write.state();
    const { object, path, command } = this.#at;
    const metadata = { by: encodeURIComponent(`${userName()}@${hostname()}`), command, serial: String(state.serial) };
    if (this.#changed) throw this.#changed;
    try {
      const written = await object.write(stateText(state), this.#etag, metadata);
      if (written.is === 'lost') throw this.#lostTo(written.there);
      [this.#etag, this.#version, this.#serial] = [written.etag, written.version, state.serial ?? 0];
    } catch (error) {
      throw stateFailure(error, path, 'state-unwritable');
    }
  }

  override async forget(): Promise<void> {
    const { object, path } = this.#at;
    if (this.#changed) throw this.#changed;
    if (this.#etag === undefined) return;
    try {
      if (!(await object.remove(this.#etag))) throw this.#lostTo(await object.read());
      this.#etag = undefined;
    } catch (error) {
      throw stateFailure(error, path, 'state-unwritable');
    }
  }

  protected override get lastVersion(): string | undefined {
    return this.#version;
  }

  /** @param there what stands in the place of this state, if anything does */
  #lostTo(there: Read | undefined): FailureError {
    const { path, onLost } = this.#at;
    const loss: Loss = { code: 'state-changed', path, ...(there ? writtenBy(there) : { isGone: true }) };
    this.#changed = new FailureError(loss);
    this.setOvertaken(there ? this.#overtakingOf(there) : { goesOn: true });
    onLost(loss);
    return this.#changed;
  }

  /** Of what is no state, nothing is known. Restoring a version counts writes on, and is no going on. */
  #overtakingOf({ text, metadata }: Read): Overtaking {
    try {
      const { id, serial = 0, records } = parseState(text, this.#at.path);
      const isRestored = writerIn(metadata).command?.endsWith('restore') === true;
      return { records, goesOn: id === this.id && serial > this.#serial && !isRestored };
    } catch {
      return { goesOn: false };
    }
  }
}

function writtenBy({ metadata, modified }: Read): Pick<Extract<Loss, { code: 'state-changed' }>, 'by'> {
  const { by: who, command } = writerIn(metadata);
  return {
    by: { ...(who !== undefined && { who }), ...(command !== undefined && { command }), at: modified.toISOString() },
  };
}

async function namesIn({ reads }: Access, { bucket, prefix }: S3Location): Promise<string[]> {
  const names: string[] = [];
  let token: string | undefined;
  do {
    const page = await reads.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        Delimiter: '/',
        ...(token !== undefined && { ContinuationToken: token }),
      }),
    );
    for (const { Key = '' } of page.Contents ?? [])
      if (Key.endsWith('.json')) names.push(Key.slice(prefix.length, -'.json'.length));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return names;
}

async function versionsOf({ reads }: Access, Bucket: string, Key: string, most: number) {
  const page = await reads.send(
    new ListObjectVersionsCommand({ Bucket, Prefix: Key, MaxKeys: Math.min(most, 999) + 1 }),
  );
  const listed = [
    ...(page.Versions ?? []).map((it) => ({ ...it, isThere: true })),
    ...(page.DeleteMarkers ?? []).map((it) => ({ ...it, isThere: false, Size: undefined })),
  ].filter((it) => it.Key === Key);
  // A stable order for those of one second: what S3 lists first of versions is newer.
  listed.sort((a, b) => (b.LastModified?.getTime() ?? 0) - (a.LastModified?.getTime() ?? 0));
  const shown = listed.slice(0, most);
  const versions = await all(
    shown.map(async ({ VersionId: id = '', LastModified = new Date(0), Size, IsLatest = false, isThere }) => {
      const about = isThere ? await writerOf(reads, { Bucket, Key, VersionId: id }) : {};
      const version: StateVersion = { id, time: LastModified, isCurrent: IsLatest, ...about };
      return Size === undefined ? version : { ...version, bytes: Size };
    }),
  );
  return { versions, isTruncated: listed.length > shown.length || page.IsTruncated === true };
}

/** Who wrote a version; nothing where another program did, or where that may not be read. */
async function writerOf(reads: Access['reads'], at: { Bucket: string; Key: string; VersionId: string }) {
  const { Metadata = {} } = await reads.send(new HeadObjectCommand(at)).catch(() => ({ Metadata: {} }));
  return writerIn(Metadata);
}

/** What a write of this program says of itself. Anybody may have written it, so it may be no URI. */
function writerIn({ by, command, serial }: Readonly<Record<string, string | undefined>>) {
  return {
    ...(by !== undefined && { by: decoded(by) }),
    ...(command !== undefined && { command }),
    ...(serial !== undefined && /^\d+$/.test(serial) && { serial: Number(serial) }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * S3's time. It stands in the header of every answer, which the SDK keeps with errors alone: so an object is asked for
 * under a condition that it never meets. Where the answer has none, the time is this machine's.
 */
async function serverTime({ reads }: Access, Bucket: string, Key: string): Promise<number> {
  const error = await reads.send(new HeadObjectCommand({ Bucket, Key, IfMatch: '"never"' })).catch((it: unknown) => it);
  const time = Date.parse(headerOf(error, 'date') ?? '');
  return Number.isNaN(time) ? Date.now() : time;
}
