import { categories, partialFormats } from '@lapwing/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryEnvelopes, fieldsSaid, markedFields } from '../testing/conformance/agreed-fields-only.ts';
import { conformanceEnvelopes } from '../testing/conformance/conformance-envelopes.ts';
import { formatChecks } from '../testing/conformance/format-checks.ts';
import { writtenFile } from '../testing/conformance/written-file.ts';
import { inventEnvelope, inventReferral } from '../testing/invented-envelope.ts';
import { carriesReferral } from './carries-referral.ts';
import { formatWriters } from './registry.ts';

/** Every writer in the registry has to pass all of these; a new format is covered by being registered. */
const writers = Object.values(formatWriters);
/** Formats that say every field that was agreed, and not only those that they have a place for. */
const sayAllThatWasAgreed = new Set(['csv', 'xlsx', 'json', 'jsonl']);

describe.for(writers)('$format', (writer) => {
  const checks = formatChecks.filter((check) => check.appliesTo(writer.mediaType));
  const envelopes = conformanceEnvelopes.filter(([, { referrals }]) =>
    referrals.some((referral) => carriesReferral(writer, referral)),
  );

  it.for(envelopes)('passes every check: %s', { timeout: 30_000 }, async ([, envelope]) => {
    const file = await writtenFile(writer, envelope);
    const problems = checks.flatMap((check) =>
      check.problems(file).map((problem) => `${check.name}: ${problem}`),
    );
    expect(problems).toEqual([]);
  });

  it('differs when the envelope differs', async () => {
    const one = await writtenFile(writer, inventEnvelope([inventReferral()]));
    const other = await writtenFile(
      writer,
      inventEnvelope([inventReferral({ explanation: 'Other words.' })]),
    );
    expect(one.bytes.equals(other.bytes)).toBe(false);
  });

  it('says only fields that were agreed with the recipient or are part of the format', {
    timeout: 60_000,
  }, async () => {
    const allowed = new Set(writer.always);
    await fc.assert(
      fc.asyncProperty(arbitraryEnvelopes(), async (envelope) => {
        const said = fieldsSaid(await writtenFile(writer, envelope));
        const agreed = new Set(envelope.configuration.fields);
        expect(said.filter((field) => !agreed.has(field) && !allowed.has(field))).toEqual([]);
        if (sayAllThatWasAgreed.has(writer.format))
          expect(said).toEqual(markedFields.filter((field) => agreed.has(field)));
      }),
      { numRuns: 25 },
    );
  });
});

it('every category has a place in every format but those that are known to be partial', () => {
  const partial = writers.filter(({ carries = () => true }) =>
    categories.some((categoryCode) => !carries(inventReferral({ categoryCode }))),
  );
  expect(new Set(partial.map(({ format }) => format))).toEqual(partialFormats);
});

describe('the name of a file', () => {
  it('is a plain one, different for every format', () => {
    const names = writers.map(({ fileName }) => fileName);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+\.[a-z]+$/);
    for (const [format, writer] of Object.entries(formatWriters)) expect(writer.format).toBe(format);
  });
});
