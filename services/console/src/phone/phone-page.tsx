import type { PhoneLinkView } from '@lapwing/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { EntryFrame } from '../account/entry-frame.tsx';
import { phoneLinkQuery } from '../api/phone.ts';
import { slugOf } from '../api/request.ts';
import { Loaded } from '../shell/loaded.tsx';
import { PhoneForm } from './phone-form.tsx';

/**
 * What a phone shows after scanning the code of a panel: a form, without anybody signing in. The link's secret is the
 * part of the address behind #, which no server and no log ever sees.
 */
export function PhonePage() {
  // A second code scanned into the same tab changes nothing but this part of the address.
  const token = useSyncExternalStore(onHash, () => window.location.hash.slice(1));
  return <PhoneLinkPage key={token} token={token} />;
}

function onHash(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

function PhoneLinkPage({ token }: { token: string }) {
  const { t } = useTranslation('ways');
  const link = useQuery({ ...phoneLinkQuery(token), enabled: token !== '' });
  const [over, setOver] = useState(false);
  // Too short to be a link's secret: the schema refuses it.
  const unknown = ['not-found', 'invalid-request'].includes(slugOf(link.error) ?? '');
  if (token === '' || over || unknown) {
    return (
      <EntryFrame title={t('phone.overTitle')} body={t('phone.overBody')}>
        {null}
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={t('phone.title')} body={t('phone.body')}>
      <Loaded query={link}>
        {(view: PhoneLinkView) => <PhoneForm token={token} link={view} onOver={() => setOver(true)} />}
      </Loaded>
    </EntryFrame>
  );
}
