/**
 * Stands for the id of a hosted zone that a config names, as long as nobody has asked Route 53 for it: in rehearsals, and in
 * the policies and scripts that come from them. Ids of Route 53 are of capitals and digits, too.
 */
export const unknownZoneId = 'Z00UNKNOWN00HOSTEDZONE';

/** Whether a config gives a hosted zone by its id, of capitals and digits, and not by its name, of small letters. */
export const isHostedZoneId = (zone: string): boolean => /^Z[A-Z0-9]+$/.test(zone);
