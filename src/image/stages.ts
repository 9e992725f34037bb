/**
 * Whether a Dockerfile certainly has no such stage. A frontend of somebody else (`# syntax=`) may read it in another way.
 * Source: https://docs.docker.com/build/building/multi-stage/, https://docs.docker.com/reference/dockerfile/#from
 * @param target the name of a stage, in whatever case, or its number
 */
export function lacksStage(dockerfile: string, target: string): boolean {
  const [, frontend] = /^#\s*syntax\s*=\s*(\S+)/m.exec(dockerfile) ?? [];
  if (frontend !== undefined && !/^(?:docker\.io\/)?docker\/dockerfile(?:[:@-]|$)/.test(frontend)) return false;
  if (/^\d+$/.test(target)) return false;
  const names = dockerfile.split(/\r?\n/).flatMap((line) => {
    const words = line.trim().toLowerCase().split(/\s+/);
    const at = words[0] === 'from' ? words.lastIndexOf('as') : -1;
    return at > 0 ? (words[at + 1] ?? []) : [];
  });
  // The name may be on another line.
  const isWhole = !/^[^\S\n]*from\b.*\\[^\S\n]*$/im.test(dockerfile);
  return isWhole && !names.includes(target.toLowerCase());
}
