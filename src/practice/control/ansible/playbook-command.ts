import { baseName, directoryOf, err, Interrupted, type Machine, type Output, out, resolvePath } from '../machine.ts';
import { packageVersion } from '../packages.ts';
import { type PlaybookArguments, readArguments } from './arguments.ts';
import { EventLog } from './events.ts';
import { hostsOf, limitedHosts } from './hosts.ts';
import type { Play } from './play.ts';
import { playsOf } from './playbooks/registry.ts';
import { type PlaybookRun, runPlays } from './run-plays.ts';
import { readTree } from './tree.ts';
import { versionLines } from './version.ts';

/** What ansible returns: 1 for its own errors, 2 after failures, 4 for what cannot be parsed, 99 after Ctrl-C. */
const EXIT = { ok: 0, error: 1, interrupted: 99, terminated: 143 } as const;

/** The stand-in for `ansible-playbook`: what it prints and how it ends is ansible 2.7's. */
export async function* ansiblePlaybook(machine: Machine): AsyncGenerator<Output, number> {
  const given = readArguments(machine.argv);
  if (typeof given === 'string') {
    yield err(`Usage: ansible-playbook [options] playbook.yml [playbook2 ...]\n\nansible-playbook: error: ${given}`);
    return 2;
  }
  if (given.only === 'version') {
    yield* versionLines(machine, 'ansible-playbook');
    return EXIT.ok;
  }
  const path = resolvePath(machine.cwd, given.playbooks[0] ?? '');
  const source = given.playbooks.length === 0 ? null : await machine.files.read(path);
  if (source === null) {
    yield err(`ERROR! the playbook: ${given.playbooks[0] ?? ''} could not be found`);
    return EXIT.error;
  }
  const dir = directoryOf(path);
  const inventory = given.inventory === null ? 'inventory.ini' : resolvePath(machine.cwd, given.inventory);
  const tree = await readTree(machine.files, { dir, inventory, extra: given.extra });
  if (typeof tree === 'string') {
    yield err(` [WARNING]: ${tree}`);
    yield err('ERROR! No inventory was parsed');
    return EXIT.error;
  }
  if (given.limit !== null && limitedHosts(tree, given.limit).size === 0) {
    yield err('ERROR! Specified hosts and/or --limit does not match any hosts');
    return EXIT.error;
  }
  const since3 = (await machine.files.read(`${dir}/excessive_rolling_update.yml`)) !== null;
  const plays = playsOf(baseName(path), since3);
  if (plays === null) {
    yield err(`ERROR! the practice has no playbook ${baseName(path)}`);
    return EXIT.error;
  }
  const selection = { limit: given.limit, tags: given.tags };
  const events = new EventLog(machine);
  const run: PlaybookRun = { machine, tree, playbook: baseName(path), selection, events };
  if (given.only !== 'run') {
    yield* listed(run, plays, given.only);
    return EXIT.ok;
  }
  return yield* performed(run, plays, given);
}

async function* performed(
  run: PlaybookRun,
  plays: readonly Play[],
  given: PlaybookArguments,
): AsyncGenerator<Output, number> {
  const { machine, playbook, events } = run;
  const note = (kind: string, detail: { readonly [key: string]: string | number }) =>
    machine.cluster.apply({ type: 'noted', kind, detail: { playbook, ...detail }, actor: 'ansible-playbook' });
  note('playbook-began', { words: machine.argv.join(' '), limit: given.limit?.join(',') ?? '' });
  events.add({ event: 'start', playbook, ansible: (await packageVersion(machine, 'ansible')) ?? '' });
  try {
    const exit = yield* runPlays(run, plays);
    note('playbook-ended', { exit });
    return exit;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    await events.flush();
    note('playbook-ended', { signal: error.by });
    if (error.by === 'SIGTERM') return EXIT.terminated;
    yield err(' [ERROR]: User interrupted execution');
    return EXIT.interrupted;
  }
}

function* listed(run: PlaybookRun, plays: readonly Play[], only: PlaybookArguments['only']): Generator<Output> {
  yield out(`\nplaybook: ${run.playbook}`);
  if (only === 'syntax-check') return;
  for (const [index, play] of plays.entries()) {
    const pattern = play.hosts.join(',');
    yield out(`\n  play #${index + 1} (${pattern}): ${play.name ?? pattern}\tTAGS: [${play.tags.join(', ')}]`);
    if (only === 'list-tasks') {
      yield out('    tasks:');
      if (!run.selection.tags.chooses(play.tags)) continue;
      for (const task of play.tasks) yield out(`      ${task.task}\tTAGS: [${play.tags.join(', ')}]`);
      continue;
    }
    const hosts = hostsOf(play, run.tree, run.selection, new Map());
    yield out(`    pattern: [${play.hosts.map((one) => `u'${one}'`).join(', ')}]`);
    yield out(`    hosts (${hosts.length}):`);
    for (const host of hosts) yield out(`      ${host}`);
  }
}
