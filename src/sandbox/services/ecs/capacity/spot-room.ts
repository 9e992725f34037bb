import { regional, type Context } from '../../../service.js';

/**
 * Whether Fargate Spot has room. AWS has it, unless somebody says otherwise: `/_sandbox/spot`.
 * Source: https://github.com/aws/containers-roadmap/issues/852
 */
const rooms = regional<{ readonly hasRoom: boolean }>('ecs/spot-room');
const here = 'region';

export const hasSpotRoom = (context: Context): boolean => rooms(context).get(here)?.hasRoom ?? true;

export const setSpotRoom = (context: Context, hasRoom: boolean): void => void rooms(context).set(here, { hasRoom });
