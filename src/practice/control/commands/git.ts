import { createHash } from 'node:crypto';
import { baseName, err, type Machine, type Output, out, resolvePath } from '../machine.ts';
import {
  commitOf,
  fileAt,
  findRepository,
  pathsOf,
  type Repository,
  readRepository,
  STORE,
  tagsOf,
} from './git-store.ts';

const FATAL = 128;

/**
 * The stand-in for `git`, over plain files: clone -b, show, rev-parse, describe, tag, status, diff --name-only, ls-tree,
 * ls-remote and log -1, with git's own messages. Machines without git can practise, too.
 */
export async function* git(given: Machine): AsyncGenerator<Output, number> {
  const { cwd, verb, words, flags } = readWords(given);
  const machine: Machine = { ...given, cwd };
  if (verb === 'version' || flags.includes('--version')) {
    yield out('git version 1.8.3.1');
    return 0;
  }
  if (verb === 'clone') return yield* clone(machine, words, flags);
  if (verb === 'ls-remote') return yield* lsRemote(machine, resolvePath(cwd, words[0] ?? '.'));
  const found = await findRepository(machine.files, cwd);
  if (!found) return yield* fatal('Not a git repository (or any of the parent directories): .git');
  const at: At = { ...found, machine };
  switch (verb) {
    case 'show':
      for (const object of words.length > 0 ? words : ['HEAD']) {
        const exit = yield* show(at, object);
        if (exit !== 0) return exit;
      }
      return 0;
    case 'rev-parse':
      return yield* revParse(at, words, flags);
    case 'describe':
      return yield* describe(at, words[0] ?? 'HEAD', flags);
    case 'tag':
      for (const [tag] of await tagsOf(machine.files, at.repository)) yield out(tag);
      return 0;
    case 'status':
    case 'diff':
      for (const path of await changed(at)) yield out(verb === 'status' ? ` M ${path}` : path);
      return 0;
    case 'ls-tree':
      return yield* lsTree(at, words[0] ?? 'HEAD', flags);
    case 'log':
      yield out(at.repository.head);
      return 0;
    case 'remote':
    case 'config':
      if (at.repository.origin === null) return 1;
      yield out(at.repository.origin);
      return 0;
    default:
      yield err(`git: '${verb}' is not a git command. See 'git --help'.`);
      return 1;
  }
}

/** A repository, and the machine that looks at it. */
interface At {
  readonly machine: Machine;
  readonly root: string;
  readonly repository: Repository;
}

function readWords(machine: Machine) {
  const rest = [...machine.argv];
  let cwd = machine.cwd;
  while (rest[0] === '-C' || rest[0] === '-c') {
    const [option, value = ''] = rest.splice(0, 2);
    if (option === '-C') cwd = resolvePath(cwd, value);
  }
  const words: string[] = [];
  const flags: string[] = [];
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index] ?? '';
    if (['-b', '--branch', '--depth', '-c', '--origin'].includes(word)) flags.push(`${word} ${rest[++index] ?? ''}`);
    else if (word === '--') words.push(...rest.splice(index + 1));
    else if (word.startsWith('-')) flags.push(word);
    else words.push(word);
  }
  const [verb = '', ...more] = words;
  return { cwd, verb, words: more, flags };
}

function* fatal(message: string): Generator<Output, number> {
  yield err(`fatal: ${message}`);
  return FATAL;
}

async function* clone(
  machine: Machine,
  [from = '', into]: readonly string[],
  flags: readonly string[],
): AsyncGenerator<Output, number> {
  const { files, cwd, time } = machine;
  const source = resolvePath(cwd, from.replace(/^file:\/\//, ''));
  const target = resolvePath(cwd, into ?? baseName(from).replace(/\.git$/, ''));
  const remote = await readRepository(files, source);
  if (!remote) return yield* fatal(`repository '${from}' does not exist`);
  const there = await files.list(target);
  if (there !== null && there.length > 0) {
    return yield* fatal(`destination path '${into ?? target}' already exists and is not an empty directory.`);
  }
  if (!flags.includes('-q') && !flags.includes('--quiet')) yield err(`Cloning into '${into ?? baseName(target)}'...`);
  const branch = flags.map((flag) => /^(?:-b |--branch[ =])(.*)$/.exec(flag)?.[1]).find((name) => name !== undefined);
  const commit = await commitOf(files, remote, branch ?? 'HEAD');
  if (commit === null) {
    yield err(`warning: Could not find remote branch ${branch} to clone.`);
    return yield* fatal(`Remote branch ${branch} not found in upstream origin`);
  }
  await time.sleep(2_000);
  const store = `${target}/.git/${STORE}`;
  await files.copy(remote.store, store);
  for (const path of await pathsOf(files, remote, commit)) {
    const content = await fileAt(files, remote, commit, path);
    await files.write(`${target}/${path}`, content ?? '', path.endsWith('.sh') ? 0o755 : 0o644);
  }
  await files.write(`${store}/origin`, `${from}\n`);
  await files.write(`${store}/HEAD`, `${commit}\n`);
  if (branch !== undefined) yield err(`Note: checking out '${commit}'.`);
  return 0;
}

async function* lsRemote({ files }: Machine, path: string): AsyncGenerator<Output, number> {
  const remote = await readRepository(files, path);
  if (!remote) return yield* fatal(`'${path}' does not appear to be a git repository`);
  for (const [tag, commit] of await tagsOf(files, remote)) yield out(`${commit}\trefs/tags/${tag}`);
  return 0;
}

async function* show({ machine, repository }: At, what: string): AsyncGenerator<Output, number> {
  const [revision = '', path] = what.split(':', 2);
  const commit = await commitOf(machine.files, repository, revision);
  if (commit === null) return yield* fatal(`Invalid object name '${revision}'.`);
  if (path === undefined) {
    yield out(`commit ${commit}`);
    return 0;
  }
  const content = await fileAt(machine.files, repository, commit, path);
  if (content === null) return yield* fatal(`Path '${path}' does not exist in '${revision}'`);
  yield { to: 'out', text: content };
  return 0;
}

/** `ls-tree -r`, with -l for sizes, -z and --name-only: every file of a commit. */
async function* lsTree(
  { machine, repository }: At,
  revision: string,
  flags: readonly string[],
): AsyncGenerator<Output, number> {
  const { files } = machine;
  const commit = await commitOf(files, repository, revision);
  if (commit === null) return yield* fatal(`Not a valid object name ${revision}`);
  const end = flags.includes('-z') ? '\0' : '\n';
  for (const path of await pathsOf(files, repository, commit)) {
    const content = Buffer.from((await fileAt(files, repository, commit, path)) ?? '');
    const id = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
    const size = flags.includes('-l') ? ` ${String(content.length).padStart(7)}` : '';
    const about = flags.includes('--name-only') ? '' : `100644 blob ${id}${size}\t`;
    yield { to: 'out', text: `${about}${path}${end}` };
  }
  return 0;
}

async function* revParse(
  { machine, root, repository }: At,
  words: readonly string[],
  flags: readonly string[],
): AsyncGenerator<Output, number> {
  if (flags.includes('--show-toplevel')) yield out(root);
  if (flags.includes('--is-inside-work-tree')) yield out('true');
  for (const word of words) {
    const commit = await commitOf(machine.files, repository, word);
    if (commit === null && (flags.includes('--quiet') || flags.includes('-q'))) return 1;
    if (commit === null) return yield* fatal('Needed a single revision');
    yield out(flags.includes('--abbrev-ref') ? 'HEAD' : commit);
  }
  return 0;
}

async function* describe(
  { machine, repository }: At,
  revision: string,
  flags: readonly string[],
): AsyncGenerator<Output, number> {
  const commit = await commitOf(machine.files, repository, revision);
  const tag = (await tagsOf(machine.files, repository)).find(([, id]) => id === commit)?.[0];
  if (tag === undefined && flags.includes('--always')) yield out((commit ?? repository.head).slice(0, 7));
  else if (tag === undefined) return yield* fatal('No names found, cannot describe anything.');
  else yield out(tag);
  return 0;
}

async function changed({ machine, root, repository }: At): Promise<readonly string[]> {
  const { files } = machine;
  const paths: string[] = [];
  for (const path of await pathsOf(files, repository, repository.head)) {
    const committed = await fileAt(files, repository, repository.head, path);
    if ((await files.read(`${root}/${path}`)) !== committed) paths.push(path);
  }
  return paths;
}
