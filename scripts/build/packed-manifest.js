/**
 * The package.json that goes into the tarball. What is for a clone alone stays out of it: npm would name the script
 * `prepare` to everybody who installs the tarball, as one that it did not run.
 */
export function packedManifest({ scripts: _scripts, devDependencies: _packages, allowScripts: _allowed, ...manifest }) {
  return manifest;
}
