import { contentOf, findAll } from '../page/dom.ts';
import type { PageView } from '../page/page-view.ts';

/** What a page says of its main content in JSON-LD. */
export interface StructuredData {
  author: string;
  publishedAt: string | null;
  text: string;
  language: string;
}

const MAX_SCRIPTS = 8;
const MAX_SCRIPT_LENGTH = 200_000;
const MAX_OBJECTS = 1_000;
const contentTypes =
  /(?:Posting|Article|BlogPost|VideoObject|Comment|Question|Review|Event|Product|Recipe|Report|Message)$/;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

function fieldOf(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return wordsOf(value[0]);
  return isFields(value) ? wordsOf(fieldOf(value, 'name')) : '';
}

/** The first piece of content that the page's JSON-LD describes; null where there is none. Bounded. */
export function structuredData(view: PageView): StructuredData | null {
  for (const script of findAll(view.document, 'script[type="application/ld+json"]', MAX_SCRIPTS)) {
    const content = contentOf(script);
    const described = content.length > MAX_SCRIPT_LENGTH ? null : contentIn(parsed(content));
    if (described !== null) return dataOf(described);
  }
  return null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Breadth first, so that a page's own content comes before what it mentions. */
function contentIn(root: unknown): Fields | null {
  const pending: unknown[] = [root];
  for (let index = 0; index < Math.min(pending.length, MAX_OBJECTS); index += 1) {
    const value = pending[index];
    if (!isFields(value)) continue;
    const type = fieldOf(value, '@type');
    const types = Array.isArray(type) ? type : [type];
    if (types.some((name) => typeof name === 'string' && contentTypes.test(name))) return value;
    pending.push(...Object.values(value).slice(0, 50));
  }
  return null;
}

function dataOf(content: Fields): StructuredData {
  const published = ['datePublished', 'uploadDate', 'dateCreated'].map((name) => fieldOf(content, name));
  const texts = ['articleBody', 'text', 'reviewBody', 'description'].map((name) => fieldOf(content, name));
  const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
  return {
    author: wordsOf(fieldOf(content, 'author')),
    publishedAt: published.find(isText) ?? null,
    text: texts.find(isText) ?? '',
    language: wordsOf(fieldOf(content, 'inLanguage')),
  };
}
