import { z } from 'zod';

// Firefox's own window around the pages, which BiDi reaches with system access. Each text here is the body of an
// asynchronous function that runs in the window and returns a text.

export const FIREFOX_EXTENSION_ID = 'extension@lapwing.example';
/** How Firefox writes that id where letters and digits are all there may be. */
const WIDGET = 'extension_lapwing_example';
const SIDEBAR_ID = `${WIDGET}-sidebar-action`;

export interface Connection {
  send(method: string, parameters: object): Promise<{ result: unknown }>;
}

const Tree = z.object({ contexts: z.array(z.object({ context: z.string(), url: z.string() })) });
const Evaluated = z.discriminatedUnion('type', [
  z.object({ type: z.literal('success'), result: z.object({ value: z.string().optional() }) }),
  z.object({ type: z.literal('exception'), exceptionDetails: z.object({ text: z.string() }) }),
]);

/** Gives what runs code in the window of the browser. */
export function windowOf(connection: Connection): (code: string) => Promise<string> {
  return async (code) => {
    const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
    const [window] = Tree.parse(tree.result).contexts;
    if (!window) throw new Error('Firefox has no window');
    const answer = await connection.send('script.evaluate', {
      expression: `(async () => { ${code} })()`,
      awaitPromise: true,
      target: { context: window.context },
    });
    const evaluated = Evaluated.parse(answer.result);
    if (evaluated.type === 'exception') throw new Error(evaluated.exceptionDetails.text);
    return evaluated.result.value ?? '';
  };
}

const extensionParent = `
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const extension = ExtensionParent.GlobalManager.getExtension('${FIREFOX_EXTENSION_ID}');`;

/** What the window does when the button of the extension is pressed. */
export const pressToolbarButton = `
  ${extensionParent}
  ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
  return '';`;

/** What the window does when the sidebar is chosen in its menu. */
export const showSidebar = `
  await SidebarController.show('${SIDEBAR_ID}');
  return '';`;

/**
 * Presses the keys of a command, one after the other, in the window: its own shortcuts hear them first, as if they came
 * from the keyboard. A command without keys is given Alt+Shift+P, as a person can in the browser's settings.
 */
export function pressKeysOf(command: string): string {
  return `
    ${extensionParent}
    const keysOf = async () =>
      (await extension.shortcuts.allCommands()).find(({ name }) => name === ${JSON.stringify(command)});
    if (!(await keysOf())) throw new Error('Firefox knows no command ${command}');
    if (!(await keysOf()).shortcut)
      await extension.shortcuts.updateCommand({ name: ${JSON.stringify(command)}, shortcut: 'Alt+Shift+P' });
    const { shortcut } = await keysOf();
    const letter = shortcut.replace(/^Alt\\+Shift\\+(?=[A-Z]$)/, '');
    if (letter.length !== 1) throw new Error('These keys are not known here: ' + shortcut);
    const keys = [
      { key: 'Alt', code: 'AltLeft', keyCode: 18 },
      { key: 'Shift', code: 'ShiftLeft', keyCode: 16 },
      { key: letter, code: 'Key' + letter, keyCode: letter.charCodeAt(0) },
    ].map((key) => new KeyboardEvent('', key));
    const keyboard = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
    if (!keyboard.beginInputTransactionForTests(window)) throw new Error('The window takes no keys');
    for (const key of keys) keyboard.keydown(key);
    for (const key of keys.toReversed()) keyboard.keyup(key);
    return '';`;
}

/** Chooses an entry of ours from the context menu that is open or about to open. */
export function chooseFromOpenMenu(entry: string): string {
  return `
    const shown = (popup, state, event) => new Promise((resolve) => {
      if (popup.state === state) return resolve();
      popup.addEventListener(event, function heard({ target }) {
        if (target !== popup) return;
        popup.removeEventListener(event, heard);
        resolve();
      });
    });
    const menu = document.getElementById('contentAreaContextMenu');
    await shown(menu, 'open', 'popupshown');
    const item = menu.querySelector('[id="${WIDGET}-menuitem-_${entry}"]');
    if (!item) throw new Error('The menu has no entry ${entry}');
    const popup = item.parentNode;
    if (popup !== menu) {
      popup.parentNode.openMenu(true);
      await shown(popup, 'open', 'popupshown');
    }
    popup.activateItem(item);
    await shown(menu, 'closed', 'popuphidden');
    return '';`;
}

/**
 * The sidebar is a document of another process inside the window, which only a frame script reaches. What runs there
 * knows `document`, and `press(element)`, which is a press of the mouse; what it returns comes back as JSON.
 */
export function inSidebar(code: string): string {
  const script = `(async () => {
    const { document } = content;
    const press = (element) => {
      element.scrollIntoView({ block: 'center', behavior: 'instant' });
      const { x, y, width, height } = element.getBoundingClientRect();
      for (const type of ['mousedown', 'mouseup'])
        content.synthesizeMouseEvent(type, x + width / 2, y + height / 2, { button: 0, clickCount: 1 });
    };
    const answer = await (async () => { ${code} })().then(
      (value) => ({ json: JSON.stringify(value ?? null) }), (error) => ({ error: String(error) }));
    sendAsyncMessage(ANSWER, answer);
  })()`;
  return `
    if (SidebarController.currentID !== '${SIDEBAR_ID}') throw new Error('The sidebar is not open');
    const inner = SidebarController.browser.contentDocument.getElementById('webext-panels-browser');
    if (!inner) throw new Error('The sidebar is empty');
    const name = 'lapwing-test:' + Math.random();
    const answer = await new Promise((resolve) => {
      inner.messageManager.addMessageListener(name, function heard(message) {
        inner.messageManager.removeMessageListener(name, heard);
        resolve(message.data);
      });
      const script = ${JSON.stringify(script)}.replace('ANSWER', JSON.stringify(name));
      inner.messageManager.loadFrameScript('data:text/javascript;charset=utf-8,' + encodeURIComponent(script), false);
    });
    if (answer.error) throw new Error(answer.error);
    return answer.json;`;
}
