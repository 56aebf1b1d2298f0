/** Lines with which mail programs begin what they repeat of an earlier message. */
const openings = [
  /^\s*-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|message d'origine|ข้อความ(?:ต้นฉบับ|เดิม|ที่ส่งต่อ))/i,
  /^\s*(?:on|am|le|el)\s.{4,200}(?:wrote|schrieb|a écrit|escribió)\b.{0,100}:\s*$/i,
  /^\s*(?:เมื่อ|ในวัน|วันที่|ใน)\s?.{2,200}เขียน(?:ว่า)?\s*[:：]?\s*$/,
];
const fieldFrom = /^\s*\*?(?:from|von|de|จาก)\s*[:：]/i;
const fieldDate = /^\s*\*?(?:sent|date|gesendet|envoyé|ส่ง(?:เมื่อ)?|วันที่)\s*[:：]/i;
/** RFC 3676, section 4.3: dash, dash, blank. */
const signature = /^-- ?$/;

/**
 * What is new in a text, and the rest: what it repeats of earlier messages, and the signature below it. Best effort: people
 * write above, below and between.
 */
export function withoutQuotes(text: string): { text: string; quoted: string } {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const fresh: string[] = [];
  const quoted: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (/^\s?[>|]/.test(line)) {
      quoted.push(line);
      continue;
    }
    if (beginsQuote(lines, index) || signature.test(line)) {
      quoted.push(...lines.slice(index));
      break;
    }
    fresh.push(line);
  }
  return {
    text: fresh
      .join('\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim(),
    quoted: quoted.join('\n'),
  };
}

function beginsQuote(lines: readonly string[], index: number): boolean {
  const line = (lines[index] ?? '').slice(0, 400);
  // Programs break that line where it gets long.
  const both = `${line} ${(lines[index + 1] ?? '').slice(0, 400)}`;
  if (openings.some((opening) => opening.test(line) || (/\S/.test(line) && opening.test(both)))) return true;
  return fieldFrom.test(line) && lines.slice(index + 1, index + 4).some((next) => fieldDate.test(next));
}
