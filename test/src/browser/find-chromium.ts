import { findProgram } from './find-program.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Path of the first Chromium on PATH. @throws Error where there is none */
export function findChromium(): string {
  const path = findProgram(names);
  if (path === null) throw new Error(`No Chromium on PATH (${names.join(', ')})`);
  return path;
}

/** Chromium refuses its sandbox to root. */
export const sandboxArguments: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
