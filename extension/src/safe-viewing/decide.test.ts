import { describe, expect, it } from 'vitest';
import { noChoices } from './choices.ts';
import { coversUrl, reachOf, type SafeRules, safeStateOf } from './decide.ts';

const rules = (changes: Partial<SafeRules> = {}): SafeRules => ({
  choices: noChoices,
  preset: 'ON',
  server: 'https://lapwing.example',
  ...changes,
});
const url = 'https://www.social.example/post/1';
const all = ['https://*/*', 'http://*/*'];
const siteOff = { everywhere: null, sites: { 'social.example': false } };
const siteOn = { everywhere: null, sites: { 'social.example': true } };

describe('whether a page is covered', () => {
  it('is the organisation’s preset where nobody chose', () => {
    expect(coversUrl(rules(), url)).toBe(true);
    expect(coversUrl(rules({ preset: 'OFF' }), url)).toBe(false);
  });

  it('is the person’s choice for all pages, and before that the one for the site', () => {
    const never = { everywhere: false, sites: {} };
    expect(coversUrl(rules({ choices: never }), url)).toBe(false);
    expect(coversUrl(rules({ choices: { ...siteOn, everywhere: false } }), url)).toBe(true);
    expect(coversUrl(rules({ choices: siteOff }), url)).toBe(false);
    expect(coversUrl(rules({ choices: siteOff }), 'https://m.social.example/')).toBe(false);
    expect(coversUrl(rules({ choices: siteOff }), 'https://other.example/')).toBe(true);
  });

  it('cannot be switched off where the organisation locked it', () => {
    const choices = { ...siteOff, everywhere: false };
    expect(coversUrl(rules({ preset: 'LOCKED_ON', choices }), url)).toBe(true);
    expect(reachOf(rules({ preset: 'LOCKED_ON', choices }), all)).toEqual({
      matches: ['https://*/*', 'http://*/*'],
      excludeMatches: ['https://lapwing.example/*'],
    });
  });

  it('never holds for the organisation’s own server, or for what is no web page', () => {
    expect(coversUrl(rules({ preset: 'LOCKED_ON' }), 'https://lapwing.example/queue')).toBe(false);
    expect(coversUrl(rules(), 'chrome://extensions')).toBe(false);
    expect(coversUrl(rules(), null)).toBe(false);
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
    expect(safeStateOf(rules(), url, true)).toBe('ON');
    expect(safeStateOf(rules(), url, false)).toBe('NOT_ALLOWED');
    expect(safeStateOf(rules({ preset: 'OFF' }), url, true)).toBe('OFF');
    expect(safeStateOf(rules(), null, false)).toBe('NO_SITE');
    expect(safeStateOf(rules(), 'https://lapwing.example/pair', true)).toBe('NO_SITE');
  });
});
