import { Tags } from './hosts.ts';

/** The command line of ansible-playbook. */
export interface PlaybookArguments {
  readonly playbooks: readonly string[];
  readonly inventory: string | null;
  readonly limit: readonly string[] | null;
  readonly tags: Tags;
  readonly extra: Readonly<Record<string, string>>;
  readonly only: 'run' | 'list-hosts' | 'list-tasks' | 'syntax-check' | 'version';
}

const WITH_VALUE: Readonly<Record<string, 'limit' | 'tags' | 'skip' | 'inventory' | 'extra' | 'ignored'>> = {
  '-l': 'limit',
  '--limit': 'limit',
  '-t': 'tags',
  '--tags': 'tags',
  '--skip-tags': 'skip',
  '-i': 'inventory',
  '--inventory': 'inventory',
  '-e': 'extra',
  '--extra-vars': 'extra',
  '-f': 'ignored',
  '--forks': 'ignored',
  '-u': 'ignored',
  '--user': 'ignored',
};

const ACTIONS: Readonly<Record<string, PlaybookArguments['only']>> = {
  '--list-hosts': 'list-hosts',
  '--list-tasks': 'list-tasks',
  '--syntax-check': 'syntax-check',
  '--version': 'version',
};

/** Reads the words behind `ansible-playbook`. @returns the message of a usage error, or the arguments. */
export function readArguments(argv: readonly string[]): PlaybookArguments | string {
  const values: Record<'limit' | 'tags' | 'skip' | 'inventory' | 'extra' | 'ignored', string[]> = {
    limit: [],
    tags: [],
    skip: [],
    inventory: [],
    extra: [],
    ignored: [],
  };
  const playbooks: string[] = [];
  let only: PlaybookArguments['only'] = 'run';
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    const [, long, attached] = /^(--[^=]+)=(.*)$/s.exec(word) ?? [];
    const kind = WITH_VALUE[long ?? word];
    if (kind) {
      const value = attached ?? argv[++index];
      if (value === undefined) return `${word} option requires an argument`;
      values[kind].push(value);
    } else if (ACTIONS[word]) only = ACTIONS[word];
    else if (/^-(v+|b|-become|D|-diff|-verbose)$/.test(word)) continue;
    else if (word.startsWith('-')) return `no such option: ${word}`;
    else playbooks.push(word);
  }
  const list = (kind: 'limit' | 'tags' | 'skip') =>
    values[kind].length === 0 ? null : values[kind].flatMap((value) => value.split(/[,:]/)).filter((v) => v !== '');
  return {
    playbooks,
    inventory: values.inventory.at(-1) ?? null,
    limit: list('limit'),
    tags: new Tags(list('tags'), list('skip') ?? []),
    extra: Object.fromEntries(values.extra.flatMap((text) => text.split(/\s+/)).map(assignment)),
    only,
  };
}

function assignment(text: string): readonly [string, string] {
  const [, name = text, value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  return [name, value];
}
