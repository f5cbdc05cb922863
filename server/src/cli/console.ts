/** What the command line asks of the process it runs in: streams, arguments' meaning as paths, files to write. Tests pass their own. */
import type { FileSystem } from '../base/effects';

export interface Stream {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Width in columns where it is known. */
  readonly columns: number | undefined;
}

/** A file that is being written. Nothing throws. */
export interface OutputFile {
  /** Returns a plain-words reason when the text, or an earlier one, could not be written. */
  write(text: string): string | undefined;
  /** Returns a plain-words reason when the file is not in its place. */
  close(): string | undefined;
  /** Ends without a document; of a file that is no document, what was written stays. */
  discard(): void;
}

/** Locations are absolute native paths. */
export interface Console {
  readonly files: FileSystem;
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** All that a file, a pipe, a device or, without a location, standard input gives; or a plain-words reason. Never throws. */
  readAll(location: string | undefined, maximumBytes: number): Promise<Uint8Array | { readonly reason: string }>;
  /** Undefined when written, else a plain-words reason. Never throws. */
  writeFile(location: string, text: string): Promise<string | undefined>;
  /** Begins a file. `whole`: it is of no use by halves, so that it comes to its place only when it is closed. A plain-words reason when it cannot be written. Never throws. */
  openOutput(location: string, options: { readonly whole: boolean }): Promise<OutputFile | { readonly reason: string }>;
  /**
   * Puts new bytes in the place of a file's old ones, at once or not at all, with the same mode; `before` is undefined for a file that is made.
   * Refuses links, files outside the root and files that hold something else by now. Undefined when written, else a plain-words reason. Never throws.
   */
  replaceFile(root: string, location: string, before: Uint8Array | undefined, after: Uint8Array): Promise<string | undefined>;
  /** Absolute location of a path as typed. */
  resolve(typed: string): string;
  /** The folder that holds a location; itself for a root. */
  parent(location: string): string;
  /** A location relative to a folder, with forward slashes; "" for the folder itself. */
  relative(folder: string, location: string): string;
  /** How to show a location to the one who typed `typed`: absolute for absolute, else relative to the current folder. */
  display(location: string, typed: string): string;
  /** Calls back once when the user interrupts (Ctrl-C), instead of ending at once; a second interrupt ends. Returns how to stop listening. */
  onInterrupt(listener: () => void): () => void;
  /** Milliseconds; for deciding whether a progress bar is worth it, never for results. */
  now(): number;
}
