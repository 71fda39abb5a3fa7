import { type Text, text } from '../../base/text.ts';
import type { Shown, UiState } from '../model.ts';
import type { Key, KeyName } from './keypress.ts';

/** Everything that a key can mean. */
export type Action =
  | 'pass'
  | 'take'
  | 'again'
  | 'recheck'
  | 'settle'
  | 'skip'
  | 'done'
  | 'repeat'
  | 'take-over'
  | 'choose-up'
  | 'choose-down'
  | 'propose-all'
  | 'undo'
  | 'line-up'
  | 'line-down'
  | 'page-up'
  | 'page-down'
  | 'top'
  | 'bottom'
  | 'left'
  | 'right'
  | 'step-before'
  | 'step-after'
  | 'follow-run'
  | 'commands'
  | 'debts'
  | 'log'
  | 'findings'
  | 'wrap'
  | 'search'
  | 'search-next'
  | 'search-before'
  | 'go-to'
  | 'language'
  | 'help'
  | 'leave'
  | 'leave-running'
  | 'interrupt-job'
  | 'close'
  | 'suspend';

/** Where a key works. */
export type Where =
  | 'walk'
  | 'gate'
  | 'danger'
  | 'questions'
  | 'failed'
  | 'blocked'
  | 'unknown'
  | 'lock'
  | 'scroll'
  | 'log'
  | 'leaving';

/** One key and what it does; the footer and the help are made from these. */
export interface Binding {
  readonly where: readonly Where[];
  /** As shown: `Enter`, `j`, `Ctrl-C`. */
  readonly show: string;
  readonly on: readonly (KeyName | string)[];
  readonly action: Action;
  readonly does: Text;
  /** Shown in the footer; the others only in the help. Lower comes first. */
  readonly footer: number | null;
}

const b = (
  where: readonly Where[],
  show: string,
  on: readonly string[],
  action: Action,
  does: Text,
  footer: number | null = null,
): Binding => ({ where, show, on, action, does, footer });

const ALL: readonly Where[] = ['walk', 'gate', 'questions', 'failed', 'blocked', 'unknown', 'lock'];

/** The one table of keys. A key named in it twice for one place is a fault that a test finds. */
export const BINDINGS: readonly Binding[] = [
  b(['gate'], 'Enter', ['enter'], 'pass', text('go on', '继续'), 0),
  b(['danger'], 'Enter', ['enter'], 'pass', text('go on with the name typed', '输入集群名后继续'), 0),
  b(['questions'], 'Enter', ['enter'], 'take', text('take it', '选定'), 0),
  b(['questions'], 'a', ['a'], 'propose-all', text('take all that is proposed', '采用全部建议'), 2),
  b(['questions'], 'u', ['u'], 'undo', text('undo', '撤销'), 3),
  b(['failed'], 'Enter', ['enter'], 'again', text('go on as shown', '按所示继续'), 0),
  b(['failed'], 'd', ['d'], 'settle', text('settle what is owed', '还原所欠项'), 1),
  b(['blocked'], 'Enter', ['enter'], 'recheck', text('look again', '重新检查'), 0),
  b(['unknown'], 'y', ['y'], 'done', text('it was done', '已经完成'), 0),
  b(['unknown'], 'r', ['r'], 'repeat', text('do it', '执行它'), 1),
  b(['lock'], 't', ['t'], 'take-over', text('take it over', '接管'), 0),
  b(['gate', 'questions', 'failed', 'blocked'], 's', ['s'], 'skip', text('skip with a reason', '说明理由并跳过'), 4),
  b(['questions', 'lock'], '↑ k', ['up', 'k'], 'choose-up', text('up', '上移')),
  b(['questions', 'lock'], '↓ j', ['down', 'j'], 'choose-down', text('down', '下移'), 1),
  b(
    ['walk', 'gate', 'failed', 'blocked', 'unknown', 'scroll', 'log'],
    '↑ k',
    ['up', 'k'],
    'line-up',
    text('a line up', '上一行'),
  ),
  b(
    ['walk', 'gate', 'failed', 'blocked', 'unknown', 'scroll', 'log'],
    '↓ j',
    ['down', 'j'],
    'line-down',
    text('a line down', '下一行'),
  ),
  b([...ALL, 'scroll', 'log'], 'PgUp', ['page-up'], 'page-up', text('a page up', '上一页')),
  b([...ALL, 'scroll', 'log'], 'PgDn', ['page-down', ' '], 'page-down', text('a page down', '下一页')),
  b([...ALL, 'scroll', 'log'], 'g', ['g', 'home'], 'top', text('to the beginning', '到开头')),
  b([...ALL, 'scroll', 'log'], 'G', ['G', 'end'], 'bottom', text('to the end', '到结尾')),
  b(['log'], '← h', ['left', 'h'], 'left', text('to the left', '向左')),
  b(['log'], '→ l', ['right', 'l'], 'right', text('to the right', '向右')),
  b(['log'], 'w', ['w'], 'wrap', text('wrap lines', '折行'), 3),
  b(['log', 'scroll'], '/', ['/'], 'search', text('search', '查找'), 2),
  b(['log', 'scroll'], 'n', ['n'], 'search-next', text('next hit', '下一个')),
  b(['log', 'scroll'], 'N', ['N'], 'search-before', text('hit before', '上一个')),
  b(ALL, '[', ['['], 'step-before', text('look at the step before', '查看上一步')),
  b(ALL, ']', [']'], 'step-after', text('look at the step after', '查看下一步')),
  b(ALL, '.', ['.'], 'follow-run', text('back to the step at work', '回到当前步骤')),
  b(ALL, 'v', ['v'], 'commands', text('commands', '命令'), 5),
  b(['danger'], 'Tab', ['tab'], 'commands', text('commands', '命令'), 2),
  b(ALL, 'f', ['f'], 'findings', text('checks', '检查'), 8),
  b(ALL, 'l', ['l'], 'log', text('log', '日志'), 6),
  b(['walk', 'gate', 'questions', 'blocked', 'unknown', 'lock'], 'd', ['d'], 'debts', text('debts', '待还原'), 7),
  b(ALL, ':', [':'], 'go-to', text('go to', '跳转'), 9),
  b([...ALL, 'scroll', 'log'], 'L', ['L'], 'language', text('中文', 'English'), 10),
  b([...ALL, 'scroll', 'log', 'danger'], '?', ['?'], 'help', text('help', '帮助'), 11),
  b([...ALL], 'q', ['q'], 'leave', text('leave', '离开'), 12),
  b(['danger'], 'Esc', ['escape'], 'leave', text('not now', '暂不'), 1),
  b(['scroll', 'log'], 'Esc', ['escape', 'q'], 'close', text('back', '返回'), 0),
  b(['leaving'], 'b', ['b'], 'leave-running', text('leave; what runs goes on', '离开；正在运行的继续'), 0),
  b(['leaving'], 'i', ['i'], 'interrupt-job', text('stop it as Ctrl-C would', '像 Ctrl-C 一样停止'), 1),
  b(['leaving'], 'Esc', ['escape'], 'close', text('stay', '留下'), 2),
];

/** The keys that work here and now; what lies over the step has the keys first. */
export function whereAmI({ request }: Pick<Shown, 'request'>, { overlay }: UiState): Where {
  if (overlay) return overlay.kind === 'log' ? 'log' : overlay.kind === 'leaving' ? 'leaving' : 'scroll';
  if (!request) return 'walk';
  if (request.kind === 'gate') return request.strength === 'danger' ? 'danger' : 'gate';
  return request.kind;
}

/** What a key means in a place; null: nothing. */
export function actionOf(key: Key, where: Where): Action | null {
  if (key.ctrl && key.char === 'c') return 'leave';
  if (key.ctrl && key.char === 'z') return 'suspend';
  if (key.ctrl) return null;
  const name = key.name === 'char' ? key.char : key.name;
  return BINDINGS.find((binding) => binding.where.includes(where) && binding.on.includes(name))?.action ?? null;
}

/** Bindings of a place in the order of the footer. */
export function footerBindings(where: Where): readonly Binding[] {
  return BINDINGS.filter((binding) => binding.where.includes(where) && binding.footer !== null).toSorted(
    (a, z) => (a.footer ?? 0) - (z.footer ?? 0),
  );
}
