/**
 * Where in a value something is, as text: members and keys from the outside in, `environment.LOG_LEVEL`. One that has a dot
 * in it, or a quote, stands in quotes: `"idle_timeout.timeout_seconds"`.
 */
export const pathOf = (parts: readonly string[]): string =>
  parts.map((part) => (/^[^."]+$/.test(part) ? part : JSON.stringify(part))).join('.');

/** The parts of such a path. What is none is one part. */
export function partsOf(path: string): string[] {
  const parts = [...path.matchAll(/(?:^|\.)("(?:[^"\\]|\\.)*"|[^."]+)/g)];
  return parts.map(([whole]) => whole).join('') === path && path !== ''
    ? parts.map(([, part = '']) => (part.startsWith('"') ? (JSON.parse(part) as string) : part))
    : [path];
}
