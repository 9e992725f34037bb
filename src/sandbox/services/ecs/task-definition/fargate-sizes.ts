/**
 * The sizes of Fargate tasks: MiB of memory for each number of CPU units.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 */
const GB = 1024;
const steps = (from: number, to: number, by = 1) =>
  Array.from({ length: (to - from) / by + 1 }, (_, i) => (from + i * by) * GB);

export const fargateSizes: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1 * GB, 2 * GB]],
  [512, steps(1, 4)],
  [1024, steps(2, 8)],
  [2048, steps(4, 16)],
  [4096, steps(8, 30)],
  [8192, steps(16, 60, 4)],
  [16384, steps(32, 120, 8)],
]);

/** CPU units from `256`, `.25 vCPU` or `1 vcpu`. NaN where it is none of these. */
export function cpuUnits(text: string): number {
  const vcpu = /^(\d+|\d*\.\d+)\s*vcpu$/i.exec(text.trim());
  return vcpu ? Number(vcpu[1]) * 1024 : whole(text);
}

/** MiB from `512`, `0.5 GB` or `1gb`. NaN where it is none of these. */
export function mebibytes(text: string): number {
  const gigabytes = /^(\d+|\d*\.\d+)\s*gb$/i.exec(text.trim());
  return gigabytes ? Number(gigabytes[1]) * 1024 : whole(text);
}

const whole = (text: string) => (/^\d+$/.test(text.trim()) ? Number(text) : NaN);
