/** Clients, by a part of their user agents. The first that fits counts: the CLI and Terraform name the SDK that they use, too. */
const clients: readonly (readonly [RegExp, string])[] = [
  [/\bHashiCorp-terraform-exec\/([\d.]+)|\bTerraform\/([\d.]+)/, 'Terraform'],
  [/\bOpenTofu\/([\d.]+)/, 'OpenTofu'],
  [/^aws-cli\/([\d.]+)/, 'aws-cli'],
  [/\bBoto3\/([\d.]+)/i, 'boto3'],
  [/^Botocore\/([\d.]+)/i, 'botocore'],
  [/\baws-sdk-js\/([\d.]+)/, 'SDK for JavaScript'],
  [/\baws-sdk-go(?:-v2)?\/([\d.]+)/, 'SDK for Go'],
  [/\baws-sdk-java\/([\d.]+)/, 'SDK for Java'],
  [/\baws-sdk-rust\/([\d.]+)/, 'SDK for Rust'],
  [/^curl\/([\d.]+)/, 'curl'],
];

/**
 * Who a user agent says that it is: `aws-cli 2.15.0`. What it says is not proven.
 * @returns undefined where nothing in it is known
 */
export function clientIn(userAgent: string): string | undefined {
  for (const [pattern, name] of clients) {
    const found = pattern.exec(userAgent.slice(0, 1000));
    if (found) return [name, ...found.slice(1).filter((it) => it !== undefined)].join(' ');
  }
  return undefined;
}
