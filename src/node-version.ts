/**
 * Whether this Node is too old to run the program.
 * @param running as in `process.versions.node`: `18.20.4`
 * @param needed the oldest that runs it, as in `20.19`
 * @returns one sentence for the person who started it; undefined where the Node will do
 */
export function refusalOf(running: string, needed: string): string | undefined {
  const [major = 0, minor = 0] = running.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split('.').map(Number);
  const isNewEnough = major > neededMajor || (major === neededMajor && minor >= neededMinor);
  return isNewEnough ? undefined : `provision needs Node ${needed} or later, and this is Node ${running}.`;
}
