import { WORDS } from '../../src/ui/words/screen.ts';
import { KEYS, type Terminal } from './terminal.ts';

/** What the screen shows, and what a person then presses. */
export type Row = readonly [sees: string | RegExp, press: string];

/**
 * Walks by a table: waits until a row's words are seen, then presses its keys. A gate that has only just opened says so
 * and takes no key: the person reads, and presses again.
 */
export async function walk(
  terminal: Terminal,
  rows: readonly Row[],
  { timeoutMs = 60_000, onSeen }: { timeoutMs?: number; onSeen?: (row: Row) => Promise<void> } = {},
): Promise<void> {
  for (const [n, row] of rows.entries()) {
    const [sees, press] = row;
    await terminal.waitFor(sees, timeoutMs);
    await onSeen?.(row);
    await pressUntilTaken(terminal, press, rows[n + 1]?.[0] ?? null, sees);
  }
}

/** Presses one key at what is seen, and again where a gate had only just opened, until `then` is seen or it is gone. */
export async function pressAt(
  terminal: Terminal,
  sees: string | RegExp,
  press: string,
  then: string | RegExp | null = null,
): Promise<void> {
  await terminal.waitFor(sees, 60_000);
  await pressUntilTaken(terminal, press, then, sees);
}

async function pressUntilTaken(
  terminal: Terminal,
  press: string,
  next: string | RegExp | null,
  sees: string | RegExp,
): Promise<void> {
  for (;;) {
    terminal.press(press);
    const screen = await terminal.waitFor(
      (now) => isTooSoon(now) || !shows(now, sees) || (next !== null && shows(now, next)),
      60_000,
    );
    if (!isTooSoon(screen)) return;
    // A key without a meaning here takes the notice away.
    terminal.press(KEYS.right);
    await terminal.waitFor((now) => !isTooSoon(now));
  }
}

function shows(screen: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? screen.includes(wanted) : wanted.test(screen);
}

function isTooSoon(screen: string): boolean {
  return screen.includes(WORDS.justOpened.en) || screen.includes(WORDS.justOpened.zh);
}
