import enCapture from './en/capture.json' with { type: 'json' };
import enCommon from './en/common.json' with { type: 'json' };
import enConsole from './en/console.json' with { type: 'json' };
import enControl from './en/control.json' with { type: 'json' };
import enDanger from './en/danger.json' with { type: 'json' };
import enExtension from './en/extension.json' with { type: 'json' };
import enExtensionAdmin from './en/extension-admin.json' with { type: 'json' };
import enFormats from './en/formats.json' with { type: 'json' };
import enGuidance from './en/guidance.json' with { type: 'json' };
import enModels from './en/models.json' with { type: 'json' };
import enPrivacy from './en/privacy.json' with { type: 'json' };
import enProblems from './en/problems.json' with { type: 'json' };
import enRecheck from './en/recheck.json' with { type: 'json' };
import enSafe from './en/safe.json' with { type: 'json' };
import enSuggestion from './en/suggestion.json' with { type: 'json' };
import enTaxonomy from './en/taxonomy.json' with { type: 'json' };
import enWays from './en/ways.json' with { type: 'json' };
import id from './id.json' with { type: 'json' };
import thCapture from './th/capture.json' with { type: 'json' };
import thCommon from './th/common.json' with { type: 'json' };
import thConsole from './th/console.json' with { type: 'json' };
import thControl from './th/control.json' with { type: 'json' };
import thDanger from './th/danger.json' with { type: 'json' };
import thExtension from './th/extension.json' with { type: 'json' };
import thExtensionAdmin from './th/extension-admin.json' with { type: 'json' };
import thFormats from './th/formats.json' with { type: 'json' };
import thGuidance from './th/guidance.json' with { type: 'json' };
import thModels from './th/models.json' with { type: 'json' };
import thPrivacy from './th/privacy.json' with { type: 'json' };
import thProblems from './th/problems.json' with { type: 'json' };
import thRecheck from './th/recheck.json' with { type: 'json' };
import thSafe from './th/safe.json' with { type: 'json' };
import thSuggestion from './th/suggestion.json' with { type: 'json' };
import thTaxonomy from './th/taxonomy.json' with { type: 'json' };
import thWays from './th/ways.json' with { type: 'json' };

/**
 * Every user-visible text, by language and namespace. English is the catalogue that keys are typed by; what a language
 * of one file lacks is shown in English.
 */
export const messages = {
  en: {
    common: enCommon,
    capture: enCapture,
    taxonomy: enTaxonomy,
    problems: enProblems,
    console: enConsole,
    extension: enExtension,
    danger: enDanger,
    'extension-admin': enExtensionAdmin,
    formats: enFormats,
    guidance: enGuidance,
    models: enModels,
    suggestion: enSuggestion,
    privacy: enPrivacy,
    recheck: enRecheck,
    safe: enSafe,
    ways: enWays,
    control: enControl,
  },
  th: {
    common: thCommon,
    capture: thCapture,
    taxonomy: thTaxonomy,
    problems: thProblems,
    console: thConsole,
    extension: thExtension,
    danger: thDanger,
    'extension-admin': thExtensionAdmin,
    formats: thFormats,
    guidance: thGuidance,
    models: thModels,
    suggestion: thSuggestion,
    privacy: thPrivacy,
    recheck: thRecheck,
    safe: thSafe,
    ways: thWays,
    control: thControl,
  },
  id,
};

export type Namespace = keyof (typeof messages)['en'];

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    returnNull: false;
    resources: (typeof messages)['en'];
  }
}
