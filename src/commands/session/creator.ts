import { hostname, userInfo } from 'node:os';

/** Who runs this program, and where, in characters that every service takes in a tag: `ana@mill`. */
export function creator(): string {
  return `${userName()}@${hostname()}`.replace(/[^\w .:/=+@-]/g, '_').slice(0, 256);
}

/** A container may run under a number that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'somebody');
  }
}
