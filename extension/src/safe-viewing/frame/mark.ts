/**
 * A small line in the corner that says that the page is covered and how to look at one thing. Set by script alone:
 * many pages allow no style but their own.
 *
 * @returns takes it away
 */
export function showMark(text: string): () => void {
  const host = document.createElement('div');
  const style = (target: HTMLElement, rules: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(rules)) target.style.setProperty(name, value, 'important');
  };
  style(host, {
    all: 'initial',
    position: 'fixed',
    'inset-block-end': '8px',
    'inset-inline-start': '8px',
    'z-index': '2147483647',
    'pointer-events': 'none',
  });
  host.setAttribute('role', 'note');
  const line = document.createElement('span');
  style(line, {
    all: 'initial',
    display: 'block',
    'max-width': 'calc(100vw - 32px)',
    padding: '2px 8px',
    'border-radius': '6px',
    background: 'rgb(32 30 27 / 0.82)',
    color: '#f7f6f3',
    font: '12px/1.6 system-ui, sans-serif',
    direction: document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr',
  });
  line.textContent = text;
  host.attachShadow({ mode: 'closed' }).append(line);
  const show = () => document.documentElement?.append(host);
  if (document.body) show();
  else document.addEventListener('DOMContentLoaded', show, { once: true });
  return () => {
    document.removeEventListener('DOMContentLoaded', show);
    host.remove();
  };
}
