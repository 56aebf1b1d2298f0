/** A place that holds the files of a batch or of a package of evidence. Nothing in it is believed. */
export interface BatchSource {
  /** Plain files with their sizes in bytes, as the place itself states them. */
  files: ReadonlyMap<string, number>;
  /** Sentences about what none ever holds: folders, links, names that lead elsewhere, a name twice. */
  oddities: readonly string[];
  /** The bytes of one of the files. */
  open(name: string): Promise<AsyncIterable<Uint8Array>>;
  /** The bytes of the archive itself, where the place is one. */
  archive?: () => AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** No batch has so many files; more are not read. */
export const MOST_FILES = 1_000;
