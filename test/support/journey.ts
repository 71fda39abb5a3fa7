import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stopPractice } from '../../src/practice/start.ts';
import { type Belay, builtBelay } from './built-belay.ts';
import { screenSvg } from './svg.ts';
import { type Cell, openTerminal, type Terminal } from './terminal.ts';

const TAKES_PICTURES = process.env.BELAY_SCREENSHOTS === '1';
const PICTURES = resolve(import.meta.dirname, '../../screenshots');

/** A belay with a state directory of its own, opened in terminals. */
export interface Journey {
  readonly belay: Belay;
  readonly stateDir: string;
  /** Opens `belay WORDS` in a terminal of this size. */
  open(words: readonly string[], size?: { columns: number; rows: number }, env?: Record<string, string>): Terminal;
  /** The screen as `screenshots/NAME.svg` and `.txt`, where pictures are wanted; nothing otherwise. */
  picture(terminal: Terminal, name: string, title: string): Promise<void>;
  /** Ends what is still open, and the practice clusters. */
  close(): Promise<void>;
}

/** Begins a journey. `name` is the state directory's where pictures are taken, so that the paths in them are always the same. */
export async function beginJourney(name: string): Promise<Journey> {
  const stateDir = TAKES_PICTURES ? join(tmpdir(), `belay-${name}`) : await mkdtemp(join(tmpdir(), 'belay-'));
  if (TAKES_PICTURES) await rm(stateDir, { recursive: true, force: true });
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  const belay = await builtBelay(stateDir);
  const terminals: Terminal[] = [];
  return {
    belay,
    stateDir,
    open: (words, size = { columns: 100, rows: 30 }, env = {}) => {
      const terminal = openTerminal({
        command: process.execPath,
        args: [belay.bin, ...words],
        ...size,
        env: { LC_ALL: '', LC_MESSAGES: '', BELAY_STATE_DIR: stateDir, ...env },
        cwd: stateDir,
      });
      terminals.push(terminal);
      return terminal;
    },
    picture: async (terminal, picture, title) => {
      if (TAKES_PICTURES) await takePicture(await steadyCells(terminal), picture, title);
    },
    close: async () => {
      for (const terminal of terminals) await end(terminal);
      for (const run of await namesIn(join(stateDir, 'practice'))) await stopPractice(join(stateDir, 'practice', run));
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

async function end(terminal: Terminal): Promise<void> {
  try {
    terminal.kill('SIGKILL');
  } catch (error) {
    // It has ended already: what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
  await terminal.ended;
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** The cells once a whole frame has been written: the same at two looks. */
async function steadyCells(terminal: Terminal): Promise<readonly (readonly Cell[])[]> {
  for (let before = ''; ; ) {
    const now = terminal.text();
    if (now === before) return terminal.cells();
    before = now;
    await new Promise((done) => setTimeout(done, 60));
  }
}

/** Writes a picture, unless the one that is there differs in numbers only: those of two runs always do. */
async function takePicture(cells: readonly (readonly Cell[])[], name: string, title: string): Promise<void> {
  const shown = withoutRunId(cells);
  const text = `${shown
    .map((row) =>
      row
        .map((cell) => cellText(cell))
        .join('')
        .trimEnd(),
    )
    .join('\n')}\n`;
  const path = join(PICTURES, name);
  if (withoutNumbers(await contentOf(`${path}.txt`)) === withoutNumbers(text)) return;
  await mkdir(PICTURES, { recursive: true });
  await writeFile(`${path}.txt`, text);
  await writeFile(`${path}.svg`, screenSvg(shown, title));
}

const RUN_ID = /\d{8}-\d{6}-[a-z0-9]{3}/g;
const ANY_RUN = '20260101-090000-run';

/** A run's id is made of the day and of chance: in pictures it is always the same. */
function withoutRunId(cells: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  return cells.map((row) => {
    const line = row.map((cell) => (cell.text.length === 1 ? cell.text : ' ')).join('');
    const places = [...line.matchAll(RUN_ID)].map(({ index }) => index);
    return row.map((cell, column) => {
      const at = places.find((from) => column >= from && column < from + ANY_RUN.length);
      return at === undefined ? cell : { ...cell, text: ANY_RUN[column - at]! };
    });
  });
}

function cellText({ text, width }: Cell): string {
  return width === 0 ? '' : text === '' ? ' ' : text;
}

function withoutNumbers(text: string): string {
  return text.replace(/[\d.▏▎▍▌▋▊▉█▁▂▃▄▅▆▇]+/g, '#').replace(/[ #?]+/g, ' ');
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
