import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { registerReport } from './report.ts';

const run = async (...options: string[]): Promise<void> => {
  const program = new Command('lapwing').exitOverride().configureOutput({ writeErr: () => undefined });
  registerReport(program);
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  await program.parseAsync(['report', '--as', 'ada@lapwing.example', ...options], { from: 'user' });
};

describe('lapwing report', () => {
  it.for([
    [['--kind', 'dsa', '--format', 'pdf'], /--year/],
    [['--year', '26', '--kind', 'dsa', '--format', 'pdf'], /Give a year/],
    [['--year', '2026-01', '--kind', 'dsa', '--format', 'pdf'], /Give a year/],
    [['--year', '2026', '--kind', 'police', '--format', 'pdf'], /Allowed choices are dsa, donor/],
    [['--year', '2026', '--kind', 'dsa', '--format', 'docx'], /Allowed choices are html, pdf, csv/],
    [['--year', '2026', '--kind', 'dsa', '--format', 'pdf', '--lang', 'fr'], /Allowed choices are en, th/],
  ] as const)(
    'refuses %j and says what it takes, before it looks at any database',
    async ([options, message]) => {
      await expect(run(...options)).rejects.toThrow(message);
    },
  );
});
