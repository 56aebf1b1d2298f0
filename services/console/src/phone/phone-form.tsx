import {
  addressesInText,
  identifyContentUrl,
  MAX_NOTE_LENGTH,
  PHONE_LINK_MINUTES,
  type PhoneLinkView,
} from '@lapwing/contracts';
import { Button, Countdown, Field, ProblemNotice, TextArea } from '@lapwing/ui';
import { useMutation } from '@tanstack/react-query';
import { ClipboardPaste, Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { handInEntry } from '../api/phone.ts';
import { slugOf, troubleOf } from '../api/request.ts';

export interface PhoneFormProps {
  token: string;
  link: PhoneLinkView;
  onOver: () => void;
}

/** Hands in one address after the other; each has an id of its own, so that a bad line doubles nothing. */
export function PhoneForm({ token, link, onOver }: PhoneFormProps) {
  const { t } = useTranslation('ways');
  const [entryId, setEntryId] = useState(() => crypto.randomUUID());
  const [address, setAddress] = useState('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const [noPaste, setNoPaste] = useState(false);
  const [sent, setSent] = useState(0);
  const [left, setLeft] = useState(link.entriesLeft);
  // Apps share a sentence around the link.
  const url = addressesInText(address)[0] ?? address;
  const wrong = !identifyContentUrl(url).ok;
  const sending = useMutation({
    mutationFn: handInEntry,
    onSuccess: ({ entriesLeft }) => {
      setSent(sent + 1);
      setLeft(entriesLeft);
      setEntryId(crypto.randomUUID());
      setAddress('');
      setNote('');
      setTried(false);
    },
    onError: (error) => {
      if (slugOf(error) === 'not-found') onOver();
    },
  });
  const paste = () => {
    setNoPaste(false);
    // Undefined where the page came over plain http.
    const reading = navigator.clipboard?.readText?.();
    if (reading === undefined) setNoPaste(true);
    else reading.then(setAddress, () => setNoPaste(true));
  };
  const endsAt = Date.parse(link.expiresAt);
  const done = sent > 0 ? t('phone.sent', { count: sent }) : '';
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!wrong && !sending.isPending) sending.mutate({ token, entryId, url, note });
      }}
    >
      <p className="text-sm text-ink-muted">{t('phone.of', { organisation: link.organisation })}</p>
      <p
        role="status"
        className={done === '' ? 'sr-only' : 'rounded-md bg-accent-soft px-3 py-2 font-medium'}
      >
        {done}
      </p>
      {left === 0 ? (
        <p>{t('phone.full')}</p>
      ) : (
        <>
          <Field
            label={t('phone.address')}
            hint={t('phone.addressHint')}
            error={tried && wrong ? t('phone.addressWrong') : undefined}
            required
          >
            {(control) => (
              <TextArea
                {...control}
                dir="ltr"
                rows={3}
                inputMode="url"
                autoCapitalize="none"
                autoComplete="off"
                spellCheck={false}
                className="font-mono text-sm wrap-anywhere"
                value={address}
                onChange={(event) => setAddress(event.target.value)}
              />
            )}
          </Field>
          <div>
            <Button icon={<ClipboardPaste size={15} aria-hidden="true" />} onClick={paste}>
              {t('phone.paste')}
            </Button>
            {noPaste ? (
              <p role="alert" className="mt-1 text-sm text-ink-muted">
                {t('phone.noPaste')}
              </p>
            ) : null}
          </div>
          <Field label={t('phone.note')} optional>
            {(control) => (
              <TextArea
                {...control}
                dir="auto"
                rows={3}
                maxLength={MAX_NOTE_LENGTH}
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
          {sending.isError ? <ProblemNotice trouble={troubleOf(sending.error)} /> : null}
          <Button
            type="submit"
            size="lg"
            variant="primary"
            pending={sending.isPending}
            icon={<Send size={16} aria-hidden="true" />}
          >
            {t('phone.send')}
          </Button>
        </>
      )}
      <div className="flex flex-wrap items-center justify-between gap-2 text-sm text-ink-muted">
        <Countdown
          startsAt={endsAt - PHONE_LINK_MINUTES * 60_000}
          endsAt={endsAt}
          offset={0}
          onEnd={onOver}
        />
        {left > 0 ? <span>{t('phone.left', { count: left })}</span> : null}
      </div>
    </form>
  );
}
