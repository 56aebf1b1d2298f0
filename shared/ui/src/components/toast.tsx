import { X } from 'lucide-react';
import { Toast as Primitive } from 'radix-ui';
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';

export interface ToastInput {
  /** One with the same id is replaced. */
  id?: string;
  title: ReactNode;
  body?: ReactNode;
  action?: { label: string; onPress: () => void; hotkey?: string };
  /** Milliseconds until it goes; Infinity keeps it until it is dismissed. */
  duration?: number;
}

interface ToastApi {
  show: (toast: ToastInput) => string;
  dismiss: (id: string) => void;
}

const ToastContext = createContext<ToastApi | null>(null);
let counter = 0;

/** Shows short messages in the lower left corner, on narrow pages at the top; wrap the app in it once. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation('common');
  const [toasts, setToasts] = useState<(ToastInput & { id: string })[]>([]);
  const dismiss = useCallback((id: string) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const show = useCallback((toast: ToastInput) => {
    counter += 1;
    const id = toast.id ?? `toast-${counter}`;
    setToasts((all) => [...all.filter((other) => other.id !== id), { ...toast, id }]);
    return id;
  }, []);
  const api = useMemo(() => ({ show, dismiss }), [show, dismiss]);
  return (
    <ToastContext value={api}>
      <Primitive.Provider label={t('toast.region')} swipeDirection="down">
        {children}
        {toasts.map((toast) => (
          <Primitive.Root
            key={toast.id}
            duration={toast.duration ?? 5000}
            onOpenChange={(open) => {
              if (!open) dismiss(toast.id);
            }}
            className="flex w-full items-center gap-3 rounded-md border border-line bg-raised py-2 pe-2 ps-3.5 shadow-layer animate-appear"
          >
            <div className="min-w-0 flex-1">
              <Primitive.Title className="font-medium">{toast.title}</Primitive.Title>
              {toast.body ? (
                <Primitive.Description className="text-sm text-ink-muted">{toast.body}</Primitive.Description>
              ) : null}
            </div>
            {toast.action ? (
              <Primitive.Action asChild altText={toast.action.label} onClick={toast.action.onPress}>
                <Button size="sm" hotkey={toast.action.hotkey}>
                  {toast.action.label}
                </Button>
              </Primitive.Action>
            ) : null}
            <Primitive.Close asChild>
              <IconButton label={t('toast.close')} icon={<X size={15} aria-hidden="true" />} />
            </Primitive.Close>
          </Primitive.Root>
        ))}
        <Primitive.Viewport className="fixed inset-x-3 top-2 z-60 mx-auto flex w-auto max-w-md flex-col gap-2 outline-none md:inset-x-auto md:top-auto md:bottom-3 md:start-3 md:w-96" />
      </Primitive.Provider>
    </ToastContext>
  );
}

/** Shows and dismisses toasts; throws outside of a {@link ToastProvider}. */
export function useToast(): ToastApi {
  const api = use(ToastContext);
  if (!api) throw new Error('useToast needs a ToastProvider above it');
  return api;
}
