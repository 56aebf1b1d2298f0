import { suiteLanguages } from '../functional/suite.ts';
import type { Evaluated } from './evaluate-model.ts';
import type { MetricRow } from './evaluation.ts';
import type { JudgedPost } from './metrics.ts';
import { reliabilityBins } from './reliability.ts';
import { type ReliabilityPanel, reliabilityPicture } from './reliability-picture.ts';
import { estimate } from './report.ts';

const names: Record<string, string> = Object.fromEntries(
  suiteLanguages.map((lang) => [lang, new Intl.DisplayNames('en', { type: 'language' }).of(lang) ?? lang]),
);

/** One picture of each language that a model learned: the risk on its unseen groups, and on the natural set. */
export function drawReliability(
  { test, natural }: Evaluated['judged'],
  languages: readonly string[],
  evaluation: Evaluated['evaluation'],
): { name: string; svg: string }[] {
  const panel = (
    title: string,
    posts: readonly JudgedPost[],
    rows: readonly MetricRow[],
    lang: string,
  ): ReliabilityPanel[] => {
    const own = posts.filter((post) => post.lang === lang);
    const row = rows.find((each) => each.lang === lang && each.label === 'RISK');
    if (own.length === 0 || !row) return [];
    const [low, high] = row.intervals?.ece ?? [null, null];
    const groups = (row.positiveGroups + row.negativeGroups).toLocaleString('en');
    const note = `${groups} groups · ECE ${estimate({ value: row.ece, low, high })} %`;
    return [{ title, note, bins: reliabilityBins(own) }];
  };
  return languages.flatMap((lang) => {
    const panels = [
      ...panel('Unseen groups', test, evaluation.test, lang),
      ...panel('Natural texts', natural, evaluation.natural?.rows ?? [], lang),
    ];
    if (panels.length === 0) return [];
    const title = `Reliability of the risk: ${names[lang] ?? lang}`;
    return [{ name: `reliability-${lang}.svg`, svg: reliabilityPicture(title, panels) }];
  });
}
