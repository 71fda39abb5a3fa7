import { type Text, text } from '../base/text.ts';

/** What is said while a machine that may be far away has not answered yet. */
export const REACHING = text('Reaching the control machine.', '正在连接中控机。');

/** What is said in lines when the connection to `where` goes and when it comes back. */
export function connectionWords(where: string): Readonly<Record<'up' | 'lost', Text>> {
  return {
    lost: text(
      `The connection to ${where} is lost; it is being brought back. Jobs go on there.`,
      `与 ${where} 的连接断开，正在重连。那里的任务继续运行。`,
    ),
    up: text(`The connection to ${where} is back.`, `与 ${where} 的连接已恢复。`),
  };
}
