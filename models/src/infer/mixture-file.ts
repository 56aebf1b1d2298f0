import { z } from 'zod';

const PerOutput = z.array(z.float32()).min(2);

/** `mixture.json`: how the members are joined, per output (each label, the risk last), and the linear intercepts. */
export const MixtureFile = z.strictObject({
  linear: PerOutput,
  bag: PerOutput,
  offsets: PerOutput,
  intercepts: PerOutput,
});
export type MixtureFile = z.infer<typeof MixtureFile>;
