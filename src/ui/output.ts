import type { Out } from './terminal.js';

/**
 * Text to a stream whose reader may leave early (`provision … | head`): what comes after is dropped and the run goes
 * on to its end, because a half-built stack costs more than unread lines. Any other error of the stream is thrown.
 */
export function writerTo(stdout: Out): (text: string) => void {
  let gone = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (!['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'].includes(error.code ?? '')) throw error;
    gone = true;
  });
  return (text) => {
    if (!gone) stdout.write(text);
  };
}
