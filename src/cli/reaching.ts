import { text } from '../base/text.ts';

/** What is said while a machine that may be far away has not answered yet. */
export const REACHING = text('Reaching the control machine.', '正在连接中控机。');
