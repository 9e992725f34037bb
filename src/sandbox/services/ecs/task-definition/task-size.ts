/** The size of a task, as the request writes it: each member has two forms. */

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
