import { generateKeyPairSync } from 'node:crypto';
import type { Referral } from '@lapwing/contracts';
import { composeEvidence } from '@lapwing/exporter/evidence/compose-evidence';
import { formatWriters } from '@lapwing/exporter/formats/registry';
import { composeLetter } from '@lapwing/exporter/letter/compose-letter';
import { messagesFor } from '@lapwing/exporter/letter/letter-messages';
import { inventEnvelope, inventReferral } from '@lapwing/exporter/testing/invented-envelope';
import { inventEvidence, inventItem } from '@lapwing/exporter/testing/invented-evidence';
import { describe, expect, it } from 'vitest';

/** Words for somebody who is accused, in both languages of the letters. */
const accusing =
  /suspect|offender|perpetrator|culprit|predator|criminal|ผู้ต้องสงสัย|ผู้ต้องหา|ผู้กระทำผิด|คนร้าย|อาชญากร/i;

const children: [string, Partial<Referral>, 'selfGenerated' | 'peerInvolved'][] = [
  ['a child made it', { categoryCode: 'SELF_GENERATED' }, 'selfGenerated'],
  ['a child made it, among other things', { secondaryCategories: ['SELF_GENERATED'] }, 'selfGenerated'],
  ['peers are involved', { modifiers: ['PEER_INVOLVED'] }, 'peerInvolved'],
];

/** Formats that are read as plain text; the letters are composed of what is looked at before. */
const textFormats = Object.values(formatWriters).filter(
  ({ format }) => !['html', 'pdf', 'xlsx'].includes(format),
);

const read = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
};

describe.each(['en', 'th'])('a letter in %s', (language) => {
  const { messages } = messagesFor(language);
  const envelopeWith = (overrides: Partial<Referral>) =>
    inventEnvelope([inventReferral(overrides)], { configuration: { language } });

  it.each(children)('says how a child is to be treated where %s', async (_what, overrides, key) => {
    const envelope = envelopeWith(overrides);
    expect(composeLetter(envelope).entries[0]?.notes).toContain(messages[key]);
    const html = await read(formatWriters.html.write(envelope));
    expect(html.replaceAll(/&#39;|&apos;|&quot;/g, "'")).toContain(messages[key].replaceAll('"', "'"));
  });

  it('says nothing of the kind where no child acted', () => {
    const [entry] = composeLetter(envelopeWith({})).entries;
    expect(entry?.notes).not.toContain(messages.selfGenerated);
    expect(entry?.notes).not.toContain(messages.peerInvolved);
  });

  it.each(children)('accuses nobody where %s', async (_what, overrides, key) => {
    const envelope = envelopeWith(overrides);
    const { messages: _words, ...said } = composeLetter(envelope);
    const letter = JSON.stringify(said);
    // The note itself says that the child is none of these.
    expect(letter.replaceAll(JSON.stringify(messages[key]), '')).not.toMatch(accusing);
    for (const writer of textFormats) {
      const text = await read(writer.write(envelope));
      // Reports to NCMEC are in English whatever the language of the letter.
      const notes = [messages[key], messagesFor('en').messages[key]];
      const rest = notes.reduce((said, note) => said.replaceAll(note, ''), text);
      expect(rest, writer.format).not.toMatch(accusing);
    }
  });

  it('asks for protection in these notes, not for punishment', () => {
    const protection = language === 'en' ? /child|protect|victim/i : /เด็ก|คุ้มครอง/;
    for (const key of ['selfGenerated', 'peerInvolved'] as const) expect(messages[key]).toMatch(protection);
  });
});

describe.each(['en', 'th'] as const)('evidence for the police in %s', (language) => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const documentOf = (accountMayBeOfAChild: boolean) => {
    const evidence = inventEvidence(privateKey, { items: [inventItem({ accountMayBeOfAChild })] });
    const {
      messages,
      shared: _shared,
      ...said
    } = composeEvidence({ ...evidence, fingerprint: '' }, language);
    return { messages, said };
  };

  it('says first how a child is to be treated, and again where the account is named', () => {
    const { messages, said } = documentOf(true);
    expect(said.warning).toEqual([messages.child]);
    expect(said.entries[0]?.notes).toEqual([messages.childAccount, messages.corrected]);
    const account = said.entries[0]?.facts.find(({ value }) => value.startsWith('lapwing.example.'));
    expect(account?.value).toContain(messages.childAccount);
    expect(documentOf(false).said.warning).toEqual([]);
  });

  it.each([true, false])('accuses nobody (the account may be that of a child: %s)', (ofAChild) => {
    const { messages, said } = documentOf(ofAChild);
    expect(JSON.stringify(said).replaceAll(messages.child, '')).not.toMatch(accusing);
  });
});
