import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginJourney, type Journey } from '../support/journey.ts';
import { upgradeWalk } from '../support/upgrade-walk.ts';
import { walk } from '../support/walk.ts';

const MINUTES = 60_000;

let journey: Journey;
beforeAll(async () => {
  journey = await beginJourney('wide');
});
afterAll(() => journey.close());

describe('the whole upgrade at 120×40', () => {
  it('is walked to its end by what the screen says alone', { timeout: 10 * MINUTES }, async () => {
    const t = journey.open(['practice', '--lang', 'en', '--speed', '60'], { columns: 120, rows: 40 });
    const pictures = new Map([
      ['Have the release notes been read?', 'readiness'],
      ['write tikv_status_port=20181', 'merge-inventory'],
      ['32GB, for', 'capacity'],
      ['Write the merged conf?', 'merge-conf'],
      ["Type the cluster's name", 'danger-gate'],
      ['Raise to 4', 'region-merging'],
    ]);
    await walk(t, upgradeWalk('en'), {
      timeoutMs: 3 * MINUTES,
      onSeen: async ([sees]) => {
        const name = pictures.get(String(sees));
        if (name !== undefined) await journey.picture(t, name, `belay: ${name}`);
        if (sees === 'Roll Pump') {
          expect(t.text()).toMatch(/✔ TiKV/);
          expect(t.text()).toMatch(/✔ PD/);
        }
      },
    });
    expect(await t.ended).toMatchObject({ exitCode: 0 });
    expect(t.text()).toContain('Nothing is left to put back.');
    expect(t.text()).toMatch(/✔ Report/);
    expect(t.written()).toContain('\u001b[?1049l');
    expect((await journey.belay.run('runs', '--json')).stdout).toContain('"result": "done"');
  });
});
