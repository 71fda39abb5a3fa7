import { type Text, text } from '../../base/text.ts';

/** The hosts that the first word of a host line names. */
export interface HostPattern {
  readonly hosts: readonly string[];
  /** `name:2222` sets ansible_port. */
  readonly port: string | null;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const RANGE = /\[([^\]]*:[^\]]*)\]/;
/** More hosts than any cluster has; a larger range is a slip of the pen. */
const MOST_HOSTS = 10_000;

/**
 * Expands a host pattern as Ansible does: `tikv[1:3]`, `tikv[01:12:2].rack[a:c]`, `name:2222`.
 * @returns the hosts in order, or why it is no pattern.
 */
export function expandHostPattern(pattern: string): HostPattern | { readonly refused: Text } {
  const portMatch = /^((?:[^:[\]]|\[[^\]]*\])+):(\d+)$/.exec(pattern);
  const names = portMatch?.[1] ?? pattern;
  if (names.endsWith(':')) {
    return { refused: text('a host name cannot end with ":"', '主机名不能以“:”结尾') };
  }
  const hosts = expandRanges(names);
  return 'refused' in hosts ? hosts : { hosts: hosts.names, port: portMatch?.[2] ?? null };
}

function expandRanges(name: string): { readonly names: readonly string[] } | { readonly refused: Text } {
  const match = RANGE.exec(name);
  if (!match) return { names: [name] };
  const items = rangeItems(match[1] as string);
  if ('refused' in items) return items;
  const rest = expandRanges(name.slice(match.index + match[0].length));
  if ('refused' in rest) return rest;
  const head = name.slice(0, match.index);
  if (items.items.length * rest.names.length > MOST_HOSTS) {
    return {
      refused: text(`"${name}" names more than ${MOST_HOSTS} hosts`, `“${name}”包含的主机超过 ${MOST_HOSTS} 台`),
    };
  }
  return { names: items.items.flatMap((item) => rest.names.map((tail) => head + item + tail)) };
}

function rangeItems(range: string): { readonly items: readonly string[] } | { readonly refused: Text } {
  const bounds = range.split(':');
  const [begin = '', end = '', step = '1'] = [bounds[0] || '0', bounds[1], bounds[2]];
  const refused = {
    refused: text(
      `"[${range}]" is no host range; a range is [begin:end] or [begin:end:step]`,
      `“[${range}]”不是主机范围；范围的写法是 [起:止] 或 [起:止:步长]`,
    ),
  };
  const by = Number(step);
  if (bounds.length > 3 || end === '' || !Number.isInteger(by) || by < 1) return refused;
  if (LETTERS.includes(begin) && LETTERS.includes(end) && begin.length === 1 && end.length === 1) {
    const letters = LETTERS.slice(LETTERS.indexOf(begin), LETTERS.indexOf(end) + 1);
    return letters === '' ? refused : { items: [...letters].filter((_letter, index) => index % by === 0) };
  }
  if (!/^\d+$/.test(begin) || !/^\d+$/.test(end)) return refused;
  const width = begin.length > 1 && begin.startsWith('0') ? begin.length : 0;
  if (width > 0 && end.length !== width) return refused;
  const count = Math.floor((Number(end) - Number(begin)) / by) + 1;
  if (count > MOST_HOSTS) return refused;
  return {
    items: Array.from({ length: Math.max(0, count) }, (_none, index) =>
      String(Number(begin) + index * by).padStart(width, '0'),
    ),
  };
}
