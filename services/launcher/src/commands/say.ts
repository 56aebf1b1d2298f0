/** Writes a line for a person on standard output. */
export const say = (sentence: string): void => {
  process.stdout.write(`${sentence}\n`);
};
