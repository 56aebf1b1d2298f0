/**
 * The commands whose label holds every typed word, in their order; those that begin with the first word come
 * first. Words are cut at spaces; case and accents do not count.
 */
export function matchCommands<Command extends { label: string }>(
  commands: readonly Command[],
  typed: string,
): Command[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const [first] = words;
  if (first === undefined) return [...commands];
  const found = commands.filter((command) => {
    const label = plain(command.label);
    return words.every((word) => label.includes(word));
  });
  const begins = (command: Command) => plain(command.label).startsWith(first);
  return [...found.filter(begins), ...found.filter((command) => !begins(command))];
}

const plain = (value: string) => value.normalize('NFC').toLocaleLowerCase().trim();
