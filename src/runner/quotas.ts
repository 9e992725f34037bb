import { GetServiceQuotaCommand } from '@aws-sdk/client-service-quotas';
import { all } from '../all.js';
import { codeOf } from '../aws-errors.js';
import { quotas, type QuotaName } from '../facts/quotas.js';
import { FailureError, type Failure } from '../failure.js';
import { wantWithPlaceholders } from '../placeholder-want.js';
import type { Cloud, QuotaUnits, QuotaUse, Step } from '../step.js';
import { dependenciesOf, needNamed } from '../step-dependencies.js';
import type { StepRecord } from '../../state/schema.js';
import { attempt } from './attempt.js';
import { changesForSure } from './refusals.js';
import { tagsOf, type Job, type Run } from './run.js';
import { readDeadline } from './wait.js';
import { isKnown, wantBeforehand } from './want-beforehand.js';
import { plainText } from '../plain-text.js';

export type QuotaExceeded = Extract<Failure, { readonly code: 'quota-exceeded' }>;

/** Steps that count for one quota, within one resource or in the whole region. */
interface Group {
  readonly use: QuotaUse;
  readonly quota: QuotaName;
  /** The zone, or what else the quota counts within. */
  readonly place: unknown;
  readonly members: [Member, ...Member[]];
}

interface Member {
  readonly step: Step;
  readonly units: QuotaUnits;
}

/** What counts as one, and is new. */
const one: QuotaUnits = { lasting: 1, busiest: 1 };

type Known = ReadonlyMap<string, StepRecord>;

/**
 * The quotas that what is going to be made would exceed. Only what is certain is told: where nobody says how much the
 * account may have, AWS has to. It changes nothing.
 * @param known what will stay as it is, and what was looked up
 * @throws Stopped
 */
export async function exceededQuotas(run: Run, steps: readonly Step[], known: Known): Promise<QuotaExceeded[]> {
  const found = await all(groupsOf(run, steps, known).map((group) => exceeded(run, group)));
  return found.flatMap((it) => it ?? []);
}

/** What counts in the region or zone is counted where it is to be made; what counts within a resource is all in the config. */
function groupsOf(run: Run, steps: readonly Step[], known: Known): Group[] {
  const groups = new Map<string, Group>();
  for (const step of steps)
    for (const use of usesOf(step)) {
      const units = unitsOf(run, step, use, known);
      if (!units) continue;
      const place = use.by ? placeOf(step, use, known) : use.within?.(wantWithPlaceholders(step));
      if (use.by && place === undefined) continue;
      const key = JSON.stringify([use.name, place]);
      const group = groups.get(key);
      if (group) group.members.push({ step, units });
      else groups.set(key, { use, quota: use.name as QuotaName, place, members: [{ step, units }] });
    }
  // Where all within a resource is there already, there is nothing to refuse.
  return [...groups.values()].filter(({ use, members }) =>
    use.units ? wantedOf(members) > 0 : members.some(({ step }) => !run.store.records.has(step.name)),
  );
}

function usesOf(step: Step): QuotaUse[] {
  const { quota = [] } = step.resource;
  return [quota].flat().map((use) => {
    const { inExisting } = use;
    const isThere = dependenciesOf(step).some(({ to }) => to.resource.type === inExisting?.by.type);
    return inExisting && isThere ? { ...use, ...inExisting } : use;
  });
}

/** How much a step takes; undefined where it takes no more than it has, and that counts for nothing. */
function unitsOf(run: Run, step: Step, use: QuotaUse, known: Known): QuotaUnits | undefined {
  const record = run.store.records.get(step.name);
  if (!use.units) return use.inUse && record ? undefined : one;
  const { sizedBy } = use.units;
  const sizing = sizedBy === undefined ? step : needNamed(step, sizedBy);
  if (!sizing) return undefined;
  const next = { want: wantWithPlaceholders(step), size: membersOf(wantWithPlaceholders(sizing)) };
  const sized = run.store.records.get(sizing.name);
  if (record && !sized) return undefined;
  const last = record &&
    sized && {
      // What a pause has taken away is not in use.
      want: { ...membersOf(record.want), ...record.paused },
      size: membersOf(sized.want),
      isOutdated: run.redeploy?.has(step.name) === true || changesForSure(run, sizing, sized, known),
    };
  const units = use.units.of(next, last);
  return units.lasting === 0 && units.busiest === 0 && !units.had ? undefined : units;
}

const membersOf = (want: unknown) => Object(want) as { readonly [member: string]: unknown };

/**
 * How much there must be room for. At the end all have what they take; and at its own busiest moment each one has the others
 * beside it, with what they have now or at the end, whichever is less.
 */
function wantedOf(members: readonly Member[]): number {
  const sum = (of: (units: QuotaUnits) => number) => members.reduce((total, { units }) => total + of(units), 0);
  const freed = sum(({ lasting }) => Math.min(0, lasting));
  const busiest = members.map(({ units }) => units.busiest + freed - Math.min(0, units.lasting));
  return Math.max(
    sum(({ lasting }) => lasting),
    ...busiest,
  );
}

const hadBy = (members: readonly Member[]): number => members.reduce((sum, { units }) => sum + (units.had ?? 0), 0);

/** What another step says of where this one is. Where AWS is asked what is there, it has to be known. */
function placeOf(step: Step, { by, inUse }: QuotaUse, known: Known): unknown {
  const need = dependenciesOf(step).find(({ to }) => to.resource.type === by?.type)?.to;
  const want = need && (inUse ? wantBeforehand(need, known) : wantWithPlaceholders(need));
  const place = (Object(want) as { [member: string]: unknown })[by?.member ?? ''];
  return isKnown(place) ? place : undefined;
}

async function exceeded(run: Run, { use, quota, place, members }: Group): Promise<QuotaExceeded | undefined> {
  const { step } = members.find(({ units }) => units.lasting > 0) ?? members[0];
  const { value: usual, variesByAccount } = quotas[quota];
  const wanted = wantedOf(members);
  const used = use.inUse
    ? await known(run, step, async (cloud) => use.inUse?.(cloud, plainText(place)))
    : hadBy(members);
  if (used === undefined || (used + wanted <= usual && !variesByAccount)) return undefined;
  const value = await known(run, step, (cloud) => allowed(cloud, quota));
  if (value === undefined || used + wanted <= value) return undefined;
  return { code: 'quota-exceeded', step: step.name, resource: step.resource.type, quota, used, wanted, value };
}

/** How much the account may have. A service that keeps no values of accounts has the same for all: `NoSuchResource`. */
async function allowed({ servicequotas }: Cloud, quota: QuotaName): Promise<number | undefined> {
  const { serviceCode: ServiceCode, code: QuotaCode, value } = quotas[quota];
  if (QuotaCode === undefined) return value;
  try {
    return (await servicequotas.send(new GetServiceQuotaCommand({ ServiceCode, QuotaCode }))).Quota?.Value;
  } catch (error) {
    if (codeOf(error) === 'NoSuchResourceException') return value;
    throw error;
  }
}

/** What a question is answered; undefined where it may not be asked, or the endpoint does not know it. */
async function known<T>(run: Run, step: Step, ask: (cloud: Cloud) => Promise<T>): Promise<T | undefined> {
  const job: Job = { step: step.name, resource: step.resource, token: '', tags: tagsOf(run, step.name) };
  try {
    const asked = await attempt(run, job, 'find', readDeadline(run), ask);
    return asked.is === 'done' ? asked.value : undefined;
  } catch (error) {
    if (error instanceof FailureError) return undefined;
    throw error;
  }
}
