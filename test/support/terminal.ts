import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

/** Names of keys as they reach a program in a terminal. */
export const KEYS = {
  enter: '\r',
  escape: '\u001b',
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  pageUp: '\u001b[5~',
  pageDown: '\u001b[6~',
  tab: '\t',
  backspace: '\u007f',
  ctrlC: '\u0003',
  ctrlZ: '\u001a',
} as const;

export interface TerminalOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly columns: number;
  readonly rows: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** A program in a real pseudo-terminal, and the screen as a person would see it. */
export interface Terminal {
  readonly pid: number;
  /** Everything the program wrote, raw. */
  readonly written: () => string;
  /** The visible lines, without trailing blanks. */
  lines(): readonly string[];
  text(): string;
  cells(): readonly (readonly Cell[])[];
  press(keys: string): void;
  resize(columns: number, rows: number): void;
  /** Waits until `wanted` is seen; fails with the screen as it is when it is not within `timeoutMs`. */
  waitFor(wanted: string | RegExp | ((screen: string) => boolean), timeoutMs?: number): Promise<string>;
  kill(signal: string): void;
  /** Exit code and signal, when it has ended. */
  readonly ended: Promise<{ exitCode: number; signal: number | undefined }>;
}

/** One cell of the screen with its look. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  readonly foreground: number | null;
  readonly background: number | null;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
}

/** Starts a program in a terminal of its own. */
export function openTerminal({ command, args, columns, rows, env = {}, cwd }: TerminalOptions): Terminal {
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
  let written = '';
  /** What of it has reached the screen. */
  let shown = '';
  const { NO_COLOR: _noColor, CI: _ci, ...outer } = process.env;
  const child = spawn(command, [...args], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd: cwd ?? process.cwd(),
    env: { ...outer, LANG: 'en_US.UTF-8', ...env } as Record<string, string>,
  });
  const waiting = new Set<() => void>();
  child.onData((data) => {
    written += data;
    screen.write(data, () => {
      shown += data;
      for (const look of waiting) look();
    });
  });
  const ended = new Promise<{ exitCode: number; signal: number | undefined }>((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      resolve({ exitCode, signal });
      for (const look of waiting) look();
    });
  });
  const lines = () => {
    const { active } = screen.buffer;
    return Array.from(
      { length: screen.rows },
      (_, n) => active.getLine(active.viewportY + n)?.translateToString(true) ?? '',
    );
  };
  const text = () => lines().join('\n');
  return {
    pid: child.pid,
    written: () => written,
    lines,
    text,
    cells: () => readCells(screen),
    press: (keys) => child.write(keys),
    resize: (cols, newRows) => {
      screen.resize(cols, newRows);
      child.resize(cols, newRows);
    },
    waitFor: (wanted, timeoutMs = 30_000) =>
      new Promise((resolve, reject) => {
        const isThere = () =>
          typeof wanted === 'string'
            ? text().includes(wanted)
            : wanted instanceof RegExp
              ? wanted.test(text())
              : wanted(text());
        const stop = () => {
          clearTimeout(timer);
          waiting.delete(look);
        };
        const look = () => {
          if (isMidFrame(shown) || !isThere()) return;
          stop();
          resolve(text());
        };
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`not seen within ${timeoutMs} ms: ${wanted}\n${text()}`));
        }, timeoutMs);
        waiting.add(look);
        look();
      }),
    kill: (signal) => child.kill(signal),
    ended,
  };
}

/** A frame is written as one synchronised update: before its end the screen is half the old and half the new one. */
function isMidFrame(shown: string): boolean {
  return shown.lastIndexOf('\u001b[?2026h') > shown.lastIndexOf('\u001b[?2026l');
}

function readCells(screen: xterm.Terminal): readonly (readonly Cell[])[] {
  const { active } = screen.buffer;
  return Array.from({ length: screen.rows }, (_, row) => {
    const line = active.getLine(active.viewportY + row);
    return Array.from({ length: screen.cols }, (_, column): Cell => {
      const cell = line?.getCell(column);
      return {
        text: cell?.getChars() ?? '',
        width: cell?.getWidth() ?? 1,
        foreground: cell && !cell.isFgDefault() ? cell.getFgColor() : null,
        background: cell && !cell.isBgDefault() ? cell.getBgColor() : null,
        bold: (cell?.isBold() ?? 0) !== 0,
        dim: (cell?.isDim() ?? 0) !== 0,
        underline: (cell?.isUnderline() ?? 0) !== 0,
        inverse: (cell?.isInverse() ?? 0) !== 0,
      };
    });
  });
}
