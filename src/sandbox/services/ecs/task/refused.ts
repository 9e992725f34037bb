import { AwsError } from '../../../service.js';

/** What another service refuses ECS with, which then says it in an event; undefined where it takes the call. */
export function problemOf(call: () => void): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error.message;
    throw error;
  }
}
