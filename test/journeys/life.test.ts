import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WORDS } from '../../src/ui/words/screen.ts';
import { beginJourney, type Journey } from '../support/journey.ts';
import { KEYS, openTerminal, type Terminal } from '../support/terminal.ts';

const FIRST_GATE = 'Have the release notes been read?';
const LEFT_SCREEN = '\u001b[?1049l';
const CURSOR_SHOWN = '\u001b[?25h';

let journey: Journey;
let t: Terminal;
beforeAll(async () => {
  journey = await beginJourney('life');
  t = journey.open(['practice', '--lang', 'en', '--speed', '60']);
});
afterAll(() => journey.close());

describe('the wizard in a terminal', () => {
  it('opens on the alternate screen, without a cursor', async () => {
    await t.waitFor('Checklist');
    expect(t.written()).toContain('\u001b[?1049h');
    expect(t.written()).toContain('\u001b[?25l');
  });

  it('asks for room when it is too small, and comes back with everything', async () => {
    await t.waitFor(FIRST_GATE, 60_000);
    t.resize(60, 15);
    expect(await t.waitFor('belay needs 80×24')).not.toContain(FIRST_GATE);
    t.resize(100, 30);
    await t.waitFor(FIRST_GATE);
  });

  it('fits every size at once', async () => {
    for (const [columns, rows] of [
      [80, 24],
      [160, 50],
      [100, 30],
    ] as const) {
      t.resize(columns, rows);
      const screen = await t.waitFor((now) => {
        const lines = now.split('\n');
        return lines.length === rows && lines[0]!.startsWith(' belay  test-cluster') && /\[q\]/.test(lines.at(-1)!);
      });
      expect(screen).toContain(FIRST_GATE);
    }
  });

  it('is whole again after the window shrank and grew in one moment', async () => {
    t.resize(120, 40);
    t.resize(80, 24);
    t.resize(100, 30);
    await t.waitFor(() => /^ belay {2}test-cluster.*\n╭ Checklist /.test(t.text()));
    expect(t.lines().at(-1)).toContain('[q] leave');
  });

  it('does not let a pasted line pass a gate', async () => {
    t.press('\u001b[200~y\r\u001b[201~');
    await t.waitFor(WORDS.notByPaste.en);
    expect(t.text()).toContain(FIRST_GATE);
  });

  it('does not let a burst of keys pass a gate', async () => {
    t.press(KEYS.right);
    await t.waitFor((screen) => !screen.includes(WORDS.notByPaste.en));
    t.press(`${KEYS.enter}${KEYS.enter}`);
    await t.waitFor(WORDS.notByPaste.en);
    expect(t.text()).toContain(FIRST_GATE);
  });

  it('speaks Chinese at any time, and lines up', async () => {
    t.press('L');
    await t.waitFor((screen) => screen.includes('是否已阅读版本说明？') && screen.includes('检查清单'));
    await journey.picture(t, 'chinese', 'belay: Chinese');
    t.press('L');
    await t.waitFor(FIRST_GATE);
  });

  it('shows its keys and the commands of a step', async () => {
    t.press('?');
    await t.waitFor(WORDS.help.en);
    await journey.picture(t, 'keys', 'belay: keys');
    t.press(KEYS.escape);
    await t.waitFor(FIRST_GATE);
    t.press('v');
    await t.waitFor(WORDS.noDeeds.en);
    t.press(KEYS.escape);
    await t.waitFor(FIRST_GATE);
  });

  it('asks when Ctrl-C is pressed, and stays', async () => {
    t.press(KEYS.ctrlC);
    await t.waitFor('Leaving');
    t.press(KEYS.escape);
    await t.waitFor(FIRST_GATE);
  });

  it('is left with q, its state saved, the terminal as it was', async () => {
    t.press('q');
    await t.waitFor('[b]');
    t.press('b');
    expect(await t.ended).toMatchObject({ exitCode: 130 });
    expect(t.written()).toContain(LEFT_SCREEN);
    expect(t.written().lastIndexOf(CURSOR_SHOWN)).toBeGreaterThan(t.written().lastIndexOf('\u001b[?25l'));
    expect(t.text()).toContain('Go on: belay resume');
  });
});

describe('the wizard under a shell', () => {
  it('sleeps on Ctrl-Z, wakes on fg, and leaves the shell its terminal', async () => {
    const shell = openTerminal({
      command: 'sh',
      args: ['-i'],
      columns: 100,
      rows: 30,
      env: { PS1: 'shell> ', ENV: '', BELAY_STATE_DIR: journey.stateDir, LC_ALL: '' },
    });
    await shell.waitFor('shell> ');
    shell.press(`'${process.execPath}' '${journey.belay.bin}' resume --lang en\r`);
    await shell.waitFor(FIRST_GATE);
    shell.press(KEYS.ctrlZ);
    await shell.waitFor(/Stopped|Suspended/);
    expect(shell.text()).not.toContain('Checklist');
    shell.press('echo still $((40 + 2))\r');
    await shell.waitFor('still 42');
    shell.press('fg\r');
    await shell.waitFor((screen) => screen.includes('Checklist') && screen.includes(FIRST_GATE));
    shell.press('q');
    await shell.waitFor('[b]');
    shell.press('b');
    await shell.waitFor(/Go on: belay resume[\s\S]*shell> $/);
    shell.press('echo exit $?; stty -a\r');
    const screen = await shell.waitFor('icanon');
    expect(screen).toContain('exit 130');
    expect(screen).not.toContain('-icanon');
    expect(screen).not.toMatch(/-echo\b(?![a-z])/);
    shell.kill('SIGKILL');
  });

  it('saves and ends with 130 on SIGTERM, the terminal as it was', async () => {
    const pidFile = join(journey.stateDir, 'pid');
    const once = 'sh -c \'echo $$ >"$0"; exec "$@"\' "$0" "$@"; echo "exit $?"; stty -a';
    const shell = openTerminal({
      command: 'sh',
      args: ['-c', once, pidFile, process.execPath, journey.belay.bin, 'resume', '--lang', 'en'],
      columns: 100,
      rows: 30,
      env: { BELAY_STATE_DIR: journey.stateDir, LC_ALL: '' },
    });
    await shell.waitFor(FIRST_GATE);
    process.kill(Number(await readFile(pidFile, 'utf8')), 'SIGTERM');
    const screen = await shell.waitFor('icanon');
    expect(screen).toContain('Go on: belay resume');
    expect(screen).toContain('exit 130');
    expect(screen).not.toContain('-icanon');
    expect(shell.written()).toContain(LEFT_SCREEN);
    await shell.ended;
  });
});
