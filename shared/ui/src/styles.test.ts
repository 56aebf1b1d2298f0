/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./styles.css', import.meta.url), 'utf8');

const pairs = [...css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)];
const colours = new Map(pairs.map(([, name = '', light = '', dark = '']) => [name, { light, dark }]));

/** WCAG 2.2 relative luminance of #rrggbb. */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['canvas', 'surface', 'raised', 'sunken'];
const text = ['ink', 'ink-muted', 'ink-faint', 'accent', 'accent-strong', 'warn', 'danger'];
const onOwn: [string, string][] = [
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-danger', 'danger-solid'],
  // Words that raised a score.
  ['ink', 'line'],
  ['accent-strong', 'accent-soft'],
  ['ink', 'accent-soft'],
  ['ink-muted', 'accent-soft'],
  ['ink-faint', 'accent-soft'],
  ['accent', 'accent-soft'],
  ['warn', 'warn-soft'],
  ['danger', 'danger-soft'],
  ['ink', 'danger-soft'],
  ['ink-muted', 'danger-soft'],
];
const read: [string, string][] = [
  ...text.flatMap((name) => grounds.map((ground): [string, string] => [name, ground])),
  ...onOwn,
];

describe.each(['light', 'dark'] as const)('%s theme', (theme) => {
  const colour = (name: string) => {
    const found = colours.get(name)?.[theme];
    if (!found) throw new Error(`No token --${name}`);
    return found;
  };

  it.each(read)('%s on %s can be read (4.5:1)', (front, back) => {
    expect(contrast(colour(front), colour(back))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(grounds)('the edge of a control stands out from %s (3:1)', (ground) => {
    expect(contrast(colour('line-strong'), colour(ground))).toBeGreaterThanOrEqual(3);
  });
});
