import { type LucideIcon, Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { matchCommands } from './match-commands.ts';

export interface Command {
  id: string;
  label: string;
  group: string;
  icon: LucideIcon;
  run: () => void;
}

export interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  commands: readonly Command[];
}

/** Everything by typing: a combobox over a list, driven by the arrow keys. */
export function Palette({ open, onOpenChange, commands }: PaletteProps) {
  const { t } = useTranslation('console');
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <div className="fixed inset-0 z-40 bg-scrim" aria-hidden="true" />
        <Dialog.Content
          data-layer="modal"
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[12vh] z-50 mx-auto max-w-lg overflow-hidden rounded-md border border-line bg-raised shadow-layer animate-appear outline-none"
        >
          <Dialog.Title className="sr-only">{t('palette.title')}</Dialog.Title>
          <Commands commands={commands} onDone={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Commands({ commands, onDone }: { commands: readonly Command[]; onDone: () => void }) {
  const { t } = useTranslation('console');
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const found = useMemo(() => matchCommands(commands, typed), [commands, typed]);
  const active = Math.min(at, found.length - 1);
  const run = (command: Command | undefined) => {
    if (!command) return;
    onDone();
    command.run();
  };
  return (
    <>
      <div className="flex items-center gap-2.5 border-b border-line px-3.5">
        <Search size={16} aria-hidden="true" className="text-ink-muted" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={found[active] ? `${id}-${found[active].id}` : undefined}
          aria-label={t('palette.placeholder')}
          placeholder={t('palette.placeholder')}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
            if (step !== 0 && found.length > 0) {
              event.preventDefault();
              setAt((active + step + found.length) % found.length);
            } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
              event.preventDefault();
              run(found[active]);
            }
          }}
          className="h-11 min-w-0 flex-1 bg-transparent outline-none max-md:text-lg"
        />
      </div>
      <div
        id={id}
        role="listbox"
        aria-label={t('palette.title')}
        className="max-h-[50vh] overflow-y-auto p-1.5"
      >
        {found.map((command, index) => (
          <CommandRow
            key={command.id}
            id={`${id}-${command.id}`}
            command={command}
            heading={command.group !== found[index - 1]?.group}
            active={index === active}
            onPoint={() => setAt(index)}
            onRun={() => run(command)}
          />
        ))}
      </div>
      {found.length === 0 ? (
        <p role="status" className="px-4 pb-4 text-center text-ink-muted">
          {t('palette.empty')}
        </p>
      ) : null}
    </>
  );
}

interface CommandRowProps {
  id: string;
  command: Command;
  heading: boolean;
  active: boolean;
  onPoint: () => void;
  onRun: () => void;
}

function CommandRow({ id, command, heading, active, onPoint, onRun }: CommandRowProps) {
  const Icon = command.icon;
  return (
    <>
      {heading ? (
        <div role="presentation" className="px-2 pt-2 pb-1 text-xs font-medium text-ink-faint">
          {command.group}
        </div>
      ) : null}
      <button
        type="button"
        id={id}
        role="option"
        aria-selected={active}
        tabIndex={-1}
        ref={(element) => {
          if (active) element?.scrollIntoView({ block: 'nearest' });
        }}
        onPointerMove={onPoint}
        onClick={onRun}
        className={`flex min-h-8 w-full items-center gap-2.5 rounded-sm px-2 text-left ${active ? 'bg-accent-soft text-ink' : ''}`}
      >
        <Icon size={16} aria-hidden="true" className="shrink-0 text-ink-muted" />
        <span className="truncate">{command.label}</span>
      </button>
    </>
  );
}
