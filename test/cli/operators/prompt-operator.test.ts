import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { openTerminal, type Terminal } from '../terminal.ts';

const FIXTURE = fileURLToPath(new URL('prompt-fixture.ts', import.meta.url));
const ENTER = '\r';
const DOWN = '\u001b[B';

let terminal: Terminal | null = null;
afterEach(() => terminal?.close());

async function at(request: string, prompt: string): Promise<Terminal> {
  terminal = openTerminal([FIXTURE, request]);
  await terminal.until(prompt);
  return terminal;
}

describe('a continue gate', () => {
  it('shows what it rests on and what it will do, and passes with Enter', async () => {
    const t = await at('continue', 'Enter: go on');
    expect(t.screen()).toContain('stores: warn');
    expect(t.screen()).toContain('control$ ansible-playbook rolling_update.yml --tags=pd');
    t.type(ENTER);
    expect(await t.decision()).toMatchObject({ choice: 'pass', by: { via: 'person', who: 'ops' } });
  });

  it('can be skipped, with a reason that is not empty', async () => {
    const t = await at('continue', 'Enter: go on');
    t.type(`s${ENTER}`);
    await t.until('Why?');
    t.type(ENTER);
    await t.until('a reason is wanted');
    t.type(`by hand${ENTER}`);
    expect(await t.decision()).toMatchObject({ choice: 'skip', text: 'by hand' });
  });
});

describe('a confirm gate', () => {
  it('does not pass with Enter by habit, but with y', async () => {
    const t = await at('confirm', 'y: go on');
    t.type(ENTER);
    await t.until('Enter alone does nothing');
    t.type(`y${ENTER}`);
    expect(await t.decision()).toMatchObject({ choice: 'pass' });
  });
});

describe('a danger gate', () => {
  it('passes with the name of the cluster alone', async () => {
    const t = await at('danger', "type the cluster's name");
    t.type(`y${ENTER}`);
    await t.until("not the cluster's name");
    t.type(`\u0015test-cluster${ENTER}`);
    expect(await t.decision()).toMatchObject({ choice: 'pass', text: 'test-cluster' });
  });

  it('is left with q, and with Ctrl-C and Ctrl-D', async () => {
    const t = await at('danger', "type the cluster's name");
    t.type(`q${ENTER}`);
    expect(await t.decision()).toMatchObject({ choice: 'leave' });
    for (const key of ['\u0003', '\u0004']) {
      const other = await at('danger', "type the cluster's name");
      other.type(key);
      expect(await other.decision()).toBe('cancelled');
    }
  });
});

describe('questions', () => {
  it('are asked one by one, the proposed answer under the cursor, others by moving or typing', async () => {
    const t = await at('questions', 'take new (proposed)');
    t.type(ENTER);
    await t.until('About b');
    t.type(DOWN + DOWN);
    await t.until(/[>❯] something else/);
    t.type(ENTER);
    await t.until('a number');
    t.type(`x${ENTER}`);
    await t.until('no number');
    t.type(`\u001512${ENTER}`);
    expect(await t.decision()).toMatchObject({ choice: 'answer', answers: { a: 'new', b: 'text: 12' } });
  });
});

describe('a failure', () => {
  it('shows what going on would do, and stays with leaving unless something else is chosen', async () => {
    const t = await at('failed', 'What now?');
    expect(t.screen()).toContain('Owed: evict/1');
    expect(t.screen()).toContain('Going on would do:');
    t.type(ENTER);
    expect(await t.decision()).toMatchObject({ choice: 'leave' });
  });
});
