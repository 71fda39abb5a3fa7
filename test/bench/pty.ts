import { performance } from 'node:perf_hooks';
import { type IPty, spawn } from '@lydell/node-pty';

/** A program in a pty of 120×40, and what it wrote. */
export interface Watched {
  /** Milliseconds from `from` until `mark` had been written. */
  until(mark: string, from?: number): Promise<number>;
  press(keys: string): void;
  /** Begins counting anew. */
  forget(): void;
  written(): string;
  end(): Promise<void>;
  readonly startedAt: number;
}

/** Starts a program; time runs from just before. */
export function watch(node: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Watched {
  const { NO_COLOR: _colour, CI: _ci, ...outer } = process.env;
  const startedAt = performance.now();
  const child: IPty = spawn(node, [...args], {
    name: 'xterm-256color',
    cols: 120,
    rows: 40,
    env: { ...outer, LANG: 'en_US.UTF-8', ...env } as Record<string, string>,
  });
  let written = '';
  let look: (() => void) | null = null;
  child.onData((data) => {
    written += data;
    look?.();
  });
  const ended = new Promise<void>((resolve) => child.onExit(() => resolve()));
  return {
    startedAt,
    press: (keys) => child.write(keys),
    forget: () => {
      written = '';
    },
    written: () => written,
    until: (mark, from = startedAt) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`"${mark}" was not written:\n${written.slice(-2000)}`)), 30_000);
        look = () => {
          if (!written.includes(mark)) return;
          clearTimeout(late);
          look = null;
          resolve(performance.now() - from);
        };
        look();
      }),
    end: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
