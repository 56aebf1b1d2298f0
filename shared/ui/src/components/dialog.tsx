import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button.tsx';

const widths = { sm: 'max-w-md', md: 'max-w-xl', lg: 'max-w-4xl' } as const;

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  width?: keyof typeof widths;
  /** Buttons, at the lower right. */
  footer?: ReactNode;
  children?: ReactNode;
}

/**
 * A layer over the page: focus stays inside, Escape closes it. The backdrop is our own element, since the
 * primitive's injects a style element that the content security policy would refuse.
 */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  width = 'sm',
  footer,
  children,
}: DialogProps) {
  const { t } = useTranslation('common');
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <div className="fixed inset-0 z-40 bg-scrim" aria-hidden="true" />
        <Primitive.Content
          data-layer="modal"
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={`fixed inset-x-3 top-[10vh] z-50 mx-auto flex max-h-[82vh] w-auto flex-col rounded-md border border-line bg-raised shadow-layer animate-appear outline-none ${widths[width]}`}
        >
          <header className="py-3.5 pe-12 pb-1 ps-4">
            <div>
              <Primitive.Title className="text-lg font-semibold">{title}</Primitive.Title>
              {description ? (
                <Primitive.Description className="mt-1 text-ink-muted">{description}</Primitive.Description>
              ) : null}
            </div>
          </header>
          {children ? <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">{children}</div> : null}
          {footer ? (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">
              {footer}
            </footer>
          ) : null}
          {/* Last, so that focus starts at what the dialog is about. */}
          <Primitive.Close asChild>
            <IconButton
              className="absolute top-2.5 end-2.5"
              label={t('dialog.close')}
              icon={<X size={16} aria-hidden="true" />}
            />
          </Primitive.Close>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
