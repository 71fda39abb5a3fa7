import { type Text, text } from '../../base/text.ts';
import type { Shown, UiState } from '../model.ts';
import { askedQuestion, typedAnswer } from '../panes/question.ts';
import { isMergeAsked } from '../views/merge/asked.ts';
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
  | 'take-yours'
  | 'take-new'
  | 'edit'
  | 'leave-field'
  | 'decision-before'
  | 'decision-after'
  | 'hunk-before'
  | 'hunk-after'
  | 'review'
  | 'look-at-lines'
  | 'back-to-list'
  | 'base'
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
  | 'confirm'
  | 'danger'
  | 'questions'
  /** The lines of a merge that waits for decisions. */
  | 'merge'
  /** The list of all its keys. */
  | 'merge-keys'
  /** A settled key of it, looked at in its file. */
  | 'merge-row'
  /** A field that is typed in. */
  | 'typing'
  /** Another step than the one at work is looked at. */
  | 'looking'
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

const MERGE: readonly Where[] = ['merge', 'merge-keys', 'merge-row'];
const ALL: readonly Where[] = [
  'walk',
  'looking',
  'gate',
  'confirm',
  'questions',
  ...MERGE,
  'failed',
  'blocked',
  'unknown',
  'lock',
];

/** The one table of keys. A key named in it twice for one place is a fault that a test finds. */
export const BINDINGS: readonly Binding[] = [
  b(['gate'], 'Enter', ['enter'], 'pass', text('go on', '继续'), 0),
  // Enter is struck by habit; this is not.
  b(['confirm'], 'y', ['y'], 'pass', text('yes, go on', '确认继续'), 0),
  b(['danger'], 'Enter', ['enter'], 'pass', text('go on with the name typed', '输入集群名后继续'), 0),
  b(['questions', 'merge', 'typing'], 'Enter', ['enter'], 'take', text('take it', '选定'), 0),
  b(['typing'], 'Esc', ['escape'], 'leave-field', text('leave the field', '离开输入框'), 1),
  b(['merge'], 'y', ['y'], 'take-yours', text('keep yours', '保留您的'), 1),
  b(['merge'], 'n', ['n'], 'take-new', text('take new', '采用新的'), 2),
  b(['questions', 'merge'], 'e', ['e'], 'edit', text('edit', '编辑'), 3),
  b(['questions', 'merge'], 'u', ['u'], 'undo', text('undo', '撤销'), 3),
  b(['questions', 'merge'], 'a', ['a'], 'propose-all', text('take all proposed', '采用全部建议'), 4),
  b(['merge'], 'r', ['r', 'tab'], 'review', text('review settled', '查看已处理'), 4),
  b(['merge'], 'J', ['J'], 'decision-after', text('next decision', '下一项决定'), 4),
  b(['merge'], 'K', ['K'], 'decision-before', text('decision before', '上一项决定')),
  b(['merge', 'merge-row'], 'b', ['b'], 'base', text('base', '原始版本'), 4),
  b(['merge', 'merge-row'], '}', ['}'], 'hunk-after', text('next difference', '下一处不同')),
  b(['merge', 'merge-row'], '{', ['{'], 'hunk-before', text('difference before', '上一处不同')),
  b(['merge-keys'], 'Enter', ['enter'], 'look-at-lines', text('its lines', '查看所在行'), 0),
  b(['merge-keys'], '/', ['/'], 'search', text('search', '查找'), 2),
  b(['merge-keys'], 'Esc', ['escape', 'tab', 'r'], 'review', text('back to what is asked', '回到待决定项'), 1),
  b(['merge-row'], 'Esc', ['escape', 'tab', 'r'], 'back-to-list', text('back to the list', '返回列表'), 0),
  b(['merge-row'], 'Enter', ['enter'], 'take', text('back to what is asked', '回到待决定项'), 1),
  b(['looking'], 'Esc', ['escape'], 'follow-run', text('back to the step at work', '回到当前步骤'), 0),
  b(['failed'], 'Enter', ['enter'], 'again', text('go on as shown', '按所示继续'), 0),
  b(['failed'], 'd', ['d'], 'settle', text('settle what is owed', '还原所欠项'), 1),
  b(['blocked'], 'Enter', ['enter'], 'recheck', text('look again', '重新检查'), 0),
  b(['unknown'], 'y', ['y'], 'done', text('it was done', '已经完成'), 0),
  b(['unknown'], 'r', ['r'], 'repeat', text('do it', '执行它'), 1),
  b(['lock'], 't', ['t'], 'take-over', text('take it over', '接管'), 0),
  b(
    ['gate', 'confirm', 'questions', 'merge', 'failed', 'blocked'],
    's',
    ['s'],
    'skip',
    text('skip with a reason', '说明理由并跳过'),
    5,
  ),
  b(['merge', 'typing'], '↑', ['up'], 'choose-up', text('answer above', '上一个选项')),
  b(['merge', 'typing'], '↓', ['down'], 'choose-down', text('answer below', '下一个选项'), 8),
  b(['merge'], 'k', ['k'], 'line-up', text('a line up', '上一行')),
  b(['merge'], 'j', ['j'], 'line-down', text('a line down', '下一行')),
  b(['questions', 'lock'], '↑ k', ['up', 'k'], 'choose-up', text('up', '上移')),
  b(['questions', 'lock'], '↓ j', ['down', 'j'], 'choose-down', text('down', '下移'), 1),
  b(
    ['walk', 'looking', 'gate', 'confirm', 'failed', 'blocked', 'unknown', 'merge-keys', 'merge-row', 'scroll', 'log'],
    '↑ k',
    ['up', 'k'],
    'line-up',
    text('a line up', '上一行'),
  ),
  b(
    ['walk', 'looking', 'gate', 'confirm', 'failed', 'blocked', 'unknown', 'merge-keys', 'merge-row', 'scroll', 'log'],
    '↓ j',
    ['down', 'j'],
    'line-down',
    text('a line down', '下一行'),
  ),
  b([...ALL, 'scroll', 'log'], 'PgUp', ['page-up'], 'page-up', text('a page up', '上一页')),
  b([...ALL, 'scroll', 'log'], 'PgDn', ['page-down', ' '], 'page-down', text('a page down', '下一页')),
  b([...ALL, 'scroll', 'log'], 'g', ['g', 'home'], 'top', text('to the beginning', '到开头')),
  b([...ALL, 'scroll', 'log'], 'G', ['G', 'end'], 'bottom', text('to the end', '到结尾')),
  b(['merge', 'merge-row'], '←', ['left'], 'left', text('to the left', '向左')),
  b(['merge', 'merge-row'], '→', ['right'], 'right', text('to the right', '向右'), 5),
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
  b(
    ['walk', 'looking', 'gate', 'confirm', 'questions', ...MERGE, 'blocked', 'unknown', 'lock'],
    'd',
    ['d'],
    'debts',
    text('debts', '待还原'),
    7,
  ),
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
export function whereAmI({ request }: Pick<Shown, 'request'>, ui: UiState): Where {
  const { overlay, looking, merge } = ui;
  if (overlay) return overlay.kind === 'log' ? 'log' : overlay.kind === 'leaving' ? 'leaving' : 'scroll';
  // What is not on the screen takes no key.
  if (looking !== null && !(request && 'step' in request && request.step.id === looking)) return 'looking';
  if (!request) return 'walk';
  if (request.kind === 'gate') return request.strength === 'continue' ? 'gate' : request.strength;
  if (request.kind !== 'questions') return request.kind;
  const isMerge = isMergeAsked({ request }, ui);
  if (isMerge && merge.mode === 'keys') return 'merge-keys';
  if (isMerge && merge.at !== null) return 'merge-row';
  if (typedAnswer(askedQuestion(request.questions, ui), ui)) return 'typing';
  return isMerge ? 'merge' : 'questions';
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
