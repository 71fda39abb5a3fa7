import { type Text, text } from '../../base/text.ts';
import { type Answers, FREE_PREFIX, type Question } from '../../engine/answers.ts';
import type { MergeRow } from '../../engine/view.ts';
import { joinPath, splitPath } from '../../formats/key-path.ts';
import { conflictQuestion } from './conflict-question.ts';
import { type Decision, decide, shown, type Write } from './decide.ts';
import { type Dialect, dialectOf, type ReadFile } from './dialect.ts';
import { answerTo } from './given-answers.ts';
import { MOVED_KEYS, type MovedKey, RELEASE_KEYS, RETIRED_KEYS } from './release-facts.ts';
import { showable } from './showable.ts';
import { ABSENT, type Place, placeId, type Side } from './types.ts';

/** The files of one tree that are files of keys, by path. */
export type ReadTree = ReadonlyMap<string, ReadFile>;

export interface KeysInput {
  readonly base: ReadTree | null;
  readonly old: ReadTree;
  readonly new: ReadTree;
  readonly answers: Answers;
}

/** What is to be written into the new tree, and what is said about it. */
export interface KeysOutcome {
  readonly rows: readonly MergeRow[];
  readonly questions: readonly Question[];
  readonly writes: readonly { readonly place: Place; readonly write: Write }[];
}

/** Merges all keys of all files: the three-way rule, with the facts about what moved and what is gone. */
export function mergeKeys(input: KeysInput): KeysOutcome {
  const merge = new KeyMerge(input);
  for (const moved of MOVED_KEYS) merge.takeMoved(moved);
  for (const path of input.new.keys()) merge.takeFile(path);
  return merge;
}

const COMPARED = 'three-way comparison';

class KeyMerge implements KeysOutcome {
  readonly rows: MergeRow[] = [];
  readonly questions: Question[] = [];
  readonly writes: { place: Place; write: Write }[] = [];
  readonly #input: KeysInput;
  /** Places that a fact has dealt with. */
  readonly #done = new Set<string>();
  /** Where a key that moved here came from: its old place is the base of its new one. */
  readonly #origin = new Map<string, Place>();

  constructor(input: KeysInput) {
    this.#input = input;
  }

  takeMoved({ kind, from, to, reason, source }: MovedKey): void {
    const { base, old } = this.#input;
    const now = this.#side(this.#input.new, to);
    if (!isKnown(now) || isKnown(this.#side(this.#input.new, from))) return;
    this.#done.add(placeId(from));
    if (kind === 'moved') this.#origin.set(placeId(to), from);
    const dialect = dialectOf(from.path) as Dialect;
    const value = this.#side(old, from).set;
    const before = base && this.#side(base, from);
    const unedited = before ? before.set : now.set;
    const edited = value !== null && (unedited === null || !dialect.same(value, unedited));
    if (value !== null && (edited || !base)) this.#done.add(placeId(to));
    if (!edited) return;
    const row = { place: from, base: before && shown(before), old: value, new: shown(now) };
    if (base) {
      this.writes.push({ place: to, write: { set: value } });
      this.#report({ ...row, verdict: kind, result: value, to, reason, source });
    } else {
      this.#ask({ ...row, to, why: reason, source }, dialect);
    }
  }

  takeFile(path: string): void {
    const dialect = dialectOf(path);
    const old = this.#input.old.get(path);
    if (!dialect || !old) return;
    const base = this.#input.base?.get(path);
    const now = this.#input.new.get(path) as ReadFile;
    const keys = new Set([...now.sides.keys(), ...old.sides.keys()]);
    for (const key of keys) {
      const place = { path, key };
      if (this.#done.has(placeId(place)) || old.sections.has(key) || base?.sections.has(key)) continue;
      this.#takeKey(place, dialect);
    }
  }

  #takeKey(place: Place, dialect: Dialect): void {
    const id = placeId(place);
    const base = this.#baseOf(place);
    const old = this.#oldOf(place, base);
    const now = this.#side(this.#input.new, place);
    const row = { place, base: base && shown(base), old: old.set, new: shown(now) };
    const release = RELEASE_KEYS.get(id);
    if (release) {
      const differs = row.old !== null && row.new !== null && !dialect.same(row.old, row.new);
      if (differs) this.#report({ ...row, verdict: 'new-default', result: row.new, reason: release, source: COMPARED });
      return;
    }
    const decision = decide({ base, old, new: now, same: dialect.same });
    const fact = RETIRED_KEYS.find((item) => placeId(item.from) === id && !isKnown(now));
    if (fact && old.set !== null && (decision?.verdict === 'retired' || !base)) {
      this.#report({ ...row, verdict: 'retired', result: null, reason: fact.reason, source: fact.source });
    } else if (decision) {
      this.#follow(decision, { ...row, shown: shown(old) }, dialect);
    }
  }

  #follow(decision: Decision, row: Values & { shown: string | null }, dialect: Dialect): void {
    if (decision.verdict === 'retired') {
      const reason = text('the new release does not have it any more', '新版本中已没有该项');
      this.#report({ ...row, verdict: 'retired', result: null, reason, source: COMPARED });
      return;
    }
    const inTheWay = this.#inTheWay(row.place);
    if (inTheWay && row.old !== null && decision.verdict !== 'new-default' && decision.verdict !== 'new-key') {
      this.#report({ ...row, verdict: 'retired', result: null, reason: inTheWay, source: COMPARED });
      return;
    }
    if (decision.verdict === 'conflict') {
      this.#ask({ ...row, why: decision.reason, source: COMPARED }, dialect);
      return;
    }
    const { verdict, write, reason } = decision;
    if (write !== 'nothing') this.writes.push({ place: row.place, write });
    const carried = verdict === 'carried';
    const old = carried ? row.old : row.shown;
    this.#report({ ...row, old, verdict, result: carried ? row.old : row.new, reason, source: COMPARED });
  }

  /** A conflict: asked, and written as answered; the operator's side as long as nobody answered. */
  #ask(row: Values & { to?: Place; why: Text; source: string }, dialect: Dialect): void {
    const target = row.to ?? row.place;
    const safe = showable(row.place.key, { base: row.base, old: row.old, new: row.new }, row.new);
    const question = conflictQuestion({ place: row.place, ...safe, why: row.why }, dialect);
    const answer = answerTo(question, this.#input.answers);
    const result = answer === null || answer === 'yours' ? row.old : chosen(answer, row.new);
    this.questions.push(question);
    // Nobody knows whether a key that only the new release has was taken out: it stays until that is decided.
    const unknown = answer === null && result === null && !this.#input.base;
    if (answer !== 'new' && !unknown) {
      this.writes.push({ place: target, write: result === null ? 'comment' : { set: result } });
    }
    const decided = answer === null ? null : result;
    this.#report({ ...row, verdict: 'conflict', result: decided, reason: row.why });
  }

  #report(
    row: Values & { verdict: MergeRow['verdict']; result: string | null; to?: Place; reason: Text; source: string },
  ): void {
    const { place, to, verdict, reason, source } = row;
    const values = showable(place.key, { base: row.base, old: row.old, new: row.new, result: row.result }, row.new);
    this.rows.push({
      id: placeId(place),
      path: place.path,
      key: place.key,
      verdict,
      ...values,
      place: to ? placeId(to) : null,
      reason,
      source,
    });
  }

  #side(tree: ReadTree, place: Place): Side {
    return tree.get(place.path)?.sides.get(place.key) ?? ABSENT;
  }

  /** null when nothing is known of what the file was: there is no base, or the file is not in it. */
  #baseOf(place: Place): Side | null {
    const { base } = this.#input;
    if (!base) return null;
    const origin = this.#origin.get(placeId(place));
    if (origin && isKnown(this.#side(base, origin))) return this.#side(base, origin);
    return base.has(place.path) ? this.#side(base, place) : null;
  }

  /** What the operator has; a key that moved here is as in the base, unless he set it here already. */
  #oldOf(place: Place, base: Side | null): Side {
    const own = this.#side(this.#input.old, place);
    return own.set === null && base && this.#origin.has(placeId(place)) ? base : own;
  }

  /** Why a value cannot stand at `place` in the new file; null when it can. */
  #inTheWay(place: Place): Text | null {
    const now = this.#input.new.get(place.path);
    if (now?.sections.has(place.key)) return text('it is a section in the new release', '该项在新版本中是一个小节');
    const path = splitPath(place.key) ?? [];
    const single = path.some((_segment, index) => {
      const set = index > 0 ? now?.sides.get(joinPath(path.slice(0, index)))?.set : null;
      return set !== null && set !== undefined && set !== '';
    });
    return single ? text('its section is a single value in the new release', '其所在小节在新版本中是单个值') : null;
  }
}

interface Values {
  readonly place: Place;
  readonly base: string | null;
  readonly old: string | null;
  readonly new: string | null;
}

const isKnown = (side: Side) => side.set !== null || side.commented !== null;

const chosen = (answer: string, fromNew: string | null) =>
  answer.startsWith(FREE_PREFIX) ? answer.slice(FREE_PREFIX.length) : fromNew;
