import type { Tone } from './picture.js';

/** How a tone looks, as hexadecimal colours: calm enough for seventy boxes side by side, and readable in print. */
export interface Look {
  /** Of a node. */
  readonly fill: string;
  /** Of a box behind nodes. */
  readonly wash: string;
  readonly line: string;
}

export const ink = { text: '#1f2933', faint: '#5b6773', arrow: '#7b8794' } as const;

export const palette: Readonly<Record<Tone, Look>> = {
  plain: { fill: '#ffffff', wash: '#fbfcfd', line: '#9aa5b1' },
  network: { fill: '#dfe9f5', wash: '#f4f8fc', line: '#6f94bd' },
  public: { fill: '#e3f1e4', wash: '#f1f9f1', line: '#76a97b' },
  private: { fill: '#e1ecf4', wash: '#eef5fa', line: '#7fa5c2' },
  platform: { fill: '#e6e3f3', wash: '#f7f6fc', line: '#9289c2' },
  capacity: { fill: '#f6e6d3', wash: '#fdf7ef', line: '#c29a63' },
  endpoints: { fill: '#e0eceb', wash: '#f2f8f7', line: '#6fa19c' },
  balancer: { fill: '#f3e0ec', wash: '#fcf4f9', line: '#bd7fa5' },
  api: { fill: '#f6dfdb', wash: '#fdf4f2', line: '#c58277' },
  consumer: { fill: '#e6e8eb', wash: '#f6f7f8', line: '#8d98a5' },
  'service-1': { fill: '#d6eddf', wash: '#f1faf4', line: '#5fa57c' },
  'service-2': { fill: '#fbeac6', wash: '#fefaef', line: '#c7a04a' },
  'service-3': { fill: '#d5e9f7', wash: '#f0f8fd', line: '#5b9dc9' },
  'service-4': { fill: '#f7dcd2', wash: '#fdf4f0', line: '#c9866b' },
  'service-5': { fill: '#e4dcf5', wash: '#f7f4fd', line: '#8f78c9' },
  'service-6': { fill: '#e3e9c8', wash: '#f8faee', line: '#97a653' },
};
