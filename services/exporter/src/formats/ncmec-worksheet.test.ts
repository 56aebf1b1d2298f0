import { describe, expect, it } from 'vitest';
import { imminentReferral, inventEnvelope, inventReferral } from '../testing/invented-envelope.ts';
import { textOf } from '../testing/text-of-format.ts';
import { ncmecWorksheet } from './ncmec-worksheet.ts';

describe('ncmec-worksheet', () => {
  it('has every answer under its label, to be copied', async () => {
    const text = await textOf(
      ncmecWorksheet,
      inventEnvelope([inventReferral({ categoryCode: 'SEXUAL_EXTORTION' })]),
    );
    expect(text).toContain('[Type of incident]\nOnline Enticement of Children for Sexual Acts\nsextortion\n');
    expect(text).toContain(
      '[Web addresses]\nhttps://m.facebook.com/lapwing.example/posts/1001?ref=share\nhttps://www.facebook.com/lapwing.example/posts/1001\n',
    );
    expect(text).toContain('[Screen name of the person reported]\nlapwing.example\n');
    expect(text).toContain('[Who reports]\nPlover Foundation\ndesk@plover.example\nplover.example\n');
    expect(text).toContain('[Immediate danger]\nNo\n');
  });

  it('lists what to choose from where NCMEC has no one type, and names no account that may be a child', async () => {
    const text = await textOf(
      ncmecWorksheet,
      inventEnvelope([inventReferral({ categoryCode: 'SELF_GENERATED' })]),
    );
    expect(text).toMatch(/\[Type of incident\]\nChoose what fits: .* \/ Child Sex Tourism\n/);
    expect(text).toContain(
      "[Screen name of the person reported]\nLeave empty: not known, or it may be a child's.",
    );
  });

  it('says that danger is imminent and who was told, with labels in the language of the recipient', async () => {
    const configuration = { language: 'th' };
    const text = await textOf(ncmecWorksheet, inventEnvelope([imminentReferral()], { configuration }));
    expect(text).toContain('[อันตรายเร่งด่วน]\nImminent danger: planned meeting');
    expect(text).toContain('[แจ้งเจ้าหน้าที่แล้ว]\nChild protection police, 2026-01-31T09:40:00.000Z');
  });

  it('needs no registration', async () => {
    const organisation = { name: 'Plover Foundation', contact: undefined, domain: undefined };
    expect(await textOf(ncmecWorksheet, inventEnvelope([inventReferral()], { organisation }))).toContain(
      '[Who reports]\nPlover Foundation\n',
    );
  });
});
