import { type Text, text } from '../../base/text.ts';
import type { Side } from './types.ts';

/** One key on all sides. */
export interface KeySides {
  /** null: the base is not known. */
  readonly base: Side | null;
  readonly old: Side;
  readonly new: Side;
  same(a: string, b: string): boolean;
}

/** What is written into the new file for a key. */
export type Write = { readonly set: string } | 'comment' | 'nothing';

/** What a three-way comparison comes to for one key; null: nothing to say. */
export type Decision =
  | { readonly verdict: 'carried' | 'new-default' | 'new-key'; readonly write: Write; readonly reason: Text }
  | { readonly verdict: 'retired'; readonly reason: null }
  | { readonly verdict: 'conflict'; readonly reason: Text };

/**
 * The three-way rule. What the operator changed is carried; what only the release changed is taken; what both changed,
 * differently, is a conflict; what the operator changed and the release no longer has is retired. Only values in effect
 * count as changes: a commented default that differs makes a new default, never a conflict.
 */
export function decide(sides: KeySides): Decision | null {
  if (sides.base === null) return decideWithoutBase(sides);
  const { base, old } = sides;
  const edited = differ(sides, base.set, old.set);
  const changed = differ(sides, base.set, sides.new.set);
  if (!edited) return fromRelease(sides, base);
  const known = base.set !== null || base.commented !== null;
  const gone = sides.new.set === null && sides.new.commented === null;
  if (known && gone) return old.set === null ? null : { verdict: 'retired', reason: null };
  if (!changed) return carried(sides, base);
  if (!differ(sides, old.set, sides.new.set)) {
    return {
      verdict: 'carried',
      write: 'nothing',
      reason: text('you changed it; the new release says the same', '您修改过，新版本与之相同'),
    };
  }
  return { verdict: 'conflict', reason: text('you changed it, and so did the release', '您修改过，新版本也修改了') };
}

/** The value that a side shows: the one in effect, else its commented default. */
export function shown(side: Side): string | null {
  return side.set ?? side.commented;
}

function carried(sides: KeySides, base: Side): Decision {
  const { old } = sides;
  if (old.set === null) {
    const reason = text('you took it out; it is commented out again', '您已去掉该项，新文件中同样注释掉');
    return { verdict: 'carried', write: 'comment', reason };
  }
  const [before, now] = [shown(base), shown(sides.new)];
  const known = before !== null || now !== null;
  const moved = differ(sides, before, now) && before !== null && now !== null;
  const reason = !known
    ? text('a key of your own: neither release shows it', '您自行添加的配置项：两个版本的模板中都没有')
    : moved
      ? text(
          `you changed it; beside that the default went from ${before} to ${now}`,
          `您修改过；此外默认值由 ${before} 变为 ${now}`,
        )
      : text('you changed it; the release did not', '您修改过，新版本未变');
  return { verdict: 'carried', write: { set: old.set }, reason };
}

function fromRelease(sides: KeySides, base: Side): Decision | null {
  const [before, now] = [shown(base), shown(sides.new)];
  if (now === null || !differ(sides, before, now)) return null;
  const verdict = before === null ? 'new-key' : 'new-default';
  const reason =
    before === null
      ? text('the new release brings it', '新版本新增')
      : text('the release changed it; you did not', '新版本修改了，您未修改');
  return { verdict, write: 'nothing', reason };
}

function decideWithoutBase(sides: KeySides): Decision | null {
  const { old } = sides;
  if (old.set === null && sides.new.set === null) return fromRelease(sides, old);
  if (!differ(sides, old.set, sides.new.set)) return null;
  const reason = text(
    'the trees differ, and without the old release nobody can say who changed it',
    '两者不同；没有旧版本的原始文件，无法判断由谁修改',
  );
  return { verdict: 'conflict', reason };
}

const differ = (sides: KeySides, a: string | null, b: string | null) =>
  a === null || b === null ? a !== b : !sides.same(a, b);
