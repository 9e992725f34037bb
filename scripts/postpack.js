// Puts back the package.json that `prepack` set aside. If packing was interrupted, the next `prepack` does it first.
import { rename } from 'node:fs/promises';

await rename(new URL('../package.clone.json', import.meta.url), new URL('../package.json', import.meta.url)).catch(
  (error) => {
    if (error.code !== 'ENOENT') throw error;
  },
);
