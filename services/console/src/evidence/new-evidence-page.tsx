import {
  type AccountItems,
  EvidenceGround,
  type EvidenceInput,
  type RecipientView,
} from '@lapwing/contracts';
import { Button, EmptyState, Field, ProblemNotice, Select, useToast } from '@lapwing/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Building2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountItemsQuery, previewEvidence, requestEvidence } from '../api/evidence.ts';
import { recipientsQuery } from '../api/referrals.ts';
import { troubleOf } from '../api/request.ts';
import { Loaded } from '../shell/loaded.tsx';
import { Page, Section } from '../shell/page.tsx';
import { BackToEvidence } from './back-to-evidence.tsx';
import { GroundFields } from './ground-fields.tsx';
import { ItemChoice } from './item-choice.tsx';
import { PackageContents } from './package-contents.tsx';
import { refusedGround } from './refused-ground.ts';
import { useEvidenceReasons } from './use-evidence-reasons.ts';

/** Asks for a package about an item that was confirmed, and others of its account. */
export function NewEvidencePage({ itemId }: { itemId: string }) {
  const { t } = useTranslation('evidence');
  const account = useQuery(accountItemsQuery(itemId));
  const recipients = useQuery(recipientsQuery);
  return (
    <Page title={t('new.title')} body={t('new.body')}>
      <BackToEvidence />
      <Loaded query={recipients}>
        {(all) => {
          const units = all.filter(
            ({ configuration, standing }) => configuration.kind === 'POLICE' && standing === 'OPEN',
          );
          return units.length === 0 ? (
            <EmptyState
              icon={<Building2 size={22} aria-hidden="true" />}
              title={t('new.noUnitTitle')}
              body={t('new.noUnitBody')}
            />
          ) : (
            <Loaded query={account}>
              {(found) => <Form itemId={itemId} account={found} units={units} />}
            </Loaded>
          );
        }}
      </Loaded>
    </Page>
  );
}

const nothing: EvidenceGround = { agency: '', authority: '', reference: '', legalBasis: '' };
const trimmed = (ground: EvidenceGround): EvidenceGround => ({
  agency: ground.agency.trim(),
  authority: ground.authority.trim(),
  reference: ground.reference.trim(),
  legalBasis: ground.legalBasis.trim(),
});

function Form({
  itemId,
  account,
  units,
}: {
  itemId: string;
  account: AccountItems;
  units: readonly RecipientView[];
}) {
  const { t } = useTranslation(['evidence', 'common']);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const reasons = useEvidenceReasons();
  // One key for the life of this form: pressing twice asks once.
  const [key] = useState(() => crypto.randomUUID());
  const [recipientId, setRecipientId] = useState(units.length === 1 ? (units[0]?.recipientId ?? '') : '');
  const [itemIds, setItemIds] = useState<readonly string[]>([itemId]);
  const [ground, setGround] = useState(nothing);
  const [tried, setTried] = useState(false);
  const preview = useMutation({ mutationFn: () => previewEvidence({ recipientId, itemIds: [...itemIds] }) });
  const ask = useMutation({
    mutationFn: (input: EvidenceInput) => requestEvidence(input, key),
    onSuccess: async ({ packageId }) => {
      toast.show({ title: t('evidence:new.asked') });
      await queries.invalidateQueries({ queryKey: ['evidence'] });
      await navigate({ to: '/evidence/$packageId', params: { packageId } });
    },
  });
  const parsed = EvidenceGround.safeParse(trimmed(ground));
  const refused = refusedGround(ask.error);
  const wrong = (field: keyof EvidenceGround): string | undefined => {
    if (refused.has(field)) return t('evidence:refused.names_a_colleague');
    const missing = !parsed.success && parsed.error.issues.some((issue) => issue.path[0] === field);
    return tried && missing ? t('evidence:ground.missing') : undefined;
  };
  const chosen = recipientId !== '' && itemIds.length > 0;
  // What was looked at is what is asked for: another choice is looked at anew.
  const choose = (change: () => void) => {
    change();
    preview.reset();
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (chosen && parsed.success) ask.mutate({ recipientId, itemIds: [...itemIds], ground: parsed.data });
      }}
    >
      <Field
        label={t('evidence:new.unit')}
        hint={t('evidence:new.unitHint')}
        error={tried && recipientId === '' ? t('evidence:new.unitMissing') : undefined}
        required
      >
        {(control) => (
          <Select<string>
            {...control}
            value={recipientId}
            placeholder={t('evidence:new.unitChoose')}
            onChange={(next) => choose(() => setRecipientId(next))}
            options={units.map((one) => ({ value: one.recipientId, label: one.name }))}
          />
        )}
      </Field>
      <ItemChoice account={account} chosen={itemIds} onChange={(next) => choose(() => setItemIds(next))} />
      <Section title={t('evidence:ground.title')}>
        <GroundFields ground={ground} onChange={setGround} wrong={wrong} />
      </Section>
      {preview.data ? <PackageContents preview={preview.data} /> : null}
      {preview.isError ? <ProblemNotice trouble={troubleOf(preview.error)} reasons={reasons} /> : null}
      {ask.isError && refused.size === 0 ? (
        <ProblemNotice trouble={troubleOf(ask.error)} reasons={reasons} />
      ) : null}
      <p className="text-sm text-ink-muted">{t('evidence:new.then')}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button
          variant={preview.data ? 'secondary' : 'primary'}
          disabled={!chosen}
          pending={preview.isPending}
          onClick={() => preview.mutate()}
        >
          {t('evidence:new.preview')}
        </Button>
        <Button
          type="submit"
          variant={preview.data ? 'primary' : 'secondary'}
          disabled={!chosen || preview.data === undefined}
          pending={ask.isPending}
        >
          {t('evidence:new.ask')}
        </Button>
      </div>
    </form>
  );
}
