import capture from '../en/capture.json' with { type: 'json' };
import common from '../en/common.json' with { type: 'json' };
import console from '../en/console.json' with { type: 'json' };
import delivery from '../en/delivery.json' with { type: 'json' };
import escalations from '../en/escalations.json' with { type: 'json' };
import evidence from '../en/evidence.json' with { type: 'json' };
import extensionAdmin from '../en/extension-admin.json' with { type: 'json' };
import figures from '../en/figures.json' with { type: 'json' };
import formats from '../en/formats.json' with { type: 'json' };
import guidance from '../en/guidance.json' with { type: 'json' };
import models from '../en/models.json' with { type: 'json' };
import outcomes from '../en/outcomes.json' with { type: 'json' };
import problems from '../en/problems.json' with { type: 'json' };
import recipientSettings from '../en/recipient-settings.json' with { type: 'json' };
import schedule from '../en/schedule.json' with { type: 'json' };
import taxonomy from '../en/taxonomy.json' with { type: 'json' };
import ways from '../en/ways.json' with { type: 'json' };
import worksheet from '../en/worksheet.json' with { type: 'json' };

export const messages = {
  capture,
  common,
  console,
  delivery,
  escalations,
  evidence,
  'extension-admin': extensionAdmin,
  figures,
  formats,
  guidance,
  models,
  outcomes,
  problems,
  'recipient-settings': recipientSettings,
  schedule,
  taxonomy,
  ways,
  worksheet,
};
