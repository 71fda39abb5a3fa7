import { type Text, text } from '../../base/text.ts';
import { type Problem, type SourceLine, splitLines } from '../source.ts';
import { expandHostPattern } from './host-pattern.ts';
import { type CommentedVar, familyOf, type HostLine, Inventory, type InventoryVar, type Section } from './inventory.ts';
import { readPythonValue } from './python-literal.ts';
import { splitShellWords } from './shell-words.ts';

/**
 * Reads an Ansible INI inventory by the rules of Ansible's own reader (lib/ansible/plugins/inventory/ini.py).
 * @returns the inventory, or all that Ansible would refuse.
 */
export function parseInventory(
  source: string,
): { readonly inventory: Inventory } | { readonly problems: readonly Problem[] } {
  const gathered = new Gathered(source);
  for (const line of splitLines(source)) gathered.take(line);
  gathered.finish();
  return gathered.problems.length > 0 ? { problems: gathered.problems } : { inventory: gathered.inventory() };
}

const SECTION = /^\[([^:\]\s]+)(?::(\w+))?\]\s*(?:#.*)?$/;
const GROUP_NAME = /^([^:\]\s]+)\s*(?:#.*)?$/;
const COMMENTED_VAR = /^\s*[#;]+\s*([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/;

type OpenSection = { group: string; kind: Section['kind']; header: SourceLine | null; lines: SourceLine[] };

class Gathered {
  readonly problems: Problem[] = [];
  readonly #source: string;
  readonly #sections: OpenSection[] = [{ group: 'ungrouped', kind: 'hosts', header: null, lines: [] }];
  readonly #hostLines: HostLine[] = [];
  readonly #groupVars = new Map<string, InventoryVar[]>();
  readonly #children = new Map<string, string[]>();
  readonly #childLines: { group: string; child: string; line: SourceLine }[] = [];
  readonly #commented: CommentedVar[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  take(line: SourceLine): void {
    const trimmed = line.text.trim();
    const section = SECTION.exec(trimmed);
    if (section) {
      this.#openSection(line, section[1] as string, section[2] ?? 'hosts');
      return;
    }
    const open = this.#sections.at(-1) as OpenSection;
    open.lines.push(line);
    if (trimmed === '') return;
    if (trimmed.startsWith('#') || trimmed.startsWith(';')) {
      const match = COMMENTED_VAR.exec(line.text);
      if (match && open.kind === 'vars') {
        this.#commented.push({ group: open.group, name: match[1] as string, source: match[2] as string, line });
      }
    } else if (trimmed.startsWith('[') && trimmed.endsWith(']')) {
      this.#refuse(line, text(`invalid section header: ${trimmed}`, `无效的分组标题：${trimmed}`));
    } else if (open.kind === 'hosts') {
      this.#takeHost(open.group, line);
    } else if (open.kind === 'vars') {
      this.#takeVar(open.group, line);
    } else {
      this.#takeChild(open.group, line);
    }
  }

  finish(): void {
    const declared = new Set(['all', 'ungrouped']);
    for (const section of this.#sections) if (section.kind !== 'vars') declared.add(section.group);
    for (const section of this.#sections) {
      if (section.kind === 'vars' && section.header && !declared.has(section.group)) {
        this.#refuse(
          section.header,
          text(`[${section.group}:vars] is for a group that is not there`, `[${section.group}:vars] 对应的分组不存在`),
        );
      }
    }
    for (const { group, child, line } of this.#childLines) {
      if (familyOf(child, this.#children).has(group)) {
        this.#refuse(line, text(`${child} holds ${group} itself`, `${child} 本身包含 ${group}`));
      } else if (!declared.has(child)) {
        this.#refuse(line, text(`the child group ${child} is not there`, `子分组 ${child} 不存在`));
      }
    }
  }

  inventory(): Inventory {
    return new Inventory({
      source: this.#source,
      sections: this.#sections,
      hostLines: this.#hostLines,
      groupVars: this.#groupVars,
      children: this.#children,
      commented: this.#commented,
    });
  }

  #openSection(line: SourceLine, group: string, kind: string): void {
    if (kind !== 'hosts' && kind !== 'children' && kind !== 'vars') {
      this.#refuse(line, text(`unknown kind of section: [${group}:${kind}]`, `未知的分组类型：[${group}:${kind}]`));
    }
    this.#sections.push({
      group,
      kind: kind === 'children' || kind === 'vars' ? kind : 'hosts',
      header: line,
      lines: [],
    });
  }

  #takeHost(group: string, line: SourceLine): void {
    const split = splitShellWords(line.text, line.start);
    if ('open' in split) {
      const what =
        split.open === 'quote'
          ? text('a quote is not closed', '引号没有闭合')
          : text('nothing follows "\\"', '“\\”之后没有字符');
      this.#refuse(line, what, split.at - line.start);
      return;
    }
    const [first, ...rest] = split.words;
    const pattern = expandHostPattern(first?.value ?? '');
    if ('refused' in pattern) {
      this.#refuse(line, pattern.refused, (first?.start ?? line.start) - line.start);
      return;
    }
    const vars: InventoryVar[] = [];
    for (const word of rest) {
      if (word.equals === -1) {
        const what = text(`expected name=value, found ${word.value}`, `应为 name=value，实为 ${word.value}`);
        this.#refuse(line, what, word.start - line.start);
        continue;
      }
      const equals = word.value.indexOf('=');
      vars.push({
        name: word.value.slice(0, equals),
        value: readPythonValue(word.value.slice(equals + 1)).value,
        source: this.#source.slice(word.equals + 1, word.end),
        span: { start: word.equals + 1, end: word.end },
        whole: { start: word.start, end: word.end },
        line: line.number,
      });
    }
    if (pattern.port !== null && first) vars.unshift(portVar(pattern.port, first.end, line.number));
    this.#hostLines.push({ group, pattern: first?.value ?? '', hosts: pattern.hosts, vars, line });
  }

  #takeVar(group: string, line: SourceLine): void {
    const equals = line.text.indexOf('=');
    if (equals === -1) {
      this.#refuse(line, text('expected name = value', '应为 name = value'));
      return;
    }
    const after = line.text.slice(equals + 1);
    const start = line.start + equals + 1 + (after.length - after.trimStart().length);
    const { value, length } = readPythonValue(after.trim());
    const span = { start, end: start + length };
    const list = this.#groupVars.get(group) ?? [];
    list.push({
      name: line.text.slice(0, equals).trim(),
      value,
      source: this.#source.slice(span.start, span.end),
      span,
      whole: { start: line.start, end: line.end },
      line: line.number,
    });
    this.#groupVars.set(group, list);
  }

  #takeChild(group: string, line: SourceLine): void {
    const child = GROUP_NAME.exec(line.text.trim())?.[1];
    if (child === undefined) {
      this.#refuse(
        line,
        text(`expected a group name, found ${line.text.trim()}`, `应为分组名，实为 ${line.text.trim()}`),
      );
      return;
    }
    this.#children.set(group, [...(this.#children.get(group) ?? []), child]);
    this.#childLines.push({ group, child, line });
  }

  #refuse(line: SourceLine, what: Text, column = line.text.length - line.text.trimStart().length): void {
    this.problems.push({ line: line.number, column: column + 1, what });
  }
}

/** `host:2222` is written as part of the pattern, but is a variable all the same. */
function portVar(port: string, patternEnd: number, line: number): InventoryVar {
  const span = { start: patternEnd - port.length, end: patternEnd };
  return { name: 'ansible_port', value: port, source: port, span, whole: span, line };
}
