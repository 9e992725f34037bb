/** The names of the steps of a service or a job, by which a state is read without its config as well. */

const ending = '-service';

/** What keeps the tasks of a service running. */
export const serviceStep = (name: string): string => `${name}${ending}`;
/** The service that such a step is of; undefined for another name. */
export const serviceOfStep = (step: string): string | undefined =>
  step.endsWith(ending) ? step.slice(0, -ending.length) : undefined;

const definitionEnding = '-task-definition';
export const definitionStep = (name: string): string => `${name}${definitionEnding}`;
/** The service or job that such a step is of; undefined for another name. */
export const taskOfDefinitionStep = (step: string): string | undefined =>
  step.endsWith(definitionEnding) ? step.slice(0, -definitionEnding.length) : undefined;
export const imageStep = (name: string): string => `${name}-image`;
