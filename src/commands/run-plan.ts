import { readState, statePath } from '../../state/json-store.js';
import { isChange, type Plan } from '../plan.js';
import type { Setting } from '../rehearsal/stage.js';
import { costJson, costLines, type Cost } from '../ui/cost.js';
import { writerTo } from '../ui/output.js';
import { planJson, planText } from '../ui/plan.js';
import { colorsFor } from '../ui/terminal.js';
import { costOf } from './cost.js';
import { guarded, repeatedOptions } from './guarded.js';
import type { Arguments } from './options.js';
import { settingOf } from './piece.js';
import { openReport, type Report } from './report.js';
import { inSession } from './session.js';
import { planOf, wantedOf, type Wanted } from './wanted.js';

/** What its command line says besides what every command takes. */
export interface PlanOptions {
  calls?: boolean;
  detailedExitcode?: boolean;
  livePrices?: boolean;
}

/** `provision plan`: changes nothing, here or there. @returns the exit code */
export async function runPlan(argv: Arguments<PlanOptions>): Promise<number> {
  return guarded('plan', argv, async () => {
    const wanted = await wantedOf(argv);
    const stack = wanted.config.name;
    const report = openReport({ command: 'plan', ...argv, stack, options: repeatedOptions(argv), quiet: true });
    const work = async () => {
      const { plan, setting } = await planned(argv, wanted, report);
      const cost = await costOf(argv, { ...wanted, where: setting });
      return show(argv, { stack, plan, cost }, report);
    };
    return { report, work };
  });
}

/** Of a stack that is not there yet nothing has to be looked at, unless it moves into somebody else's network. */
async function planned(argv: Arguments, wanted: Wanted, report: Report): Promise<{ plan: Plan; setting: Setting }> {
  const { config } = wanted;
  const isThere = (await readState(statePath(argv.state, config.name))) !== undefined;
  if (!isThere && !config.network.existing) {
    const setting = await settingOf(argv, config);
    return { setting, plan: (await planOf(wanted, setting)).plan };
  }
  const opening = { argv, command: 'plan', stack: config.name, report, region: config.region, tags: config.tags, locks: false, isRehearsal: true, needsZones: true };
  return inSession(opening, async ({ place, run }) => ({ setting: place, plan: (await planOf(wanted, place, run)).plan }));
}

function show(argv: Arguments<PlanOptions>, { stack, plan, cost }: { stack: string; plan: Plan; cost: Cost }, report: Report): number {
  const write = writerTo(process.stdout);
  const time = new Date().toISOString();
  const look = { columns: process.stdout.columns ?? 120, colors: colorsFor(process.stdout, process.env, argv.color === false) };
  const lines = argv.json
    ? [...planJson(plan, time), costJson(cost, { time })]
    : [...planText(plan, { stack, ...look, columns: process.stdout.columns ?? Infinity, hasCalls: argv.calls ?? false }), '', ...costLines(cost, look)];
  write(lines.map((line) => `${line}\n`).join(''));
  report.fail(plan.failures);
  const isInSync = !plan.steps.some(isChange);
  return report.end(countsOf(plan), isInSync || !argv.detailedExitcode);
}

/** As the result of `up` would count. What is replaced is made, and the old one deleted. */
function countsOf({ steps, outputs }: Plan) {
  const count = (...actions: readonly string[]) => steps.filter(({ action }) => actions.includes(action)).length;
  const mutating = steps.flatMap(({ calls }) => calls).length;
  return {
    created: count('create', 'replace'),
    updated: count('update'),
    deleted: count('delete', 'replace'),
    unchanged: count('unchanged'),
    calls: { total: mutating, mutating },
    outputs,
  };
}
