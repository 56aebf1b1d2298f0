import type { Figures, ReportContents, ReportInput } from '@lapwing/contracts';

const row = { sent: 40, takenDown: 34, stillUp: 6, times: { medianHours: 26.5, ninetiethHours: null } };
const withheld = { sent: 12, takenDown: null, stillUp: null, times: null };

export const inventedFigures: Figures = {
  scope: 'PLATFORMS',
  year: 2025,
  readAt: '2026-02-03T04:05:06.000Z',
  firstYear: 2024,
  total: { sent: 64, takenDown: 52, stillUp: 12, times: { medianHours: 30, ninetiethHours: 240 } },
  byRecipient: [
    { key: 'Meta (Facebook, Instagram)', ...row },
    { key: '=1+1 <script>', ...withheld },
    { key: null, ...withheld },
  ],
  byCategory: [
    { key: 'GROOMING', ...row },
    { key: 'CSAM_SYNTHETIC', ...withheld },
    { key: null, ...withheld },
  ],
  byLanguage: [
    { key: 'th', ...row },
    { key: 'und', ...withheld },
    { key: null, ...withheld },
  ],
  byMonth: [
    { key: '2025-03', ...row },
    { key: '2025-11', ...withheld },
    { key: null, ...withheld },
  ],
  byAction: [
    { key: 'REMOVED', takenDown: true, count: 45 },
    { key: 'ACCOUNT_DISABLED', takenDown: true, count: 7 },
    { key: null, takenDown: false, count: 12 },
  ],
};

/** Everything that an invented report says; `platforms` stand in for its figures. */
export function inventReport(
  input: Partial<ReportInput> = {},
  platforms: Figures = inventedFigures,
): ReportContents {
  return {
    input: { kind: 'donor', year: 2025, format: 'csv', language: 'en', ...input },
    platforms,
    others: input.kind === 'dsa' ? null : { ...inventedFigures, scope: 'OTHERS', total: null },
    independence: 'No provider pays us.\nWho decides on a notice has no tie to a provider <any>.',
  };
}
