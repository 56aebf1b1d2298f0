/** Whatever says who did something. */
type Doing = { by: string | null };

/**
 * A naming of people that holds in one package alone: `person-1`, `person-2` in the order in which they are first named, so that
 * two packages cannot be laid beside each other. Where the recipient agreed on our pseudonyms, these stay.
 *
 * @returns what gives the same with its person named so; used for all parts of a package, in one order
 */
export function namePeople({
  pseudonyms,
}: {
  pseudonyms: boolean;
}): <Said extends Doing>(said: Said) => Said {
  const names = new Map<string, string>();
  return (said) => {
    if (pseudonyms || said.by === null) return said;
    const name = names.get(said.by) ?? `person-${names.size + 1}`;
    names.set(said.by, name);
    return { ...said, by: name };
  };
}
