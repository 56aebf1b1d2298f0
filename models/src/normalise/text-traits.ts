/** What a text holds that some pass of `normalise` would have to look at; a pass whose trait is absent changes nothing. */
export const Trait = {
  /** A character that cannot be seen, or for private use. */
  invisible: 1,
  /** NFKC may change it, alone or together with what stands before it. */
  composed: 2,
  asciiUpper: 4,
  /** A capital letter beyond ASCII. */
  otherUpper: 8,
  /** A digit, or another character that stands for a letter. */
  leet: 16,
  /** A letter of a script with letters that look Latin. */
  lookalike: 32,
  /** The same letter three times. */
  elongated: 64,
  /** White space that is not a single space. */
  space: 128,
  /** Beyond the Basic Multilingual Plane and no emoji: too rare to look closer. */
  astral: 256,
  letter: 512,
  /** NFKC changes the character alone. */
  unstable: 1024,
  mark: 2048,
} as const;

const KNOWN = 32_768;

const invisible = /[\p{Default_Ignorable_Code_Point}\p{Private_Use}]/u;
const lookalike = /[\p{Script=Cyrillic}\p{Script=Greek}\u0131\u0261\u0578]/u;

/** Traits of each UTF-16 unit, found out when it is first met. */
const traitsOfUnits = new Uint16Array(65_536);

/** The traits of one unit. */
export function traitsOfUnit(unit: number): number {
  const known = traitsOfUnits[unit] ?? 0;
  if (known !== 0) return known;
  const traits = KNOWN | classify(unit);
  traitsOfUnits[unit] = traits;
  return traits;
}

/** The traits of a well-formed text: those of its units, of which some depend on the neighbours. */
export function traitsOf(text: string): number {
  let traits = 0;
  let previous = 0;
  let repeated = false;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    let own = traitsOfUnits[unit] ?? 0;
    if (own === 0) own = traitsOfUnit(unit);
    traits |= own;
    if (unit === previous) {
      if (unit === 32) traits |= Trait.space;
      else if (repeated && own & Trait.letter) traits |= Trait.elongated;
      repeated = true;
    } else repeated = false;
    previous = unit;
  }
  return traits;
}

function classify(unit: number): number {
  if (unit < 128) return classifyAscii(unit);
  if (unit >= 0xd800 && unit <= 0xdfff) return classifySurrogate(unit);
  const char = String.fromCharCode(unit);
  let traits = 0;
  if (invisible.test(char)) traits |= Trait.invisible;
  if (char.normalize('NFKC') !== char) traits |= Trait.composed | Trait.unstable;
  if (/\p{M}/u.test(char)) traits |= Trait.composed | Trait.mark;
  // Hangul vowels and finals join what stands before them though they are no marks.
  if (unit >= 0x1100 && unit <= 0x11ff) traits |= Trait.composed;
  if (char.toLowerCase() !== char || /[\p{Lu}\p{Lt}]/u.test(char)) traits |= Trait.otherUpper;
  if (lookalike.test(char)) traits |= Trait.lookalike;
  if (/\s/.test(char)) traits |= Trait.space;
  if (/\p{L}/u.test(char)) traits |= Trait.letter;
  return traits;
}

function classifyAscii(unit: number): number {
  const char = String.fromCharCode(unit);
  let traits = 0;
  if (/[A-Z]/.test(char)) traits |= Trait.asciiUpper;
  if (/[0-9@$!]/.test(char)) traits |= Trait.leet;
  if (/\s/.test(char) && unit !== 32) traits |= Trait.space;
  if (/[A-Za-z]/.test(char)) traits |= Trait.letter;
  return traits;
}

/** High surrogates D83C–D83E are emoji, and enclosed letters, which NFKC opens. All others get every trait. */
function classifySurrogate(unit: number): number {
  if (unit >= 0xdc00) return 0;
  if (unit >= 0xd83c && unit <= 0xd83e) return Trait.composed | Trait.unstable;
  const { invisible: hidden, composed, otherUpper, lookalike: foreign, elongated, astral, unstable } = Trait;
  return hidden | composed | unstable | otherUpper | foreign | elongated | astral;
}
