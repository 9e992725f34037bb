/** Set by `npm run test:long`, which runs the test files that import `full.ts`. For what is run without Jest, too. */
export const isFull = process.env['PROVISION_TEST_FULL'] === '1';
