import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandEntry } from '../../src/practice/control/command-log.ts';
import { controlPaths, homesUnder } from '../../src/practice/control/homes.ts';
import { practiceLayout } from '../../src/practice/layout.ts';
import type { AccessEntry } from '../../src/practice/wire/access-log.ts';
import type { WorldState } from '../../src/practice/world/state.ts';

/** What a practice left on the disk: its world, its hosts' files, what it was told to do. Never belay's own word. */
export interface LeftBehind {
  readonly dir: string;
  readonly world: WorldState;
  /** Every request that came over the wire. */
  readonly calls: readonly AccessEntry[];
  /** Every command line that came by SSH, and every stand-in that was called. */
  readonly commands: readonly CommandEntry[];
  readonly paths: ReturnType<typeof controlPaths>;
  /** Path in the deploy user's home of a host. */
  home(host: string): string;
}

/** Reads what the only practice below a state directory left. */
export async function leftBehind(stateDir: string): Promise<LeftBehind> {
  const names = await readdir(join(stateDir, 'practice'));
  if (names.length !== 1) throw new Error(`not one practice: ${names.join(', ')}`);
  const dir = join(stateDir, 'practice', names[0]!);
  const layout = practiceLayout(dir);
  const homes = homesUnder(dir);
  return {
    dir,
    world: JSON.parse(await readFile(layout.world, 'utf8')) as WorldState,
    calls: await jsonLines<AccessEntry>(layout.accessLog),
    commands: await jsonLines<CommandEntry>(layout.commandLog),
    paths: controlPaths(homes),
    home: homes.home,
  };
}

async function jsonLines<T>(path: string): Promise<readonly T[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as T);
}
