import { text } from '../../base/text.ts';
import type { MergeFile, MergeFinding, MergeRow } from '../../engine/view.ts';
import { setHostVar } from '../../formats/inventory/edit.ts';
import type { Inventory } from '../../formats/inventory/inventory.ts';
import { parseInventory } from '../../formats/inventory/parse.ts';
import { groupVariables } from '../group-variables.ts';
import { readTopology } from '../read-topology.ts';
import { type Dialect, dialectOf, type ReadFile } from './dialect.ts';
import { baseUnknown, duplicates, unreadable } from './file-findings.ts';
import { findAll } from './findings/all.ts';
import type { MergedWhole } from './findings/context.ts';
import { answerTo, refusedAnswers } from './given-answers.ts';
import { hostRows, layOutHosts } from './inventory-layout.ts';
import { type KeysOutcome, mergeKeys, type ReadTree } from './merge-keys.ts';
import {
  answeredPort,
  proposeStatusPorts,
  type StatusPortProposal,
  statusPortQuestion,
  statusPortRow,
} from './status-ports.ts';
import { type Tuning, tunings } from './tuning.ts';
import { type MergeInput, type MergeResult, placeId, type Tree } from './types.ts';
import { mergeWholeFiles } from './whole-files.ts';

const INVENTORY = 'inventory.ini';

/**
 * Merges the operator's changes into the new release, key by key. Pure: reads the untouched new release, so that merging
 * again comes to the same. The merged tree has every file of the new release and the operator's own files.
 */
export function mergeTrees(input: MergeInput): MergeResult {
  const trees = { base: input.base && relevant(input.base), old: relevant(input.old), new: relevant(input.new) };
  const reader = new TreeReader();
  const base = trees.base && reader.read('base', trees.base);
  const old = reader.read('old', trees.old);
  const now = reader.read('new', trees.new);
  const inventories = readInventories(trees);
  const keys = mergeKeys({ base: base?.files ?? null, old: old.files, new: now.files, answers: input.answers });
  const unkeyed = [...trees.new.keys()].filter((path) => !now.files.has(path) && dialectOf(path) === null);
  const whole = mergeWholeFiles(trees, [...unkeyed, ...now.wholes], input.answers);

  const merged = new Map([...trees.new, ...whole.content]);
  if (inventories) merged.set(INVENTORY, layOutHosts(inventories));
  const tuned = tunings(input.answers);
  for (const { place, write } of [
    ...keys.writes,
    ...tuned.asked.map((item) => ({ place: item.place, write: { set: item.value } })),
  ]) {
    const before = merged.get(place.path);
    const dialect = dialectOf(place.path);
    if (before !== undefined && dialect && write !== 'nothing')
      merged.set(place.path, written(dialect, before, place.key, write));
  }
  const ports = settlePorts(merged, input);

  const rows = ordered([
    ...(inventories ? hostRows(inventories) : []),
    ...withTunings(keys, tuned.asked),
    ...whole.rows,
    ...ports.proposals.map((proposal) => statusPortRow(proposal, input.answers)),
  ]);
  const questions = [...ports.proposals.map(statusPortQuestion), ...keys.questions, ...whole.questions];
  const findings = [
    ...(base?.problems ?? []),
    ...old.problems,
    ...now.problems,
    ...(base ? [] : [baseUnknown()]),
    ...refusedAnswers(questions, input.answers),
    ...tuned.refused,
    ...duplicates(old.files),
    ...whole.findings,
    ...wholeFindings(merged, { rows, proposals: ports.open, files: reader.read('new', merged).files }),
  ];
  return {
    base: { found: input.base !== null, how: input.baseHow ?? HOW[input.base ? 'given' : 'missing'] },
    rows,
    findings,
    questions,
    undecided: questions.filter((question) => answerTo(question, input.answers) === null).map(({ id }) => id),
    tree: merged,
    files: filesOf(trees, merged),
  };
}

const HOW = {
  given: text('the untouched release was given', '已提供原始版本'),
  missing: text('not found', '未找到'),
};

const relevant = (tree: Tree): Tree =>
  new Map([...tree].filter(([path]) => path === INVENTORY || /^(conf|group_vars)\//.test(path)));

interface ReadResult {
  readonly files: ReadTree;
  /** Files of a known kind that are no files of keys. */
  readonly wholes: readonly string[];
  readonly problems: readonly MergeFinding[];
}

/** Reads trees; files that are the same in several of them are read once. */
class TreeReader {
  readonly #seen = new Map<string, ReturnType<Dialect['read']>>();

  read(name: 'base' | 'old' | 'new', tree: Tree): ReadResult {
    const files = new Map<string, ReadFile>();
    const wholes: string[] = [];
    const problems: MergeFinding[] = [];
    for (const [path, source] of tree) {
      const dialect = dialectOf(path);
      if (!dialect) continue;
      const read = this.#readFile(dialect, path, source);
      if (!read) wholes.push(path);
      else if ('problems' in read) problems.push(...unreadable(name, path, read.problems));
      else files.set(path, read.file);
    }
    return { files, wholes, problems };
  }

  #readFile(dialect: Dialect, path: string, source: string): ReturnType<Dialect['read']> {
    const key = `${path}\n${source}`;
    const seen = this.#seen.get(key);
    if (seen !== undefined) return seen;
    const read = dialect.read(source);
    this.#seen.set(key, read);
    return read;
  }
}

/** null when the old or the new one is missing or cannot be read: then the new one stays as it is. */
function readInventories(trees: { base: Tree | null; old: Tree; new: Tree }) {
  const [base, old, now] = [trees.base, trees.old, trees.new].map((tree) => inventoryOf(tree));
  return old && now ? { base: base ?? null, old, new: now } : null;
}

function inventoryOf(tree: Tree | null | undefined): Inventory | null {
  const parsed = parseInventory(tree?.get(INVENTORY) ?? '');
  return tree?.has(INVENTORY) && 'inventory' in parsed ? parsed.inventory : null;
}

const written = (dialect: Dialect, source: string, key: string, write: { set: string } | 'comment') =>
  write === 'comment' ? dialect.comment(source, key) : dialect.set(source, key, write.set);

/** Proposes status ports on the merged inventory and writes the confirmed ones into it. */
function settlePorts(merged: Map<string, string>, input: MergeInput) {
  const inventory = inventoryOf(merged);
  if (!inventory) return { proposals: [], open: [] };
  const given = new Map<string, number>();
  for (const host of inventory.hostsOf('tikv_servers')) {
    const port = inventory.hostVars(host).get('tikv_status_port')?.value;
    if (port !== undefined) given.set(host, Number(port));
  }
  const proposals = proposeStatusPorts(readTopology(inventory, groupVariables(merged)), given);
  const open: StatusPortProposal[] = [];
  for (const proposal of proposals) {
    const port = answeredPort(proposal, input.answers);
    if (port === null) {
      open.push(proposal);
      continue;
    }
    const change = { group: 'tikv_servers', host: proposal.host, name: 'tikv_status_port', source: port };
    merged.set(INVENTORY, setHostVar(merged.get(INVENTORY) as string, change));
  }
  return { proposals, open };
}

/** A row of its own for each tuning, in the place of what the comparison said of its key. */
function withTunings(keys: KeysOutcome, tuned: readonly Tuning[]): readonly MergeRow[] {
  const ids = new Set(tuned.map(({ place }) => placeId(place)));
  const asked = tuned.map(({ place, value, reason, source }): MergeRow => {
    const compared = keys.rows.find((row) => row.id === placeId(place));
    const sides = { base: compared?.base ?? null, old: compared?.old ?? null, new: compared?.new ?? null };
    const verdict = compared?.verdict ?? 'new-key';
    return { id: placeId(place), ...place, ...sides, verdict, result: value, place: null, reason, source };
  });
  return [...keys.rows.filter((row) => !ids.has(row.id)), ...asked];
}

/** The inventory first, then group_vars, then conf; in each file as found. */
function ordered(rows: readonly MergeRow[]): readonly MergeRow[] {
  const rank = (path: string) => (path === INVENTORY ? '0' : path.startsWith('group_vars/') ? `1${path}` : `2${path}`);
  return [...rows].sort((a, b) => (rank(a.path) < rank(b.path) ? -1 : rank(a.path) > rank(b.path) ? 1 : 0));
}

function wholeFindings(merged: Tree, seen: Pick<MergedWhole, 'rows' | 'proposals' | 'files'>) {
  const inventory = inventoryOf(merged);
  if (!inventory) return [];
  const groupVars = groupVariables(merged);
  const topology = readTopology(inventory, groupVars);
  return findAll({ inventory, groupVars, topology, ...seen });
}

function filesOf(trees: { base: Tree | null; old: Tree; new: Tree }, merged: Tree): readonly MergeFile[] {
  return [...merged].map(([path, result]) => ({
    path,
    base: trees.base?.get(path) ?? null,
    old: trees.old.get(path) ?? '',
    new: trees.new.get(path) ?? '',
    result,
  }));
}
