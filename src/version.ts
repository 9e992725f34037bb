/** Set by the bundler from package.json; the sources alone are always the version being worked on. */
declare const PROVISION_VERSION: string | undefined;
/** Whether this runs from the bundle, which has all files beside it. */
export const isBundled = typeof PROVISION_VERSION === 'string';
export const version: string = typeof PROVISION_VERSION === 'string' ? PROVISION_VERSION : '0.0.0-source';
