import { readyMadeRecipients } from '@lapwing/contracts';
import { dialog, heading, press, type Screen } from './screen.ts';

/** Settings, administration, models and the audit log. */
export const runningScreens: readonly Screen[] = [
  {
    name: 'my-flags',
    as: 'analyst',
    path: () => '/my-flags',
    show: (page, t) => heading(page, t('console:myFlags.title')),
  },
  {
    name: 'settings',
    as: 'analyst',
    path: () => '/settings',
    show: (page, t) => heading(page, t('console:settings.access')),
  },
  {
    name: 'new-token',
    as: 'analyst',
    path: () => '/settings',
    show: async (page, t) => {
      await press(page, t('console:settings.newToken'));
      await dialog(page);
    },
  },
  {
    name: 'figures',
    as: 'lead',
    path: (demo) => `/figures?year=${demo.yearOfFigures}`,
    show: (page, t) => page.getByRole('table', { name: t('figures:by.month') }).waitFor(),
  },
  {
    name: 'figures-report',
    as: 'lead',
    path: (demo) => `/figures?year=${demo.yearOfFigures}`,
    show: async (page, t) => {
      await press(page, t('figures:report.open'));
      await page.getByLabel(t('figures:report.independence')).waitFor();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: t('figures:report.take') })
        .click();
      await page.getByText(t('figures:report.missing')).waitFor();
    },
  },
  {
    name: 'figures-too-few',
    as: 'admin',
    path: (demo) => `/figures?year=${demo.yearOfFigures}&scope=OTHERS`,
    show: (page, t) => page.getByText(t('figures:tooFewBody')).waitFor(),
  },
  {
    name: 'people',
    as: 'admin',
    path: () => '/people',
    show: (page, t) => page.getByRole('list', { name: t('console:people.title') }).waitFor(),
  },
  {
    name: 'invite',
    as: 'admin',
    path: () => '/people',
    show: async (page, t) => {
      await press(page, t('console:people.invite'));
      await dialog(page);
    },
  },
  {
    name: 'roles',
    as: 'admin',
    path: () => '/people',
    show: async (page, t) => {
      await press(page, t('console:people.change'));
      await dialog(page);
    },
  },
  {
    name: 'deactivate',
    as: 'admin',
    path: () => '/people',
    show: async (page, t) => {
      await press(page, t('console:people.deactivate'));
      await dialog(page);
    },
  },
  {
    name: 'recipients',
    as: 'admin',
    path: () => '/recipients',
    show: (page, t) => heading(page, t('console:recipients.title')),
  },
  {
    name: 'recipient',
    as: 'admin',
    path: (demo) => `/recipients/${demo.recipientId}`,
    show: async (page, t) => {
      await page.getByLabel(t('console:recipients.name'), { exact: true }).waitFor();
      await page.getByRole('region', { name: t('recipient-settings:preview.row') }).waitFor();
      await page.getByRole('region', { name: t('recipient-settings:dryRun.title') }).waitFor();
    },
  },
  {
    name: 'recipient-schedule',
    as: 'admin',
    path: (demo) => `/recipients/${demo.recipientId}`,
    show: async (page, t) => {
      await page.getByLabel(t('schedule:kind'), { exact: true }).selectOption('AT_TIMES');
      const most = page.getByLabel(t('schedule:maximumReferrals'));
      await most.fill('10');
      await press(page, t('common:actions.save'));
      await page.getByText(t('schedule:numberWrong')).waitFor();
      await page.getByRole('heading', { name: t('schedule:title') }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'recipient-new',
    as: 'admin',
    path: () => '/recipients/new',
    show: async (page, t) => {
      await page.getByLabel(t('recipient-settings:startFrom')).selectOption({ label: 'ThaiHotline' });
      await page.getByRole('checkbox', { name: t('console:recipients.active') }).check();
      await press(page, t('common:actions.save'));
      await page.getByText(t('recipient-settings:refused.contact_missing')).waitFor();
      await press(page, t('recipient-settings:contactAdd'));
      await press(page, t('common:actions.save'));
      await page.getByText(t('recipient-settings:contactWrong.name')).waitFor();
    },
  },
  {
    name: 'recipients-import',
    as: 'admin',
    path: () => '/recipients',
    show: async (page, t) => {
      await press(page, t('recipient-settings:import.open'));
      await page.getByLabel(t('recipient-settings:import.file')).setInputFiles({
        name: 'recipients.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify({ lapwing: 'recipients/1', recipients: readyMadeRecipients })),
      });
      await page.getByRole('list', { name: t('recipient-settings:import.changes') }).waitFor();
    },
  },
  {
    name: 'schools',
    as: 'admin',
    path: () => '/recipients',
    show: async (page, t) => {
      await press(page, t('recipient-settings:schools.open'));
      await page
        .getByLabel(t('recipient-settings:schools.write'))
        .fill('โรงเรียนบ้านหนองตัวอย่าง, Nong Example School\nGreen Valley School');
      await page.getByText(t('recipient-settings:schools.first')).waitFor();
    },
  },
  {
    name: 'schools-wrong',
    as: 'admin',
    path: () => '/recipients',
    show: async (page, t) => {
      await press(page, t('recipient-settings:schools.open'));
      await page.getByLabel(t('recipient-settings:schools.write')).fill('Green Valley School\nนา\nAB');
      await page.getByText(t('recipient-settings:schools.wrong', { count: 2 })).waitFor();
    },
  },
  {
    name: 'recipient-webhook',
    as: 'admin',
    path: (demo) => `/recipients/${demo.recipientId}`,
    show: async (page, t) => {
      await page.getByLabel(t('delivery:transport')).selectOption('WEBHOOK');
      const address = page.getByLabel(t('delivery:url'));
      await address.fill('https://desk.platform.example/lapwing');
      await address.scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'recipient-sftp',
    as: 'admin',
    path: (demo) => `/recipients/${demo.recipientId}`,
    show: async (page, t) => {
      await page.getByLabel(t('delivery:transport')).selectOption('SFTP');
      const host = page.getByLabel(t('delivery:sftp.host'), { exact: true });
      await host.fill('desk.platform.example');
      await host.scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'recipient-reports',
    as: 'admin',
    path: (demo) => `/recipients/${demo.recipientId}`,
    show: async (page, t) => {
      await page.getByLabel(t('delivery:transport')).selectOption('BLUESKY');
      const server = page.getByLabel(t('delivery:report.server'), { exact: true });
      await server.fill('https://bsky.social');
      await server.scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'models',
    as: 'admin',
    path: () => '/models',
    show: async (page, t) => {
      await page.getByRole('list', { name: t('models:versions') }).waitFor();
      await heading(page, t('models:agreement.title'));
    },
  },
  {
    name: 'models-figures',
    as: 'lead',
    path: () => '/models',
    show: async (page, t) => {
      await page.getByText(t('models:figures.byCategory'), { exact: true }).click();
      await page.getByText(t('models:agreement.asTable'), { exact: true }).click();
      // To its top, so that the figures below are in the picture.
      await page
        .getByRole('heading', { name: t('models:figures.title') })
        .evaluate((title) => title.scrollIntoView());
    },
  },
  {
    name: 'model-promote',
    as: 'admin',
    path: () => '/models',
    show: async (page, t) => {
      await press(page, t('models:act.promote'));
      await page.getByRole('dialog').getByRole('table').first().waitFor();
    },
  },
  {
    name: 'model-end-shadow',
    as: 'admin',
    path: () => '/models',
    show: async (page, t) => {
      await press(page, t('models:act.endShadow'));
      await dialog(page);
    },
  },
  {
    name: 'extension',
    as: 'admin',
    path: () => '/extension',
    show: async (page, t) => {
      await page.getByRole('list', { name: t('extension-admin:readers.title') }).waitFor();
      await page
        .getByText(t('extension-admin:readers.versions', { versions: '0.1.0' }))
        .first()
        .waitFor();
    },
  },
  {
    name: 'extension-unsaved',
    as: 'admin',
    path: () => '/extension',
    show: async (page, t) => {
      await press(page, t('extension-admin:templates.add'));
      await press(page, t('common:actions.save'));
      await page.getByText(t('extension-admin:templates.titleWrong')).waitFor();
      await page.getByText(t('extension-admin:templates.textWrong')).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'extension-leave',
    as: 'admin',
    path: () => '/extension',
    show: async (page, t) => {
      await page.getByRole('checkbox', { name: t('extension-admin:suggestions.allow') }).check();
      await page
        .getByRole('navigation')
        .getByRole('link', { name: t('console:nav.people') })
        .click();
      await dialog(page);
    },
  },
  {
    name: 'failed-jobs',
    as: 'admin',
    path: () => '/dead-letters',
    show: async (page, t) => {
      await heading(page, t('console:deadLetters.title'));
      // Whoever can put the mailbox right is an admin, and may not read the tray.
      await page.getByRole('region', { name: t('outcomes:mailbox.title') }).waitFor();
    },
  },
  {
    name: 'audit',
    as: 'auditor',
    path: () => '/audit',
    show: (page, t) => heading(page, t('console:audit.title')),
  },
];
