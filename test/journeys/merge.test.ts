import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginJourney, type Journey } from '../support/journey.ts';
import { KEYS, type Terminal } from '../support/terminal.ts';

const MINUTES = 60_000;

let journey: Journey;
let t: Terminal;
beforeAll(async () => {
  journey = await beginJourney('merge');
  const answers = join(journey.stateDir, 'answers.yaml');
  await writeFile(answers, 'release-notes: yes\nnotice: yes\ncold-backup: yes\nno-way-back: yes\n');
  t = journey.open(['practice', '--lang', 'en', '--speed', '60', '--answers', answers], { columns: 120, rows: 40 });
});
afterAll(() => journey.close());

/** Takes so many characters back, types others, and waits until it is seen. */
async function retype(back: number, typed: string, seen: string): Promise<void> {
  t.press(KEYS.backspace.repeat(back));
  await t.waitFor(`${seen.slice(0, -1 - typed.length)}▌`);
  t.press(typed);
  await t.waitFor(seen);
}

describe('a merge', () => {
  it('refuses a value that cannot be, and takes one that is typed', { timeout: 3 * MINUTES }, async () => {
    await t.waitFor('write tikv_status_port=20181', 2 * MINUTES);
    t.press('e');
    await t.waitFor('20181▌');
    await retype(2, '71', '20171▌');
    t.press(KEYS.enter);
    await t.waitFor(/✖ .*20171/);
    await journey.picture(t, 'merge-edit', 'belay: a value that cannot be is refused');
    await retype(2, '91', '20191▌');
    t.press(KEYS.enter);
    await t.waitFor('decision 2 of 2');
  });

  it('takes one back, and goes on once everything is decided', { timeout: 2 * MINUTES }, async () => {
    t.press('n');
    await t.waitFor('Status port of TiKV1-2  → 20182');
    await journey.picture(t, 'merge-decided', 'belay: everything in a merge is decided');
    t.press('u');
    await t.waitFor('decision 2 of 2');
    t.press('n');
    await t.waitFor('Status port of TiKV1-1  → 20191');
    t.press(KEYS.enter);
    await t.waitFor('Write the merged inventory?', MINUTES);
  });

  it('shows what it will write', async () => {
    t.press('v');
    const screen = await t.waitFor('=20191');
    expect(screen).toContain('=20182');
    await journey.picture(t, 'merge-commands', 'belay: what a merge writes');
  });
});
