import { createHash } from 'node:crypto';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Clock } from '../../src/clock.js';
import { isConditionFailed, isPassing, isUnclear, statusOf } from './errors.js';

/** Sends to S3. The SDK must not repeat a request of it: a condition that was met once is not met again. */
export type Sender = Pick<S3Client, 'send'>;

export interface Access {
  /** Each request once. */
  readonly once: Sender;
  /** Reads, which may be repeated. */
  readonly reads: Sender;
  /** What is waited by between two tries. */
  readonly clock: Clock;
}

/** An object as it was read. */
export interface Read {
  readonly text: string;
  readonly etag: string;
  /** By the clock of S3. */
  readonly modified: Date;
  readonly metadata: Readonly<Record<string, string>>;
  /** Absent where the bucket keeps no versions. */
  readonly version?: string;
}

/** How a conditional write ended. `lost`: somebody else's write stands; `there` is that, if anything is. */
export type Written =
  | { readonly is: 'written'; readonly etag: string; readonly version?: string }
  | { readonly is: 'lost'; readonly there?: Read };

const tries = 8;

/** Where versions were suspended, the next write takes the place of this one. */
const versionIn = (id: string | undefined): { readonly version?: string } =>
  id === undefined || id === 'null' ? {} : { version: id };

/** One object of a bucket, of which every write says what it expects to replace. */
export class S3Object {
  readonly #access: Access;
  readonly #at: { readonly Bucket: string; readonly Key: string };

  constructor(access: Access, Bucket: string, Key: string) {
    this.#access = access;
    this.#at = { Bucket, Key };
  }

  /** @throws Error of the SDK */
  async read(VersionId?: string): Promise<Read | undefined> {
    try {
      const {
        Body,
        ETag = '',
        LastModified = new Date(0),
        Metadata = {},
        VersionId: given,
      } = await this.#access.reads.send(
        new GetObjectCommand({ ...this.#at, ...(VersionId !== undefined && { VersionId }) }),
      );
      const text = (await Body?.transformToString('utf8')) ?? '';
      return { text, etag: ETag, modified: LastModified, metadata: Metadata, ...versionIn(given) };
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') return undefined;
      throw error;
    }
  }

  /**
   * Writes, where what is there is still what is expected. Where an answer is lost, or another write was under way, what
   * is there is read: it is the text, or still what was expected, or somebody else's. Only where it is what was expected
   * the write is repeated. A first request that arrives late then finds its condition not met.
   * @param text never the same twice: an ETag tells two texts apart
   * @param expected the ETag that is to be replaced; undefined: nothing is there
   * @throws Error of the SDK, where nothing was written or where that cannot be known
   */
  async write(text: string, expected: string | undefined, metadata: Record<string, string> = {}): Promise<Written> {
    const condition = expected === undefined ? { IfNoneMatch: '*' } : { IfMatch: expected };
    for (let attempt = 1; ; attempt++) {
      try {
        const { ETag, VersionId: given } = await this.#access.once.send(
          new PutObjectCommand({
            ...this.#at,
            ...condition,
            Body: text,
            ContentType: 'application/json',
            Metadata: metadata,
          }),
        );
        const etag = ETag ?? `"${createHash('md5').update(text).digest('hex')}"`;
        return { is: 'written', etag, ...versionIn(given) };
      } catch (error) {
        if (!isUnclear(error) && !isConditionFailed(error) && !isPassing(error)) throw error;
        const there = await this.#readBack(error);
        if (there?.text === text)
          return { is: 'written', etag: there.etag, ...(there.version && { version: there.version }) };
        if (there?.etag !== expected) return { is: 'lost', ...(there && { there }) };
        if (attempt === tries) throw error;
        await this.#pause(attempt);
      }
    }
  }

  /** Takes it away, where it is still what is expected. @returns false where it is not */
  async remove(expected: string): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#access.once.send(new DeleteObjectCommand({ ...this.#at, IfMatch: expected }));
        return true;
      } catch (error) {
        if (!isUnclear(error) && !isConditionFailed(error) && !isPassing(error)) throw error;
        const there = await this.#readBack(error);
        // Of a deletion whose answer was lost nothing is left to be told from somebody else's.
        if (!there) return attempt > 1 || isUnclear(error);
        if (there.etag !== expected) return false;
        if (attempt === tries) throw error;
        await this.#pause(attempt);
      }
    }
  }

  /** What was unclear stays so where it cannot be read either. */
  async #readBack(cause: unknown): Promise<Read | undefined> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.read();
      } catch (error) {
        const status = statusOf(error);
        if ((status !== undefined && status < 500) || attempt === tries) throw cause;
        await this.#pause(attempt);
      }
    }
  }

  /** 0.1 s, doubled each time, and never at the same moment as somebody else. */
  #pause(attempt: number): Promise<void> {
    return this.#access.clock.sleep(100 * 2 ** Math.min(attempt, 6) * (0.5 + Math.random() / 2));
  }
}
