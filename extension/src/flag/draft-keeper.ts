import type { Capture } from '../capture/capture.ts';
import type { Owner } from '../outbox/outbox-entry.ts';
import { type Draft, draftOfCapture, emptyDraft, emptyImminent } from './draft.ts';
import type { DraftStore, KeptDrafts } from './draft-store.ts';
import { isWorthKeeping, type KeptDraft, type Slot } from './kept-draft.ts';

/** The tab that a form belongs to; `tabId` null where there is none. */
export interface FormTab {
  tabId: number | null;
  /** What is filled in beside a private tab never reaches the disk. */
  private: boolean;
}

/** The forms of tabs in the browser's memory: they outlive the panel, not the browser. */
export interface SlotMemory {
  read(owner: Owner, tabId: number | null): Promise<Slot | null>;
  /** Begins to write at once, also when the page is going away. */
  write(slot: Slot): void;
  forget(owner: Owner, tabId: number): void;
}

export interface KeeperSurroundings {
  owner: Owner;
  /** Names this run of the browser: numbers of tabs mean nothing in another. */
  session: string;
  disk: DraftStore;
  memory: SlotMemory;
  /** Whether there is still such a tab. */
  isOpen(tabId: number): Promise<boolean>;
  isPrivate(tabId: number): Promise<boolean>;
  now(): number;
  newId(): string;
}

/** Where the form in front is kept. PRIVATE: in memory, by choice. FAILED: in memory, since the disk refused. */
export type Keeping = 'DISK' | 'PRIVATE' | 'FAILED';

export interface DraftView {
  /** The form in front; null until it is read. */
  slot: Slot | null;
  keeping: Keeping;
  /** Drafts that belong to no open tab, last changed first. */
  unfinished: readonly KeptDraft[];
  /** Ids of drafts that do not open any more. */
  closed: readonly string[];
}

/** The shortest time between two writes of one form to the disk, in milliseconds. */
export const WRITE_EVERY_MS = 300;

/**
 * Keeps one form per tab: in memory at every change, on disk (sealed) within {@link WRITE_EVERY_MS} once a person
 * put work into it. What is slow happens one after the other, so that no late write undoes what came after it.
 */
export class DraftKeeper {
  readonly #around: KeeperSurroundings;
  readonly #listeners = new Set<() => void>();
  #view: DraftView = { slot: null, keeping: 'DISK', unfinished: [], closed: [] };
  #tab: FormTab = { tabId: null, private: false };
  #steps: Promise<void> = Promise.resolve();
  #writes: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #onDisk = new Set<string>();
  /** Set aside, and not to be or not able to be on disk: kept as long as the panel is open. */
  #aside: KeptDraft[] = [];

  constructor(around: KeeperSurroundings) {
    this.#around = around;
  }

  view = (): DraftView => this.#view;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Shows the form of this tab. */
  show(tab: FormTab): Promise<void> {
    return this.#step(async () => {
      if (this.#view.slot !== null && tab.tabId === this.#tab.tabId) return;
      const slot = await this.#read(tab.tabId);
      this.flush();
      this.#tab = tab;
      this.#set({ slot, keeping: tab.private ? 'PRIVATE' : 'DISK' });
      await this.#list();
    });
  }

  /** Takes in what was captured in a tab of ours, whether its form is in front or not. */
  consider(capture: Capture): Promise<void> {
    return this.#step(async () => {
      const inFront = this.#view.slot !== null && capture.tabId === this.#tab.tabId;
      const before = inFront ? null : await this.#read(capture.tabId);
      const isPrivate = inFront ? this.#tab.private : await this.#around.isPrivate(capture.tabId);
      const resumable = isPrivate ? null : await this.#orphanOf(capture.url);
      // Read only now: she may have typed while the disk was asked.
      const slot = before ?? this.#view.slot;
      if (slot === null || slot.seen === capture.id) return;
      const next = this.#considered(slot, capture, resumable);
      if (inFront) this.#put(next);
      else {
        this.#around.memory.write({ ...next, private: isPrivate });
        if (!isPrivate) this.#keep(next);
      }
      if (resumable !== null) await this.#list();
    });
  }

  change = (part: Partial<Draft>): void => {
    const { slot } = this.#view;
    if (slot === null) return;
    this.#put({ ...slot, edited: true, kept: this.#changed(slot.kept, { ...slot.kept.draft, ...part }) });
  };

  /** Puts another draft into the form, which belongs to nobody's work yet. */
  replace = (draft: Draft): void => {
    const { slot } = this.#view;
    if (slot === null) return;
    this.#put({ ...slot, edited: false, resumedFrom: null, kept: this.#changed(slot.kept, draft) });
  };

  /** Begins with a draft from elsewhere; what is in the form becomes an unfinished flag. */
  begin = (draft: Draft): void => {
    const { slot } = this.#view;
    if (slot === null) return;
    this.#setAside(slot);
    this.#put({ ...this.#fresh(this.#tab.tabId, draft), seen: slot.seen });
  };

  /** Takes the offered capture into the form; what is in it becomes an unfinished flag. */
  accept = (): void => {
    const { slot } = this.#view;
    if (!slot?.offered) return;
    this.#setAside(slot);
    this.#put(this.#captured(this.#fresh(slot.kept.tabId, emptyDraft), slot.offered));
  };

  decline = (): void => {
    const { slot } = this.#view;
    if (slot !== null) this.#put({ ...slot, offered: null });
  };

  /** The draft was saved as a flag, which took it off the disk: its form begins anew. */
  finish = (id: string): void => {
    const { slot } = this.#view;
    // A write that was on its way may have put it there again.
    this.#remove(id);
    // Else another tab came to the front meanwhile, and its form finds out when it is shown.
    if (slot?.kept.id === id) {
      this.#stopTimer();
      const { captureId } = slot.kept.draft;
      const { capture, seen, offered } = slot;
      this.#put({ ...this.#fresh(slot.kept.tabId, { ...emptyDraft, captureId }), capture, seen, offered });
    }
    void this.list();
  };

  /** Takes an unfinished flag into the form; what is in it becomes unfinished itself. */
  open(id: string): Promise<void> {
    return this.#step(async () => {
      const { slot, unfinished } = this.#view;
      const kept = unfinished.find((draft) => draft.id === id);
      if (slot === null || !kept) return;
      this.#setAside(slot);
      this.#aside = this.#aside.filter((draft) => draft.id !== id);
      const seen = { seen: slot.seen, offered: slot.offered };
      this.#put({ ...this.#resumed(kept, this.#tab.tabId), ...seen });
      await this.#list();
    });
  }

  discard(id: string): Promise<void> {
    return this.#step(async () => {
      this.#aside = this.#aside.filter((draft) => draft.id !== id);
      this.#remove(id);
      await this.#list();
    });
  }

  /** A tab was closed: its form, if it was worth it, is an unfinished flag now. */
  forgetTab(tabId: number): Promise<void> {
    return this.#step(async () => {
      void this.flush();
      const { memory, owner } = this.#around;
      const slot = await memory.read(owner, tabId);
      memory.forget(owner, tabId);
      if (slot !== null && isWorthKeeping(slot) && !slot.private) {
        const kept = { ...slot.kept, tabId: null };
        this.#write(() => this.#around.disk.put(kept));
      }
      await this.#list();
    });
  }

  /** Reads the list of unfinished flags anew. */
  list(): Promise<void> {
    return this.#step(() => this.#list());
  }

  /** Like {@link list}, for whoever does not wait for it. */
  refresh = (): void => void this.list();

  /** Writes what is not on disk yet without waiting for its time. Resolves when everything is written. */
  flush = (): Promise<void> => {
    if (this.#stopTimer() && this.#view.slot !== null) this.#keep(this.#view.slot);
    return this.#writes;
  };

  #step(run: () => Promise<void>): Promise<void> {
    const done = this.#steps.then(run);
    this.#steps = done.catch(() => undefined);
    return done;
  }

  /** Writes to the disk, one after the other; a disk that refuses is told of, and nothing else. */
  #write(run: () => Promise<void>): void {
    this.#writes = this.#writes.then(run).then(
      () => this.#noteKeeping('DISK'),
      () => this.#noteKeeping('FAILED'),
    );
  }

  #noteKeeping(keeping: Keeping): void {
    if (!this.#tab.private && this.#view.keeping !== keeping) this.#set({ keeping });
  }

  #set(part: Partial<DraftView>): void {
    this.#view = { ...this.#view, ...part };
    for (const listener of this.#listeners) listener();
  }

  /** Shows the form and keeps it: in memory at once, on disk in its time. */
  #put(changed: Slot): void {
    const slot = { ...changed, private: this.#tab.private };
    this.#set({ slot });
    this.#around.memory.write(slot);
    if (this.#tab.private) return;
    this.#timer ??= setTimeout(() => this.flush(), WRITE_EVERY_MS);
  }

  #stopTimer(): boolean {
    const waited = this.#timer !== null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    return waited;
  }

  #keep(slot: Slot): void {
    const { kept } = slot;
    if (isWorthKeeping(slot)) this.#write(() => this.#around.disk.put(kept));
    else if (this.#onDisk.has(kept.id)) this.#remove(kept.id);
    if (isWorthKeeping(slot)) this.#onDisk.add(kept.id);
    else this.#onDisk.delete(kept.id);
  }

  #remove(id: string): void {
    this.#write(() => this.#around.disk.remove(id));
  }

  /** What is in the form belongs to no tab any more. */
  #setAside(slot: Slot): void {
    this.#stopTimer();
    if (isWorthKeeping(slot)) {
      const kept = { ...slot.kept, tabId: null };
      this.#aside.push(kept);
      if (!this.#tab.private) {
        this.#write(async () => {
          await this.#around.disk.put(kept);
          this.#aside = this.#aside.filter(({ id }) => id !== kept.id);
        });
      }
    } else this.#keep(slot);
    void this.list();
  }

  #changed(kept: KeptDraft, draft: Draft): KeptDraft {
    return { ...kept, draft, changedAt: this.#around.now() };
  }

  #fresh(tabId: number | null, draft: Draft): Slot {
    const { owner, session, newId, now } = this.#around;
    const kept = { id: newId(), owner, tabId, session, capturedUrl: null, changedAt: now(), draft };
    return {
      kept,
      capture: null,
      offered: null,
      seen: null,
      edited: false,
      resumedFrom: null,
      private: false,
    };
  }

  #captured(slot: Slot, capture: Capture): Slot {
    const kept = { ...this.#changed(slot.kept, draftOfCapture(capture)), capturedUrl: capture.url };
    return { ...slot, kept, capture, offered: null, seen: capture.id, edited: false, resumedFrom: null };
  }

  #resumed(kept: KeptDraft, tabId: number | null): Slot {
    const { session } = this.#around;
    const slot = this.#fresh(tabId, kept.draft);
    return { ...slot, kept: { ...kept, tabId, session }, edited: true, resumedFrom: kept.changedAt };
  }

  #considered(slot: Slot, capture: Capture, resumable: KeptDraft | null): Slot {
    if (capture.danger) return this.#endangered(slot, capture, resumable);
    if (isWorthKeeping(slot)) return { ...slot, offered: capture, seen: capture.id };
    if (resumable === null) return this.#captured(slot, capture);
    const draft = { ...resumable.draft, captureId: capture.id };
    return { ...this.#resumed({ ...resumable, draft }, capture.tabId), seen: capture.id };
  }

  /** Imminent danger asks no question: work on something else becomes an unfinished flag, and its form opens. */
  #endangered(slot: Slot, capture: Capture, resumable: KeptDraft | null): Slot {
    const opened = this.#openedFor(slot, capture, resumable);
    const { draft } = opened.kept;
    const next = { ...draft, imminent: draft.imminent ?? emptyImminent };
    return { ...opened, seen: capture.id, edited: true, kept: this.#changed(opened.kept, next) };
  }

  #openedFor(slot: Slot, capture: Capture, resumable: KeptDraft | null): Slot {
    const asUsual = { ...capture, danger: false };
    if (!isWorthKeeping(slot)) return this.#considered(slot, asUsual, resumable);
    const { draft } = slot.kept;
    if (capture.url === '' || capture.url === draft.url) return slot;
    if (draft.url === '') {
      const { category, secondaryCategories, modifiers, severity, urgency, note, imminent, corrects } = draft;
      const work = { category, secondaryCategories, modifiers, severity, urgency, note, imminent, corrects };
      const filled = { ...draftOfCapture(capture), ...work };
      return { ...slot, capture, kept: this.#changed(slot.kept, filled) };
    }
    void this.flush();
    this.#setAside(slot);
    return this.#considered(this.#fresh(slot.kept.tabId, emptyDraft), asUsual, resumable);
  }

  async #read(tabId: number | null): Promise<Slot> {
    const { memory, disk, owner, session, now } = this.#around;
    const slot = await memory.read(owner, tabId);
    if (slot !== null && !(await disk.isSaved(slot.kept.id).catch(() => false))) {
      if (isWorthKeeping(slot)) this.#onDisk.add(slot.kept.id);
      return slot;
    }
    // The panel ended between saving the flag and clearing the form, or the memory was cleared.
    const captureId = slot?.kept.draft.captureId ?? null;
    const fresh = this.#fresh(tabId, { ...emptyDraft, captureId });
    if (slot !== null) return { ...fresh, capture: slot.capture, offered: slot.offered, seen: slot.seen };
    const kept = await disk.all(owner, now()).catch(() => null);
    const ours = kept?.drafts.find((draft) => draft.session === session && draft.tabId === tabId);
    return tabId === null || !ours ? fresh : this.#resumed(ours, tabId);
  }

  async #orphans(): Promise<KeptDrafts> {
    await this.#writes;
    if (this.#tab.private) return { drafts: this.#aside, closed: [] };
    const { disk, owner, session, now, isOpen } = this.#around;
    const { drafts, closed } = await disk.all(owner, now()).catch(() => ({ drafts: [], closed: [] }));
    const orphaned = await Promise.all(
      drafts.map(
        async (draft) => draft.session !== session || draft.tabId === null || !(await isOpen(draft.tabId)),
      ),
    );
    return { drafts: [...this.#aside, ...drafts.filter((_, index) => orphaned[index])], closed };
  }

  async #orphanOf(url: string): Promise<KeptDraft | null> {
    if (url === '') return null;
    const current = this.#view.slot?.kept.id;
    const { drafts } = await this.#orphans();
    return drafts.find((draft) => draft.capturedUrl === url && draft.id !== current) ?? null;
  }

  async #list(): Promise<void> {
    const { drafts, closed } = await this.#orphans();
    const current = this.#view.slot?.kept.id;
    this.#set({ unfinished: drafts.filter((draft) => draft.id !== current), closed });
  }
}
