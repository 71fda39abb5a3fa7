import { STAND_INS } from '../../src/practice/control/commands/registry.ts';
import { err, type Machine, type Output, resolvePath } from '../../src/practice/control/machine.ts';
import type { MemoryFiles } from './memory-files.ts';

/** A machine in memory, and what its programs need beside the stand-ins' own surroundings. */
export type MemoryMachine = Machine & { readonly files: MemoryFiles };

/** Runs one command: a stand-in, one of the few system tools that belay uses, or a script or binary of a host. */
export async function* runProgram(machine: MemoryMachine, name: string): AsyncGenerator<Output, number> {
  if (name === 'sudo') return yield* runProgram({ ...machine, argv: machine.argv.slice(1) }, machine.argv[0] ?? '');
  const tool = TOOLS[name];
  if (tool) {
    const ended = await tool(machine);
    if (ended.out !== undefined) yield { to: 'out', text: ended.out };
    if (ended.err !== undefined) yield err(ended.err);
    return ended.exit;
  }
  const program = STAND_INS[name];
  if (program) return yield* program(machine);
  const path = name.includes('/') ? resolvePath(machine.cwd, name) : name;
  const file = machine.files.all.get(path);
  if (!file) {
    yield err(`sh: 1: ${name}: not found`);
    return 127;
  }
  if ((file.mode & 0o100) === 0) {
    yield err(`sh: 1: ${name}: Permission denied`);
    return 126;
  }
  for (const line of file.content.split('\n')) {
    if (line === '' || line.startsWith('#') || line === 'set -e') continue;
    const words = line
      .replace(/^exec /, '')
      .split(' ')
      .flatMap((word) => (word === '"$@"' ? machine.argv : [word]));
    const exit = yield* runProgram({ ...machine, argv: words.slice(1) }, words[0] ?? '');
    if (exit !== 0 || line.startsWith('exec ')) return exit;
  }
  return 0;
}

/** What a small tool did. */
interface Ended {
  readonly exit: number;
  readonly out?: string;
  readonly err?: string;
}

const DONE: Ended = { exit: 0 };

const TOOLS: Readonly<Record<string, (machine: MemoryMachine) => Promise<Ended>>> = {
  mv: async (machine) => {
    const { flags, paths } = readWords(machine);
    const [from = '', to = ''] = paths;
    if (!present(machine, from)) return { exit: 1, err: `mv: cannot stat '${from}': No such file or directory` };
    if (flags.includes('n') && present(machine, to)) return DONE;
    await machine.files.copy(from, to);
    await machine.files.remove(from);
    return DONE;
  },
  cp: async (machine) => {
    const { flags, paths } = readWords(machine);
    return copied(machine, paths, flags.includes('n'));
  },
  scp: async (machine) => {
    const paths = readWords(machine).paths.map((path) => path.replace(/^(?:\w+@)?[\d.]+:/, ''));
    return copied(machine, paths, false);
  },
  rm: async (machine) => {
    for (const path of readWords(machine).paths) await machine.files.remove(path);
    return DONE;
  },
  mkdir: async (machine) => {
    for (const path of readWords(machine).paths) await machine.files.makeDirectory(path);
    return DONE;
  },
  cat: async (machine) => {
    let printed = '';
    for (const path of readWords(machine).paths) {
      const content = await machine.files.read(path);
      if (content === null) return { exit: 1, err: `cat: ${path}: No such file or directory` };
      printed += content;
    }
    return { exit: 0, out: printed };
  },
  test: async (machine) => ({ exit: present(machine, machine.argv.at(-1) ?? '') ? 0 : 1 }),
};

async function copied(machine: MemoryMachine, [from = '', to = '']: readonly string[], keep: boolean): Promise<Ended> {
  if (!present(machine, from)) return { exit: 1, err: `cp: cannot stat '${from}': No such file or directory` };
  if (!keep || !present(machine, to)) await machine.files.copy(from, to);
  return DONE;
}

function present(machine: MemoryMachine, path: string): boolean {
  return machine.files.all.has(path) || machine.files.entries(path) !== null;
}

/** Flags of one letter, and paths made absolute; `-o VALUE` and `-P VALUE` are scp's. */
function readWords(machine: MemoryMachine) {
  const paths: string[] = [];
  let flags = '';
  for (let index = 0; index < machine.argv.length; index += 1) {
    const word = machine.argv[index] ?? '';
    if (word === '-o' || word === '-P') index += 1;
    else if (word.startsWith('-')) flags += word.slice(1);
    else paths.push(/^[\w.@]+:/.test(word) ? word : resolvePath(machine.cwd, word));
  }
  return { flags, paths };
}
