import type { Estimate } from '../../prices/estimate.js';
import { estimateOfRecords } from '../stack/cost.js';
import { region, type LabWorld } from './world.js';

/** What the stack of a lab would cost on AWS, which bills it whether requests arrive or not. */
export const costOfLab = ({ session }: LabWorld): Estimate => estimateOfRecords(region, session.store.records);
