/**
 * A small line in the corner that says that the page is covered and how to look at one thing. Set by script alone:
 * many pages allow no style but their own.
 */
export interface Mark {
  /** Shows itself as soon as it has something to say. */
  say(text: string): void;
  remove(): void;
}

export function showMark(): Mark {
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
  host.attachShadow({ mode: 'closed' }).append(line);
  const show = () => document.documentElement?.append(host);
  return {
    say(text) {
      line.textContent = text;
      if (document.body) show();
      else document.addEventListener('DOMContentLoaded', show, { once: true });
    },
    remove() {
      document.removeEventListener('DOMContentLoaded', show);
      host.remove();
    },
  };
}
