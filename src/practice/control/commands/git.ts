import { baseName, err, type Machine, type Output, out, resolvePath } from '../machine.ts';
import { type Commit, commitOf, findRepository, type Repository, readRepository, STORE } from './git-store.ts';

const FATAL = 128;

/**
 * The stand-in for `git`, over plain files: clone -b, show, rev-parse, describe, tag, status, diff --name-only, ls-tree,
 * ls-remote and log -1, with git's own messages. Machines without git can practise, too.
 */
export async function* git(machine: Machine): AsyncGenerator<Output, number> {
  const { cwd, verb, words, flags } = readWords(machine);
  if (verb === 'version' || flags.includes('--version')) {
    yield out('git version 1.8.3.1');
    return 0;
  }
  if (verb === 'clone') return yield* clone({ ...machine, cwd }, words, flags);
  if (verb === 'ls-remote') return yield* lsRemote(machine, resolvePath(cwd, words[0] ?? '.'));
  const found = await findRepository(machine.files, cwd);
  if (!found) return yield* fatal('Not a git repository (or any of the parent directories): .git');
  const { repository, root } = found;
  switch (verb) {
    case 'show':
      return yield* show(repository, words[0] ?? 'HEAD');
    case 'rev-parse':
      return yield* revParse(found, words, flags);
    case 'describe':
      return yield* describe(repository, words[0] ?? 'HEAD', flags);
    case 'tag':
      for (const tag of repository.commits.flatMap((commit) => commit.tags).sort()) yield out(tag);
      return 0;
    case 'status':
    case 'diff':
      for (const path of await changed(machine, root, repository)) yield out(verb === 'status' ? ` M ${path}` : path);
      return 0;
    case 'ls-tree':
    case 'ls-files':
      for (const path of Object.keys(commitOf(repository, words[0] ?? 'HEAD')?.files ?? {}).sort()) yield out(path);
      return 0;
    case 'log':
      yield out(repository.head);
      return 0;
    case 'remote':
    case 'config':
      if (repository.origin === null) return 1;
      yield out(repository.origin);
      return 0;
    default:
      yield err(`git: '${verb}' is not a git command. See 'git --help'.`);
      return 1;
  }
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
  const source = resolvePath(machine.cwd, from.replace(/^file:\/\//, ''));
  const target = resolvePath(machine.cwd, into ?? baseName(from).replace(/\.git$/, ''));
  const remote = await readRepository(machine.files, source);
  if (!remote) return yield* fatal(`repository '${from}' does not exist`);
  const there = await machine.files.list(target);
  if (there !== null && there.length > 0) {
    return yield* fatal(`destination path '${into ?? target}' already exists and is not an empty directory.`);
  }
  if (!flags.includes('-q') && !flags.includes('--quiet')) yield err(`Cloning into '${into ?? baseName(target)}'...`);
  const branch = flags.map((flag) => /^(?:-b |--branch[ =])(.*)$/.exec(flag)?.[1]).find((name) => name !== undefined);
  const commit = commitOf(remote, branch ?? 'HEAD');
  if (!commit) {
    yield err(`warning: Could not find remote branch ${branch} to clone.`);
    return yield* fatal(`Remote branch ${branch} not found in upstream origin`);
  }
  await machine.time.sleep(2_000);
  for (const [path, content] of Object.entries(commit.files)) {
    await machine.files.write(`${target}/${path}`, content, path.endsWith('.sh') ? 0o755 : 0o644);
  }
  const repository: Repository = { head: commit.id, origin: from, commits: remote.commits };
  await machine.files.write(`${target}/.git/${STORE}`, JSON.stringify(repository));
  if (branch !== undefined) yield err(`Note: checking out '${commit.id}'.`);
  return 0;
}

async function* lsRemote(machine: Machine, path: string): AsyncGenerator<Output, number> {
  const remote = await readRepository(machine.files, path);
  if (!remote) return yield* fatal(`'${path}' does not appear to be a git repository`);
  for (const commit of remote.commits) for (const tag of commit.tags) yield out(`${commit.id}\trefs/tags/${tag}`);
  return 0;
}

function* show(repository: Repository, what: string): Generator<Output, number> {
  const [revision = '', path] = what.split(':', 2);
  const commit = commitOf(repository, revision);
  if (!commit) return yield* fatal(`Invalid object name '${revision}'.`);
  if (path === undefined) {
    yield out(`commit ${commit.id}`);
    return 0;
  }
  const content = commit.files[path.replace(/^\.\//, '')];
  if (content === undefined) return yield* fatal(`Path '${path}' does not exist in '${revision}'`);
  yield { to: 'out', text: content };
  return 0;
}

function* revParse(
  found: { readonly root: string; readonly repository: Repository },
  words: readonly string[],
  flags: readonly string[],
): Generator<Output, number> {
  if (flags.includes('--show-toplevel')) yield out(found.root);
  if (flags.includes('--is-inside-work-tree')) yield out('true');
  for (const word of words) {
    const commit = commitOf(found.repository, word);
    if (!commit && (flags.includes('--quiet') || flags.includes('-q'))) return 1;
    if (!commit) return yield* fatal('Needed a single revision');
    yield out(flags.includes('--abbrev-ref') ? 'HEAD' : commit.id);
  }
  return 0;
}

function* describe(repository: Repository, revision: string, flags: readonly string[]): Generator<Output, number> {
  const commit: Commit | null = commitOf(repository, revision);
  const tag = commit?.tags[0];
  if (tag === undefined && flags.includes('--always')) yield out((commit?.id ?? repository.head).slice(0, 7));
  else if (tag === undefined) return yield* fatal('No names found, cannot describe anything.');
  else yield out(tag);
  return 0;
}

async function changed(machine: Machine, root: string, repository: Repository): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const [path, content] of Object.entries(commitOf(repository, 'HEAD')?.files ?? {})) {
    if ((await machine.files.read(`${root}/${path}`)) !== content) paths.push(path);
  }
  return paths.sort();
}
