import type { Page } from 'playwright-core';
import { runningScreens } from './running-screens.ts';
import { dialog, heading, press, type Screen } from './screen.ts';
import type { Words } from './words.ts';

const item = (itemId: string) => `/queue/${itemId}`;
const loaded = async (page: Page, t: Words) => {
  await page.getByRole('heading', { name: t('console:item.history') }).waitFor();
};

/** Takes the item if nobody has it yet; screens follow one another on the same workspace. */
const take = async (page: Page, t: Words) => {
  await loaded(page, t);
  const mine = page.getByText(t('console:claim.mine'));
  if (!(await mine.isVisible())) await press(page, t('console:claim.take'));
  await mine.waitFor();
};

/** Says that the first recipient sent a file. */
const chooseOutcomeFile = async (page: Page, t: Words, buffer: Buffer) => {
  await page.getByLabel(t('outcomes:file.recipient')).selectOption({ index: 1 });
  await page
    .getByLabel(t('outcomes:file.file'), { exact: true })
    .setInputFiles({ name: 'outcomes.csv', mimeType: 'text/csv', buffer });
};

/** Before signing in. */
const entrance: readonly Screen[] = [
  {
    name: 'sign-in',
    as: null,
    path: () => '/sign-in',
    show: (page, t) => heading(page, t('console:signIn.title')),
  },
  {
    name: 'sign-in-refused',
    as: null,
    path: () => '/sign-in',
    show: async (page, t) => {
      await page.getByLabel(t('console:signIn.email')).fill('nobody@lapwing.example');
      await page.getByLabel(t('console:signIn.password'), { exact: true }).fill('not the password');
      await page.getByRole('button', { name: t('console:signIn.submit'), exact: true }).click();
      await page.getByRole('alert').first().waitFor();
    },
  },
  {
    name: 'join',
    as: null,
    path: (demo) => `/join#${new URL(demo.unusedLink).hash.slice(1)}`,
    show: async (page, t) => {
      await page.getByLabel(t('console:join.password')).fill('short');
      await press(page, t('console:join.submit'));
      await page.getByText(t('console:join.tooShort')).waitFor();
    },
  },
  {
    name: 'join-broken-link',
    as: null,
    path: () => '/join',
    show: (page, t) => heading(page, t('console:join.missingTitle')),
  },
  {
    name: 'pair',
    as: 'analyst',
    path: () => '/pair',
    show: (page, t) => heading(page, t('console:pair.title')),
  },
];

const triage: readonly Screen[] = [
  {
    name: 'queue',
    as: 'reviewer',
    path: () => '/queue',
    show: (page, t) => page.getByRole('list', { name: t('console:queue.list') }).waitFor(),
  },
  {
    name: 'queue-filter',
    as: 'reviewer',
    path: () => '/queue?platform=FACEBOOK',
    show: async (page, t) => {
      await press(page, t('console:queue.filterActive', { count: 1 }));
      await page.getByLabel(t('console:queue.platform')).waitFor();
    },
  },
  {
    name: 'queue-unsure',
    as: 'reviewer',
    path: () => '/queue?unsure=true',
    show: (page, t) => page.getByRole('list', { name: t('console:queue.list') }).waitFor(),
  },
  {
    name: 'queue-empty',
    as: 'reviewer',
    path: () => '/queue?platform=VK',
    show: (page, t) => page.getByText(t('console:queue.emptyFilteredTitle')).waitFor(),
  },
  { name: 'item', as: 'reviewer', path: (demo) => item(demo.items.plain), show: loaded },
  {
    name: 'item-reasons',
    as: 'reviewer',
    path: (demo) => item(demo.items.thai),
    show: async (page, t) => {
      await loaded(page, t);
      await press(page, t('common:masked.open'));
      await page.getByRole('button', { name: t('console:reasons.hide') }).waitFor();
      await page.locator('mark').first().waitFor();
    },
  },
  {
    name: 'item-unsure',
    as: 'reviewer',
    path: (demo) => item(demo.items.unsure),
    show: async (page, t) => {
      await loaded(page, t);
      await page.getByText(t('console:unsure.meaning')).scrollIntoViewIfNeeded();
    },
  },
  { name: 'item-imminent', as: 'reviewer', path: (demo) => item(demo.items.imminent), show: loaded },
  {
    name: 'item-police-notice',
    as: 'reviewer',
    path: (demo) => item(demo.items.imminent),
    show: async (page, t) => {
      await press(page, t('console:danger.record'));
      await dialog(page);
    },
  },
  {
    name: 'item-open-address',
    as: 'reviewer',
    path: (demo) => item(demo.items.plain),
    show: async (page, t) => {
      await loaded(page, t);
      await press(page, t('common:link.open'));
      await dialog(page);
    },
  },
  {
    name: 'item-claimed',
    as: 'reviewer',
    path: (demo) => item(demo.items.plain),
    show: async (page, t) => {
      await take(page, t);
      await press(page, t('common:masked.open'));
      await page.getByRole('button', { name: t('common:masked.close') }).waitFor();
    },
  },
  {
    name: 'item-confirm',
    as: 'reviewer',
    path: (demo) => item(demo.items.plain),
    show: async (page, t) => {
      await take(page, t);
      await page.keyboard.press('c');
      await page.getByRole('form').waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByText(t('console:decide.missingExplanation')).waitFor();
    },
  },
  {
    name: 'item-confirm-translation',
    as: 'reviewer',
    path: (demo) => item(demo.items.plain),
    show: async (page, t) => {
      await take(page, t);
      await page.keyboard.press('c');
      await page.getByRole('form').waitFor();
      const explanation = page.getByLabel(t('console:decide.explanation'), { exact: true });
      await explanation.fill('บัญชีนี้เสนองานต่างประเทศ และขอไม่ให้บอกใคร');
      await press(page, t('console:translation.add'));
      await page.getByRole('textbox', { name: t('console:translation.text') }).fill('Offers work abroad.');
    },
  },
  {
    name: 'item-personal-data',
    as: 'reviewer',
    path: (demo) => item(demo.items.plain),
    show: async (page, t) => {
      await take(page, t);
      await page.keyboard.press('c');
      await page.getByRole('form').waitFor();
      await page.keyboard.type('Asks children to call 081-234-5678 or to write to ada@mail.example.');
      await press(page, t('console:personalData.confirmOne', { text: '081-234-5678' }));
      await page.keyboard.press('Control+Enter');
      await page.getByText(t('console:personalData.missing', { count: 1 })).waitFor();
    },
  },
  {
    name: 'item-translated',
    as: 'reviewer',
    path: (demo) => item(demo.evidence.itemId),
    show: async (page, t) => {
      await loaded(page, t);
      await page
        .getByText(t('console:translation.into', { language: t('console:translation.language.th') }))
        .scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'item-translation',
    as: 'reviewer',
    path: (demo) => item(demo.evidence.itemId),
    show: async (page, t) => {
      await loaded(page, t);
      const language = t('console:translation.language.th');
      await press(page, t('console:translation.changeInto', { language }));
      await page
        .getByLabel(t('console:translation.text'), { exact: true })
        .fill('โทร 081-234-5678 ตอนกลางคืน');
      await page.keyboard.press('Control+Enter');
      await page.getByText(t('console:personalData.missing', { count: 1 })).waitFor();
    },
  },
  {
    name: 'mine',
    as: 'reviewer',
    path: () => '/mine',
    show: (page, t) => page.getByRole('list', { name: t('console:queue.list') }).waitFor(),
  },
  {
    name: 'keys',
    as: 'reviewer',
    path: () => '/queue',
    show: async (page, t) => {
      await page.getByRole('list', { name: t('console:queue.list') }).waitFor();
      await page.keyboard.press('Shift+Slash');
      await dialog(page);
    },
  },
  {
    name: 'palette',
    as: 'reviewer',
    path: () => '/queue',
    show: async (page, t) => {
      await page.getByRole('list', { name: t('console:queue.list') }).waitFor();
      await page.keyboard.press('Control+k');
      await dialog(page);
    },
  },
  {
    name: 'item-override',
    as: 'lead',
    path: (demo) => item(demo.items.imminent),
    show: async (page, t) => {
      await loaded(page, t);
      await page.getByRole('button', { name: t('console:danger.override'), exact: true }).click();
      await dialog(page);
    },
  },
  {
    name: 'forbidden',
    as: 'reviewer',
    path: () => '/people',
    show: (page, t) => heading(page, t('console:errors.forbiddenTitle')),
  },
  {
    name: 'not-found',
    as: 'reviewer',
    path: () => '/nowhere',
    show: (page, t) => heading(page, t('console:errors.notFoundTitle')),
  },
];

const referring: readonly Screen[] = [
  {
    name: 'referrals',
    as: 'referrer',
    path: () => '/referrals',
    show: (page, t) =>
      page
        .getByText(t('console:referrals.ready', { count: 1 }))
        .first()
        .waitFor(),
  },
  {
    name: 'recipient-desk',
    as: 'referrer',
    path: (demo) => `/referrals/${demo.recipientId}`,
    show: (page, t) => page.getByRole('list', { name: t('console:referrals.readyTitle') }).waitFor(),
  },
  {
    name: 'preview',
    as: 'referrer',
    path: (demo) => `/referrals/${demo.recipientId}`,
    show: async (page, t) => {
      await press(page, t('console:referrals.preview'));
      await page.getByRole('dialog').getByRole('table').waitFor();
    },
  },
  {
    name: 'withdraw',
    as: 'referrer',
    path: (demo) => `/referrals/${demo.recipientId}`,
    show: async (page, t) => {
      await press(page, t('console:referrals.withdraw'));
      await dialog(page);
    },
  },
  {
    name: 'batch',
    as: 'referrer',
    path: (demo) => `/batches/${demo.batches.built}`,
    show: (page, t) => heading(page, t('console:batch.referrals')),
  },
  {
    name: 'batch-worksheet',
    as: 'referrer',
    path: (demo) => `/batches/${demo.batches.built}/worksheet`,
    show: async (page, t) => {
      const copy = page.getByRole('button', {
        name: t('worksheet:copyField', { field: t('worksheet:field.url_original') }),
      });
      await copy.waitFor();
      await page.getByRole('checkbox', { name: t('worksheet:entered') }).check();
    },
  },
  {
    name: 'batch-deliver',
    as: 'referrer',
    path: (demo) => `/batches/${demo.batches.built}`,
    show: async (page, t) => {
      await press(page, t('delivery:deliver'));
      await dialog(page);
    },
  },
  {
    name: 'batch-mark-sent',
    as: 'referrer',
    path: (demo) => `/batches/${demo.batches.built}`,
    show: async (page, t) => {
      await press(page, t('console:batch.markSent'));
      await dialog(page);
    },
  },
  {
    name: 'batch-cancel',
    as: 'referrer',
    path: (demo) => `/batches/${demo.batches.built}`,
    show: async (page, t) => {
      await press(page, t('console:batch.cancel'));
      await dialog(page);
    },
  },
  {
    name: 'batch-sent',
    as: 'referrer',
    path: (demo) => `/batches/${demo.batches.sent}`,
    show: (page, t) => heading(page, t('console:batch.referrals')),
  },
  {
    name: 'outcomes',
    as: 'referrer',
    path: () => '/outcomes',
    show: (page, t) => page.getByRole('list', { name: t('console:outcomes.title') }).waitFor(),
  },
  {
    name: 'outcome',
    as: 'referrer',
    path: () => '/outcomes',
    show: async (page, t) => {
      await press(page, t('console:outcomes.record'));
      await dialog(page);
    },
  },
  {
    name: 'outcomes-selected',
    as: 'referrer',
    path: () => '/outcomes',
    show: async (page, t) => {
      await page.getByRole('checkbox').first().check();
      await page.getByRole('button', { name: t('outcomes:list.recordSelected') }).waitFor();
    },
  },
  {
    name: 'outcome-file-encoding',
    as: 'referrer',
    path: () => '/outcomes/file',
    show: async (page, t) => {
      // Thai in Windows-874, which only a person can tell from other encodings of one byte.
      await chooseOutcomeFile(page, t, Buffer.from('Case,Result\nC-1,\xc5\xba\xe1\xc5\xe9\xc7\n', 'latin1'));
      await page.getByText(t('outcomes:file.encodingAsk')).waitFor();
      await page.getByLabel(t('outcomes:file.encoding')).selectOption('windows-874');
      await page.getByRole('cell', { name: 'ลบแล้ว' }).waitFor();
    },
  },
  {
    name: 'outcome-file-plan',
    as: 'referrer',
    path: () => '/outcomes/file',
    show: async (page, t) => {
      const lines = [
        'Case,Address,Result,Date',
        'C-1,https://www.youtube.com/watch?v=notours0000,Taken down,03/11/2026',
        'C-2,,Taken down,31/02/2026',
        'C-3,,Under review,',
      ];
      await chooseOutcomeFile(page, t, Buffer.from(lines.join('\n')));
      const columns = { ticket: 'Case', url: 'Address', outcome: 'Result', observedAt: 'Date' } as const;
      for (const column of ['ticket', 'url', 'outcome', 'observedAt'] as const)
        await page
          .getByLabel(t(`outcomes:mapping.column.${column}`))
          .first()
          .selectOption(columns[column]);
      const meaning = (word: string) => page.getByLabel(t('outcomes:mapping.meaning', { word }));
      await meaning('Taken down').selectOption('REMOVED');
      await meaning('Under review').selectOption('NOTHING');
      await press(page, t('outcomes:mapping.preview'));
      await page.getByText(t('outcomes:plan.wrong')).waitFor();
    },
  },
  {
    name: 'timeline',
    as: 'referrer',
    path: () => '/outcomes',
    show: async (page, t) => {
      await press(page, t('outcomes:timeline.show'));
      await page.getByRole('list', { name: t('outcomes:timeline.list') }).waitFor();
    },
  },
  {
    name: 'correction',
    as: 'referrer',
    path: () => '/outcomes',
    show: async (page, t) => {
      await press(page, t('outcomes:timeline.show'));
      await press(page, t('outcomes:correction.open'));
      await page.getByLabel(t('outcomes:correction.reason'), { exact: true }).waitFor();
    },
  },
  {
    name: 'waiting',
    as: 'referrer',
    path: () => '/outcomes/waiting',
    show: (page, t) => page.getByRole('button', { name: t('outcomes:waiting.copy') }).waitFor(),
  },
  {
    name: 'tray',
    as: 'referrer',
    path: () => '/outcomes/tray',
    show: (page, t) => page.getByRole('list', { name: t('outcomes:tray.list') }).waitFor(),
  },
  {
    name: 'tray-reply',
    as: 'referrer',
    path: () => '/outcomes/tray',
    show: async (page, t) => {
      await press(page, t('outcomes:tray.read'));
      await press(page, t('outcomes:tray.assignReply'));
      await page.getByText(t('outcomes:tray.kindMissing')).waitFor();
      await page.getByRole('region', { name: t('outcomes:tray.reading') }).waitFor();
    },
  },
  {
    name: 'tray-dismiss',
    as: 'referrer',
    path: () => '/outcomes/tray',
    show: async (page, t) => {
      await press(page, t('outcomes:tray.dismiss'));
      await dialog(page);
    },
  },
];

const evidence: readonly Screen[] = [
  {
    name: 'evidence',
    as: 'lead',
    path: () => '/evidence',
    show: (page, t) => page.getByRole('list', { name: t('evidence:list.title') }).waitFor(),
  },
  {
    name: 'evidence-new',
    as: 'referrer',
    path: (demo) => `/evidence/new/${demo.evidence.itemId}`,
    show: async (page, t) => {
      await press(page, t('evidence:new.preview'));
      await heading(page, t('evidence:contents.title'));
    },
  },
  {
    name: 'evidence-requested',
    as: 'lead',
    path: (demo) => `/evidence/${demo.evidence.requested}`,
    show: (page, t) => page.getByRole('button', { name: t('evidence:package.approve') }).waitFor(),
  },
  {
    name: 'evidence-decline',
    as: 'lead',
    path: (demo) => `/evidence/${demo.evidence.requested}`,
    show: async (page, t) => {
      await press(page, t('evidence:package.decline'));
      await dialog(page);
    },
  },
  {
    name: 'evidence-built',
    as: 'referrer',
    path: (demo) => `/evidence/${demo.evidence.built}`,
    show: (page, t) => page.getByRole('link', { name: t('evidence:package.download') }).waitFor(),
  },
];

/** Every screen of the console, dialogs open, role by role. */
export const consoleScreens: readonly Screen[] = [
  ...entrance,
  ...triage,
  ...referring,
  ...evidence,
  ...runningScreens,
];
