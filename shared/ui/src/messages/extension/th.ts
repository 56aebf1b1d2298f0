import capture from '../th/capture.json' with { type: 'json' };
import common from '../th/common.json' with { type: 'json' };
import control from '../th/control.json' with { type: 'json' };
import danger from '../th/danger.json' with { type: 'json' };
import extension from '../th/extension.json' with { type: 'json' };
import guidance from '../th/guidance.json' with { type: 'json' };
import privacy from '../th/privacy.json' with { type: 'json' };
import problems from '../th/problems.json' with { type: 'json' };
import recheck from '../th/recheck.json' with { type: 'json' };
import safe from '../th/safe.json' with { type: 'json' };
import suggestion from '../th/suggestion.json' with { type: 'json' };
import taxonomy from '../th/taxonomy.json' with { type: 'json' };
import ways from '../th/ways.json' with { type: 'json' };

export const messages = {
  capture,
  common,
  control,
  danger,
  extension,
  guidance,
  privacy,
  problems,
  recheck,
  safe,
  suggestion,
  taxonomy,
  ways,
};
