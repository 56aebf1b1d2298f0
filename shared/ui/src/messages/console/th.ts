import capture from '../th/capture.json' with { type: 'json' };
import common from '../th/common.json' with { type: 'json' };
import console from '../th/console.json' with { type: 'json' };
import delivery from '../th/delivery.json' with { type: 'json' };
import escalations from '../th/escalations.json' with { type: 'json' };
import evidence from '../th/evidence.json' with { type: 'json' };
import extensionAdmin from '../th/extension-admin.json' with { type: 'json' };
import figures from '../th/figures.json' with { type: 'json' };
import formats from '../th/formats.json' with { type: 'json' };
import guidance from '../th/guidance.json' with { type: 'json' };
import models from '../th/models.json' with { type: 'json' };
import outcomes from '../th/outcomes.json' with { type: 'json' };
import problems from '../th/problems.json' with { type: 'json' };
import recipientSettings from '../th/recipient-settings.json' with { type: 'json' };
import schedule from '../th/schedule.json' with { type: 'json' };
import taxonomy from '../th/taxonomy.json' with { type: 'json' };
import ways from '../th/ways.json' with { type: 'json' };
import worksheet from '../th/worksheet.json' with { type: 'json' };

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
