import { z } from 'zod';

/** What the panel's form shows. */
export const FormSeen = z.object({
  address: z.string(),
  author: z.string(),
  /** Characters of the text that it took, which is hidden; null: none. */
  words: z.number().nullable(),
  /** The checklist for imminent danger is open. */
  danger: z.boolean(),
});
export type FormSeen = z.infer<typeof FormSeen>;

/** The panel beside the page. Controls are found by the words that they show or are called by. */
interface PanelHands {
  press(button: string): Promise<void>;
  fill(label: string, text: string): Promise<void>;
  /** Resolves once the words are there. */
  waitFor(words: string): Promise<void>;
  form(): Promise<FormSeen>;
  /** Addresses of the posts of the sitting, without their parameters. */
  collected(): Promise<string[]>;
}

/** A person's hands at one browser, as far as ways in need them. Elements of the page are given by selectors. */
export interface Hands {
  /** Opens a page in a tab of its own, in front, with the panel's form beside it. */
  open(url: string): Promise<void>;
  pointAt(selector: string): Promise<void>;
  clickOn(selector: string): Promise<void>;
  select(selector: string): Promise<void>;
  /** Presses a key in the page. */
  pressKey(key: 'Escape'): Promise<void>;
  pressToolbar(): Promise<void>;
  /** Presses a keyboard command of the browser, named as in the manifest. */
  pressShortcut(command: string): Promise<void>;
  /** Opens the context menu on the element and chooses an entry of ours. */
  chooseFromMenu(entry: string, selector: string): Promise<void>;
  panel: PanelHands;
}
