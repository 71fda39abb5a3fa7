import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginJourney, type Journey } from '../support/journey.ts';
import { upgradeWalk } from '../support/upgrade-walk.ts';
import { walk } from '../support/walk.ts';

const MINUTES = 60_000;

let journey: Journey;
beforeAll(async () => {
  journey = await beginJourney('narrow');
});
afterAll(() => journey.close());

describe('the whole upgrade at 80×24, in Chinese', () => {
  it('is walked to its end by what the screen says alone', { timeout: 10 * MINUTES }, async () => {
    const t = journey.open(['practice', '--lang', 'zh', '--speed', '60'], { columns: 80, rows: 24 });
    const pictures = new Map([
      ['是否已通知业务方？', 'narrow-gate'],
      ['写入 tikv_status_port=20181', 'narrow-merge'],
      ['输入集群名', 'narrow-danger-gate'],
      ['滚动升级 TiDB', 'narrow-rolling'],
    ]);
    await walk(t, upgradeWalk('zh'), {
      timeoutMs: 3 * MINUTES,
      onSeen: async ([sees]) => {
        const name = pictures.get(String(sees));
        if (name !== undefined) await journey.picture(t, name, `belay: ${name}`);
      },
    });
    expect(await t.ended).toMatchObject({ exitCode: 0 });
    expect(t.text()).toContain('没有尚待恢复的改动。');
    expect(t.written()).toContain('\u001b[?1049l');
  });
});
