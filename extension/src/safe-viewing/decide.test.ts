import { describe, expect, it } from 'vitest';
import { noChoices } from './choices.ts';
import { covers, reachOf, type SafeRules, safeStateOf } from './decide.ts';

const rules = (changes: Partial<SafeRules> = {}): SafeRules => ({
  choices: noChoices,
  preset: 'ON',
  server: 'https://lapwing.example',
  kept: {},
  ...changes,
});
const url = 'https://www.social.example/post/1';
const at = (address: string | null) => ({ tabId: 1, url: address });
const all = ['https://*/*', 'http://*/*'];
const siteOff = { everywhere: null, sites: { 'social.example': false } };
const siteOn = { everywhere: null, sites: { 'social.example': true } };

describe('whether a page is covered', () => {
  it('is the organisation’s preset where nobody chose', () => {
    expect(covers(rules(), at(url))).toBe(true);
    expect(covers(rules({ preset: 'OFF' }), at(url))).toBe(false);
  });

  it('is the person’s choice for all pages, and before that the one for the site', () => {
    const never = { everywhere: false, sites: {} };
    expect(covers(rules({ choices: never }), at(url))).toBe(false);
    expect(covers(rules({ choices: { ...siteOn, everywhere: false } }), at(url))).toBe(true);
    expect(covers(rules({ choices: siteOff }), at(url))).toBe(false);
    expect(covers(rules({ choices: siteOff }), at('https://m.social.example/'))).toBe(false);
    expect(covers(rules({ choices: siteOff }), at('https://other.example/'))).toBe(true);
  });

  it('cannot be switched off where the organisation locked it', () => {
    const choices = { ...siteOff, everywhere: false };
    expect(covers(rules({ preset: 'LOCKED_ON', choices }), at(url))).toBe(true);
    expect(reachOf(rules({ preset: 'LOCKED_ON', choices }), all)).toEqual({
      matches: ['https://*/*', 'http://*/*'],
      excludeMatches: ['https://lapwing.example/*'],
    });
  });

  it('is kept for a tab in which something is looked at again, and for no other', () => {
    const kept = { 1: { site: 'social.example' } };
    const off = rules({ preset: 'OFF', choices: siteOff, kept });
    expect(covers(off, at(url))).toBe(true);
    expect(covers(off, { tabId: 2, url })).toBe(false);
    expect(covers(off, at('https://lapwing.example/queue'))).toBe(false);
    expect(reachOf(off, all).matches).toEqual(['https://*.social.example/*', 'http://*.social.example/*']);
    expect(reachOf(rules({ choices: siteOff, kept }), all).excludeMatches).toEqual([
      'https://lapwing.example/*',
    ]);
  });

  it('never holds for the organisation’s own server, or for what is no web page', () => {
    expect(covers(rules({ preset: 'LOCKED_ON' }), at('https://lapwing.example/queue'))).toBe(false);
    expect(covers(rules(), at('chrome://extensions'))).toBe(false);
    expect(covers(rules(), at(null))).toBe(false);
  });
});

describe('where the covering scripts run', () => {
  it('is everywhere but on the sites that are off', () => {
    expect(reachOf(rules({ choices: siteOff }), all)).toEqual({
      matches: ['https://*/*', 'http://*/*'],
      excludeMatches: [
        'https://lapwing.example/*',
        'https://*.social.example/*',
        'http://*.social.example/*',
      ],
    });
  });

  it('is only on the sites that are on where it is off otherwise, and nowhere without one', () => {
    expect(reachOf(rules({ preset: 'OFF', choices: siteOn }), all).matches).toEqual([
      'https://*.social.example/*',
      'http://*.social.example/*',
    ]);
    expect(reachOf(rules({ preset: 'OFF' }), all).matches).toEqual([]);
  });

  it('is nowhere as long as the browser lets us into nothing but our own server', () => {
    expect(reachOf(rules(), [])).toEqual({ matches: [], excludeMatches: [] });
    expect(reachOf(rules(), ['https://lapwing.example/*']).matches).toEqual([]);
  });
});

describe('what is said of the page in front', () => {
  it('tells what is covered from what should be and is not allowed', () => {
    expect(safeStateOf(rules(), at(url), true)).toBe('ON');
    expect(safeStateOf(rules(), at(url), false)).toBe('NOT_ALLOWED');
    expect(safeStateOf(rules({ preset: 'OFF' }), at(url), true)).toBe('OFF');
    expect(safeStateOf(rules(), at(null), false)).toBe('NO_SITE');
    expect(safeStateOf(rules(), at('https://lapwing.example/pair'), true)).toBe('NO_SITE');
  });
});
