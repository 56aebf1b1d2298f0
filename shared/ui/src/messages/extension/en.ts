import capture from '../en/capture.json' with { type: 'json' };
import common from '../en/common.json' with { type: 'json' };
import control from '../en/control.json' with { type: 'json' };
import danger from '../en/danger.json' with { type: 'json' };
import extension from '../en/extension.json' with { type: 'json' };
import guidance from '../en/guidance.json' with { type: 'json' };
import privacy from '../en/privacy.json' with { type: 'json' };
import problems from '../en/problems.json' with { type: 'json' };
import recheck from '../en/recheck.json' with { type: 'json' };
import safe from '../en/safe.json' with { type: 'json' };
import suggestion from '../en/suggestion.json' with { type: 'json' };
import taxonomy from '../en/taxonomy.json' with { type: 'json' };
import ways from '../en/ways.json' with { type: 'json' };

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
