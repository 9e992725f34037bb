import type { Out } from './terminal.js';

const losses = new WeakMap<object, { error?: NodeJS.ErrnoException }>();

/**
 * Lets nothing that becomes of a stream end the program: its reader may leave early (`provision … | head`), its
 * terminal may be closed, its disk may be full. What comes after is dropped, and the run goes on to its end, because a
 * half-built stack costs more than unread lines. Doing so again changes nothing.
 * @returns the stream's loss, from its first error on
 */
export function surviving(stream: Pick<Out, 'on'>): { readonly error?: NodeJS.ErrnoException } {
  const known = losses.get(stream);
  if (known) return known;
  const loss: { error?: NodeJS.ErrnoException } = {};
  losses.set(stream, loss);
  stream.on('error', (error: NodeJS.ErrnoException) => void (loss.error ??= error));
  return loss;
}

/** Writes text to a stream for as long as that takes any. */
export function writerTo(stdout: Out): (text: string) => void {
  const loss = surviving(stdout);
  return (text) => {
    if (!loss.error) stdout.write(text);
  };
}

/** Why a stream did not take what there was to say; undefined where it did, or where its reader did not want it all. */
export function unwritten(stream: Pick<Out, 'on'>): string | undefined {
  const { error } = surviving(stream);
  return error === undefined || readerIsGone(error) ? undefined : error.message;
}

const readerIsGone = ({ code = '' }: NodeJS.ErrnoException): boolean =>
  ['EPIPE', 'EIO', 'ECONNRESET', 'ERR_STREAM_DESTROYED'].includes(code);
