import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WORDS } from '../../src/ui/words/screen.ts';
import { beginJourney, type Journey } from '../support/journey.ts';
import { KEYS, type Terminal } from '../support/terminal.ts';
import { pressAt, walk } from '../support/walk.ts';

const MINUTES = 60_000;
const NAME_WANTED = "Type the cluster's name (test-cluster) to go on:";

/** Everything before the danger gate, answered beforehand. */
const PREPARED = `
release-notes: yes
notice: yes
cold-backup: yes
no-way-back: yes
inventory.ini#tikv_servers.TiKV1-1.tikv_status_port: new
inventory.ini#tikv_servers.TiKV1-2.tikv_status_port: new
merge-inventory: yes
merge-variables: yes
capacity: 32GB
hibernate-regions: leave
merge-configuration: yes
eviction-retries: 60
eviction-delay: 10
raise-eviction-wait: yes
`;

let journey: Journey;
let t: Terminal;
beforeAll(async () => {
  journey = await beginJourney('rolling');
  const answers = join(journey.stateDir, 'answers.yaml');
  await writeFile(answers, PREPARED);
  t = journey.open(['practice', 'upgrade-3.0-tikv-down', '--lang', 'en', '--speed', '60', '--answers', answers]);
});
afterAll(() => journey.close());

describe('the danger gate', () => {
  it('keeps what is half typed through every resize', { timeout: 4 * MINUTES }, async () => {
    await t.waitFor(NAME_WANTED, 3 * MINUTES);
    t.press('test-');
    await t.waitFor(`${NAME_WANTED} test-▌`);
    for (const [columns, rows] of [
      [80, 24],
      [200, 60],
      [120, 40],
    ] as const) {
      t.resize(columns, rows);
      await t.waitFor((screen) => screen.split('\n').length === rows && screen.includes(`${NAME_WANTED} test-▌`));
    }
    t.resize(70, 20);
    await t.waitFor('belay needs 80×24');
    t.resize(120, 40);
    await t.waitFor(`${NAME_WANTED} test-▌`);
    await journey.picture(t, 'danger-gate-typing', 'belay: the name of the cluster is typed');
  });

  it('is not passed by a wrong name, nor by one that comes with its Enter in one burst', async () => {
    await pressAt(t, 'test-▌', KEYS.enter, WORDS.wrongName.en);
    await t.waitFor(WORDS.wrongName.en);
    t.press('cluster\r');
    await t.waitFor(WORDS.notByPaste.en);
    expect(t.text()).toContain(`${NAME_WANTED} test-cluster▌`);
  });

  it('is passed by the name and a deliberate key', { timeout: MINUTES }, async () => {
    await pressAt(t, 'test-cluster▌', KEYS.enter, 'Roll PD');
    await t.waitFor('Roll PD');
    await journey.picture(t, 'gate', 'belay: a gate before PD is rolled');
  });
});

describe('the rolling update', () => {
  it('shows what is owed while it runs, and asks before it is left', { timeout: 2 * MINUTES }, async () => {
    await pressAt(t, 'Roll PD', 'y');
    await t.waitFor(/excessive_rolling_update|TASK|PLAY|pd :/, MINUTES);
    t.press('d');
    await t.waitFor(WORDS.debts.en);
    expect(t.text()).toContain('add_evict_leader_scheduler.yml');
    t.press(KEYS.escape);
    await t.waitFor((screen) => !screen.includes(WORDS.debts.en));
    t.press('q');
    await t.waitFor('[i]');
    await journey.picture(t, 'leaving', 'belay: leaving while a playbook runs');
    t.press(KEYS.escape);
    await t.waitFor((screen) => !screen.includes('[i]'));
  });

  it('keeps its place in the log through a resize, and follows again', { timeout: 2 * MINUTES }, async () => {
    t.press('l');
    await t.waitFor(WORDS.following.en);
    await t.waitFor((screen) => Number(/\/(\d+) following/.exec(screen)?.[1] ?? 0) > 60, MINUTES);
    t.press('g');
    await t.waitFor('PLAY [check config locally]');
    t.resize(100, 30);
    await t.waitFor(
      (screen) =>
        screen.split('\n').length === 30 && /\[Esc\]/.test(screen) && screen.includes('PLAY [check config locally]'),
    );
    t.resize(120, 40);
    t.press('G');
    await t.waitFor(WORDS.following.en);
    await journey.picture(t, 'log', 'belay: the log of a playbook');
    t.press(KEYS.escape);
    await t.waitFor((screen) => !screen.includes(WORDS.following.en));
  });

  it('stops where a TiKV does not come up, and says what is done, left, owed and next', {
    timeout: 6 * MINUTES,
  }, async () => {
    await pressAt(t, 'Roll TiKV', 'y');
    await t.waitFor(/▶\s+TiKV1-2/, 3 * MINUTES);
    await journey.picture(t, 'rolling-update', 'belay: TiKV is rolled, its leaders leave');
    const screen = await t.waitFor(/✖.*failed on TiKV2-1/, 4 * MINUTES);
    expect(screen).toMatch(/Now +.*3\.0\.9/);
    expect(screen).toMatch(/Owed/);
    expect(screen).toContain('ansible-playbook rolling_update.yml --tags=tikv -l TiKV2-1,TiKV3-1');
    await journey.picture(t, 'failure', 'belay: a TiKV did not come up');
  });

  it('is left with debts: the summary names them, and so does `belay debts`', { timeout: MINUTES }, async () => {
    t.press('q');
    await t.waitFor('[b]');
    t.press('b');
    expect(await t.ended).toMatchObject({ exitCode: 1 });
    expect(t.text()).toContain('evict-leader/TiKV2-1');
    expect(t.text()).toContain('eviction-wait');
    expect(t.text()).toContain('belay debts --settle');
    const { debts } = JSON.parse((await journey.belay.run('debts', '--json')).stdout);
    expect(debts.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(['eviction-wait', 'evict-leader/TiKV2-1']),
    );
  });

  it('goes on with the rest only', { timeout: 6 * MINUTES }, async () => {
    t = journey.open(['resume', '--lang', 'en'], { columns: 120, rows: 40 });
    await walk(
      t,
      [
        ['10 Roll TiKV', 'y'],
        ['Roll Pump', 'y'],
        ['Roll TiDB', 'y'],
      ],
      { timeoutMs: 4 * MINUTES },
    );
  });

  it('is found again by resume after the wizard was killed in its middle', { timeout: 4 * MINUTES }, async () => {
    await t.waitFor(/PLAY|TASK|tidb :/, MINUTES);
    t.kill('SIGKILL');
    await t.ended;
    t = journey.open(['resume', '--lang', 'en'], { columns: 120, rows: 40 });
    const screen = await t.waitFor('Merge small and empty regions?', 3 * MINUTES);
    expect(screen).toContain('✔ 10 Rolling update');
    t.press('q');
    await t.waitFor('[b]');
    t.press('b');
    expect(await t.ended).toMatchObject({ exitCode: 130 });
    const { debts } = JSON.parse((await journey.belay.run('debts', '--json')).stdout);
    expect(debts).toEqual([]);
  });
});
