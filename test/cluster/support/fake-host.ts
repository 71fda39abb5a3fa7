import { createHash } from 'node:crypto';
import { OperatorError } from '../../../src/base/errors.ts';
import { text } from '../../../src/base/text.ts';
import type { CommandResult, DirectoryEntry, Host, RunOptions } from '../../../src/cluster/ports/host.ts';

/** What a command of a fake host says; undefined: there is no such command. */
export type Commands = (argv: readonly string[], cwd: string | undefined) => Partial<CommandResult> | undefined;

export const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

/** A machine in memory: files, and commands as a function. */
export class FakeHost implements Host {
  readonly name: string;
  readonly files: Map<string, string>;
  readonly ran: (readonly string[])[] = [];
  commands: Commands;
  free = 100 * 1024 ** 3;

  constructor(name: string, files: Iterable<readonly [string, string]> = [], commands: Commands = () => undefined) {
    this.name = name;
    this.files = new Map(files);
    this.commands = commands;
  }

  async run(argv: readonly string[], options: RunOptions = {}): Promise<CommandResult> {
    this.ran.push(argv);
    const said = argv[0] === 'cat' ? this.#cat(argv.slice(2), options.cwd ?? '') : this.commands(argv, options.cwd);
    const missing = { exit: 127, stderr: `${argv[0]}: not found` };
    return { exit: 0, signal: null, stdout: '', stderr: '', ...(said ?? missing) };
  }

  /** `cat -- PATH …`, relative to its directory. */
  #cat(paths: readonly string[], cwd: string): Partial<CommandResult> {
    const contents = paths.map((path) => this.files.get(`${cwd}/${path}`));
    return contents.includes(undefined) ? { exit: 1, stderr: 'cat: no such file' } : { stdout: contents.join('') };
  }

  async readFile(path: string): Promise<string | null> {
    return this.files.get(path) ?? null;
  }

  async writeFile(path: string, content: string): Promise<void> {
    this.files.set(path, content);
  }

  async removeFile(path: string): Promise<void> {
    this.files.delete(path);
  }

  async list(path: string): Promise<readonly DirectoryEntry[] | null> {
    const below = [...this.files].filter(([file]) => file.startsWith(`${path}/`));
    if (below.length === 0) return null;
    const entries = new Map<string, DirectoryEntry>();
    for (const [file, content] of below) {
      const [name = '', ...deeper] = file.slice(path.length + 1).split('/');
      entries.set(name, {
        name,
        kind: deeper.length > 0 ? 'directory' : 'file',
        sizeBytes: Buffer.byteLength(content),
      });
    }
    return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async sha256(path: string): Promise<string | null> {
    const content = this.files.get(path);
    return content === undefined ? null : sha256(content);
  }

  async freeBytes(): Promise<number> {
    return this.free;
  }
}

/** A host that nobody reaches. */
export function unreachable(name: string): Host {
  const refuse = async (): Promise<never> => {
    throw new OperatorError({
      code: 'unreachable',
      kind: 'failed',
      what: text(`${name} cannot be reached`, `无法连接 ${name}`),
      why: text('refused', '拒绝'),
      next: [],
    });
  };
  return {
    name,
    run: refuse,
    readFile: refuse,
    writeFile: refuse,
    removeFile: refuse,
    list: refuse,
    sha256: refuse,
    freeBytes: refuse,
  };
}

/** git over trees in memory: `rev-parse --verify --quiet X^{commit}`, `ls-tree -r -l -z X` and `show X:path …`, by its directory. */
export function fakeGit(repositories: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, string>>>): Commands {
  return ([program, verb, ...words], cwd = '') => {
    if (program !== 'git') return undefined;
    const revisions = repositories.get(cwd);
    const last = words.at(-1) ?? '';
    if (verb === 'rev-parse') {
      const files = revisions?.get(last.replace('^{commit}', ''));
      return files ? { stdout: `${sha256([...files].join()).slice(0, 40)}\n` } : { exit: revisions ? 1 : 128 };
    }
    if (verb === 'ls-tree') {
      const files = revisions?.get(last);
      const entries = [...(files ?? [])].map(
        ([path, content]) => `100644 blob ${sha256(content).slice(0, 40)} ${Buffer.byteLength(content)}\t${path}\0`,
      );
      return files ? { stdout: entries.join('') } : { exit: 128 };
    }
    if (verb === 'show') {
      const contents = words.map((word) => {
        const [revision = '', path = ''] = word.split(':');
        return revisions?.get(revision)?.get(path);
      });
      if (contents.includes(undefined)) return { exit: 128, stderr: 'fatal: path does not exist' };
      return { stdout: contents.join('') };
    }
    return { exit: 1 };
  };
}
