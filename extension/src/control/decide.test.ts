import { describe, expect, it } from 'vitest';
import { type ControlRules, controlReach, controlStateOf, hasControl } from './decide.ts';

const server = 'https://lapwing.harbour.example';
const rules = (...sites: string[]): ControlRules => ({ sites, server });
const post = 'https://m.facebook.com/lapwing.camp.example/posts/1029384757';

describe('the control on posts', () => {
  it('is nowhere by default', () => {
    expect(controlReach(rules())).toEqual({ matches: [], excludeMatches: [] });
    expect(hasControl(rules(), post)).toBe(false);
    expect(controlStateOf(rules(), post, false, true)).toBe('OFF');
  });

  it('is on the sites that were chosen, in all their variants, and on no other', () => {
    const chosen = rules('facebook.com', 'pantip.com');
    expect(controlReach(chosen).matches).toEqual([
      'https://*.facebook.com/*',
      'http://*.facebook.com/*',
      'https://*.pantip.com/*',
      'http://*.pantip.com/*',
    ]);
    expect(hasControl(chosen, post)).toBe(true);
    expect(hasControl(chosen, 'https://facebook.com.guesthouse.example/')).toBe(false);
    expect(hasControl(chosen, 'https://www.youtube.com/')).toBe(false);
  });

  it('is never on the organisation’s own server', () => {
    const chosen = rules('lapwing.harbour.example');
    expect(hasControl(chosen, `${server}/queue`)).toBe(false);
    expect(controlReach(chosen).excludeMatches).toEqual(['https://lapwing.harbour.example/*']);
    expect(controlStateOf(chosen, `${server}/queue`, false, true)).toBe('NO_SITE');
  });

  it.each([
    ['a page that the browser does not tell', null, false, true, 'NO_SITE'],
    ['a page of the browser', 'chrome://settings', false, true, 'NO_SITE'],
    ['a page that is chosen and allowed', post, false, true, 'ON'],
    ['a page whose permission was taken back', post, false, false, 'NOT_ALLOWED'],
    ['a page whose adapter the organisation switched off', post, true, true, 'SWITCHED_OFF'],
  ] as const)('says of %s what can be done', (_, url, switchedOff, reachable, state) => {
    expect(controlStateOf(rules('facebook.com'), url, switchedOff, reachable)).toBe(state);
  });
});
