import { readFile } from 'node:fs/promises';
import { replaceFile } from './replace-file.ts';
import type { WorldState } from './world/state.ts';

/** The world that lies at `path`; null: none does. */
export async function savedWorld(path: string): Promise<WorldState | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as WorldState;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Keeps a world on the disk: one writing at a time, and one more after it when something happened meanwhile. */
export class WorldSaver {
  readonly #path: string;
  readonly #world: () => WorldState;
  #going: Promise<void> | null = null;
  #again = false;

  constructor(path: string, world: () => WorldState) {
    this.#path = path;
    this.#world = world;
  }

  /** Saves the world as it is when the disk is free. */
  soon(): void {
    this.#again = true;
    this.#going ??= this.#write();
  }

  /** Resolves when the world as it is now is on the disk. */
  async now(): Promise<void> {
    this.soon();
    await this.#going;
  }

  async #write(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        await replaceFile(this.#path, JSON.stringify(this.#world()));
      }
    } catch (error) {
      // The practice goes on without its file; what it says here stands in its log.
      process.stderr.write(`practice: the world could not be saved: ${String(error)}\n`);
    } finally {
      this.#going = null;
    }
  }
}
