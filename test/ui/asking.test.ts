import { describe, expect, it } from 'vitest';
import { text } from '../../src/base/text.ts';
import { plain } from '../../src/ui/draw/line.ts';
import { drawScreen } from '../../src/ui/draw-screen.ts';
import { splitInput } from '../../src/ui/keys/keypress.ts';
import { WizardStore } from '../../src/ui/wizard-store.ts';

const store = (
  onFault: (error: unknown) => void = (error) => {
    throw error;
  },
) =>
  new WizardStore({
    lang: 'en',
    ascii: false,
    user: 'tester',
    wallNow: () => 0,
    onLeave: () => undefined,
    onInterruptJob: () => undefined,
    onFault,
    suspend: async () => undefined,
  });
const press = (wizard: WizardStore, input: string) => wizard.pressed(splitInput(input, {}));
const screen = (wizard: WizardStore) => drawScreen(wizard.shown(), wizard.ui).map(plain).join('\n');

describe('a question on the way', () => {
  it('takes a secret without ever showing it', async () => {
    const wizard = store();
    const answer = wizard.askSecret(text('Passphrase of the key', '密钥口令'));
    press(wizard, 'hunter');
    expect(screen(wizard)).toContain('Passphrase of the key');
    expect(screen(wizard)).toContain('******');
    expect(screen(wizard)).not.toContain('hunter');
    press(wizard, '\r');
    expect(await answer).toBe('hunter');
    expect(wizard.ui.secret).toBe('');
  });

  it('is not answered by Esc', async () => {
    const wizard = store();
    const answer = wizard.askSecret(text('Password', '密码'));
    press(wizard, '\u001b');
    expect(await answer).toBeNull();
  });

  it('takes a yes by one deliberate key, never by a paste', async () => {
    const wizard = store();
    const answer = wizard.askConfirm(text('Is SHA256:abc the key of this host?', '主机密钥是 SHA256:abc 吗？'));
    wizard.pressed(splitInput('y', {}, true));
    expect(wizard.shown().asking?.kind).toBe('confirm');
    press(wizard, 'y');
    expect(await answer).toBe(true);
  });

  it('takes a line that is seen while it is typed', async () => {
    const wizard = store();
    const answer = wizard.askLine(text('One-time code', '一次性验证码'));
    press(wizard, '123 456');
    expect(screen(wizard)).toContain('123 456');
    press(wizard, '\r');
    expect(await answer).toBe('123 456');
  });

  it('goes on after a notice when it was read', async () => {
    const wizard = store();
    const told = wizard.tell(text('The key is taken unchecked', '未检查即接受密钥'));
    expect(screen(wizard)).toContain('The key is taken unchecked');
    press(wizard, 'x');
    expect(wizard.shown().asking?.kind).toBe('notice');
    press(wizard, '\r');
    await told;
    expect(wizard.shown().asking).toBeNull();
  });

  it('waits its turn behind another', async () => {
    const wizard = store();
    const first = wizard.askSecret(text('first', 'first'));
    const second = wizard.askSecret(text('second', 'second'));
    await Promise.resolve();
    expect(screen(wizard)).toContain('first');
    press(wizard, 'a\r');
    expect(await first).toBe('a');
    await Promise.resolve();
    expect(screen(wizard)).toContain('second');
    press(wizard, 'b\r');
    expect(await second).toBe('b');
  });
});

describe('the screen before the run is there', () => {
  it('says what is being waited for', () => {
    const wizard = store();
    wizard.starting(text('The practice cluster is starting.', '正在启动演练集群。'));
    expect(screen(wizard)).toContain('The practice cluster is starting.');
  });
});

describe('the connection', () => {
  it('is told to be lost in the top line, and back', () => {
    const wizard = store();
    wizard.arrived({ name: text('tidb@10.0.0.9:22', 'tidb@10.0.0.9:22'), connection: 'up', now: () => 0 });
    wizard.connected('lost');
    expect(screen(wizard).split('\n')[0]).toContain('connection lost');
    wizard.connected('up');
    expect(screen(wizard).split('\n')[0]).not.toContain('lost');
  });
});

describe('a fault of belay while it reads keys', () => {
  it('is handed to whoever can save the run, and ends nothing by itself', () => {
    const faults: unknown[] = [];
    const wizard = store((error) => faults.push(error));
    const broken = new Error('broken');
    wizard.arrived({
      name: text('PRACTICE', '演练'),
      connection: 'up',
      now: () => {
        throw broken;
      },
    });
    press(wizard, 'j');
    expect(faults).toEqual([broken]);
  });
});
