/** AWS has answered, and not as expected. */
export class Difference extends Error {
  /**
   * @param what was looked at: `the state of the VPC`
   * @param expected in words or as JSON
   * @param answered the same
   */
  constructor(
    readonly what: string,
    readonly expected: string,
    readonly answered: string,
  ) {
    super(`${what}: expected ${expected}, answered ${answered}`);
    this.name = 'Difference';
  }
}
