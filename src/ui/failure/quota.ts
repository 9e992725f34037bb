import { displayName } from '../../display-names.js';
import { increaseCommand, quotas, type QuotaName } from '../../facts/quotas.js';
import { commandLine, type Run } from '../run.js';
import { untouched, type Line, type Of, type Words } from './words.js';

/** The account may not have what the stack needs. It was found before anything was changed. */
export function quotaExceeded(failure: Of<'quota-exceeded'>, run?: Run): Words {
  const { step, resource, used, wanted, value } = failure;
  const name = Object.hasOwn(quotas, failure.quota) ? (failure.quota as QuotaName) : undefined;
  const unit = name === undefined || quotas[name].unit === undefined ? '' : ` ${quotas[name].unit}`;
  const needed = used === 0 ? `needs ${wanted}${unit}` : `needs ${wanted}${unit} more, and there are ${used} already`;
  return {
    title: `${step}: the quota "${name ? quotas[name].name : failure.quota}" is ${value}; this stack ${needed} (${displayName(resource)}).`,
    lines: [...(name ? quotaLines(name, value, Math.ceil(used + wanted)) : []), untouched],
    next: commandLine(run?.command ?? 'up', run),
  };
}

/**
 * Which quota it is, how much it allows, and how to get more.
 * @param value for this account; AWS's default where that is not known
 * @param needed how many there must be; twice the default where that is not known
 */
export function quotaLines(name: QuotaName, value: number, needed = 2 * value): Line[] {
  const { name: title, serviceCode, code, adjustable, value: usual } = quotas[name];
  const isCode = code === undefined ? '' : `, ${code}`;
  const allows = value === usual ? `${value} unless AWS has raised it for this account` : `${value} in this account`;
  const command = increaseCommand(name, needed);
  return [
    `It is the quota "${title}" of Service Quotas (${serviceCode}${isCode}): ${adjustable ? allows : value}.`,
    ...(command !== undefined
      ? ['Delete what is not needed, or ask AWS for more:', { command }]
      : [
          adjustable
            ? 'Delete what is not needed, or ask AWS Support for more.'
            : 'AWS raises it for nobody: use less of it.',
        ]),
  ];
}
