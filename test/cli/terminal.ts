import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

const PATIENCE_MS = 20_000;

/** A program in a real terminal of 100 × 40. */
export interface Terminal {
  /** What stands on the screen and above it. */
  screen(): string;
  type(keys: string): void;
  /** Waits until the screen shows it; fails when the program ends without. */
  until(shown: string | RegExp): Promise<void>;
  /** What the fixture printed after `DECIDED`. */
  decision(): Promise<unknown>;
  /** The exit code. */
  ended(): Promise<number>;
  close(): void;
}

/** Starts Node with these words in a terminal. */
export function openTerminal(words: readonly string[], env: Readonly<Record<string, string>> = {}): Terminal {
  const size = { cols: 100, rows: 40 };
  const screen = new xterm.Terminal({ ...size, scrollback: 5_000, allowProposedApi: true });
  const child = spawn(process.execPath, [...words], {
    ...size,
    name: 'xterm-256color',
    env: { ...process.env, LANG: 'C.UTF-8', ...env } as Record<string, string>,
  });
  const waiting = new Set<() => void>();
  let exit: number | null = null;
  const wake = () => {
    for (const look of waiting) look();
  };
  child.onData((data) => screen.write(data, wake));
  child.onExit(({ exitCode }) => {
    exit = exitCode;
    screen.write('', wake);
  });
  const shown = () => {
    const { active } = screen.buffer;
    return Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true) ?? '').join('\n');
  };
  const wait = <T>(look: () => T | null, what: string) =>
    new Promise<T>((resolve, reject) => {
      const tooLong = setTimeout(() => {
        waiting.delete(check);
        reject(new Error(`waited in vain for ${what}:\n${shown()}`));
      }, PATIENCE_MS);
      const check = () => {
        const found = look();
        if (found === null && exit === null) return;
        waiting.delete(check);
        clearTimeout(tooLong);
        if (found !== null) resolve(found);
        else reject(new Error(`ended (${exit}) without ${what}:\n${shown()}`));
      };
      waiting.add(check);
      check();
    });
  const has = (pattern: string | RegExp) =>
    typeof pattern === 'string' ? shown().includes(pattern) : pattern.test(shown());
  return {
    screen: shown,
    type: (keys) => child.write(keys),
    until: (pattern) => wait(() => (has(pattern) ? true : null), String(pattern)).then(() => undefined),
    decision: () =>
      wait(() => {
        const line = /^DECIDED (.*)$/m.exec(shown())?.[1];
        if (line === undefined) return null;
        return line.startsWith('{') ? (JSON.parse(line) as unknown) : line;
      }, 'a decision'),
    ended: () => wait(() => exit, 'an end'),
    close: () => {
      if (exit === null) child.kill();
      screen.dispose();
    },
  };
}
