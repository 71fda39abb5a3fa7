import type { Instant } from '../../base/duration.ts';
import { sanitiseLine } from '../../base/sanitise.ts';
import { say, type Text, text } from '../../base/text.ts';
import type { Request } from '../../engine/ports.ts';
import { deedLines } from '../plain/deed-lines.ts';
import { ageWords, findingLines } from '../plain/finding-lines.ts';
import { mark, paint, type Style } from '../plain/style.ts';
import { viewLines } from '../plain/view-lines.ts';

const WORDS = {
  gate: text('Gate', '关卡'),
  rests: text('What it rests on:', '依据：'),
  does: text('It will do:', '将执行：'),
  blocked: text('Blocked; nothing was done.', '被阻止；未做任何操作。'),
  failed: text('Failed', '失败'),
  why: text('Why', '原因'),
  now: text('Now', '现状'),
  owed: text('Owed', '待恢复'),
  next: text('Next', '接下来'),
  again: text('Going on would do:', '继续将执行：'),
  unknown: text('It is not known whether this was done:', '无法确定此操作是否已完成：'),
  seen: text('Seen', '所见'),
  locked: text('The cluster is locked by another run', '集群被另一运行锁定'),
  alive: text('that process is alive', '该进程仍在运行'),
  dead: text('that process is no more', '该进程已不存在'),
  unsure: text('whether that process is alive is not known', '无法确定该进程是否仍在运行'),
};

/** What a request rests on, in lines: shown before a person is asked. */
export function requestLines(request: Request, now: Instant, style: Style): readonly string[] {
  const word = (t: Text) => say(t, style.lang);
  switch (request.kind) {
    case 'gate':
      return [
        '',
        paint(`${word(WORDS.gate)}: ${word(request.step.gate?.title ?? request.step.title)}`, 'cyan', style),
        ...(request.step.gate ? [`  ${word(request.step.gate.means)}`] : []),
        ...section(
          word(WORDS.rests),
          request.findings.flatMap((finding) => findingLines(finding, now, style)),
        ),
        ...indent(request.view ? viewLines(request.view, style) : []),
        ...section(
          word(WORDS.does),
          (request.step.deeds ?? []).flatMap((deed) => deedLines(deed, style)),
        ),
      ];
    case 'questions':
      return ['', `${word(request.step.title)}`, ...indent(request.view ? viewLines(request.view, style) : [])];
    case 'blocked':
      return [
        '',
        `${mark('failed', style)} ${word(request.step.title)}: ${word(WORDS.blocked)}`,
        ...indent(request.findings.filter(({ result }) => result !== 'ok').flatMap((f) => findingLines(f, now, style))),
      ];
    case 'failed':
      return failureLines(request, style);
    case 'unknown':
      return [
        '',
        `${mark('unknown', style)} ${word(request.step.title)}: ${word(WORDS.unknown)}`,
        ...indent(deedLines(request.deed, style)),
        `  ${word(WORDS.seen)}: ${sanitiseLine(word(request.look.evidence))}`,
      ];
    case 'lock': {
      const { holder, alive } = request;
      const since = ageWords(now - holder.since, style.lang);
      const state = alive === 'unknown' ? WORDS.unsure : alive ? WORDS.alive : WORDS.dead;
      return [
        '',
        `${mark('look', style)} ${word(WORDS.locked)}: ${sanitiseLine(`${holder.run}, ${holder.user}@${holder.host}, pid ${holder.pid}, ${since}`)}`,
        `  ${word(state)}`,
      ];
    }
  }
}

function failureLines({ failure, again, step }: Extract<Request, { kind: 'failed' }>, style: Style): readonly string[] {
  const word = (t: Text) => sanitiseLine(say(t, style.lang));
  return [
    '',
    `${mark('failed', style)} ${word(WORDS.failed)}: ${word(step.title)}: ${word(failure.what)}`,
    `  ${word(WORDS.why)}: ${word(failure.why)}`,
    ...(failure.now ? [`  ${word(WORDS.now)}: ${word(failure.now)}`] : []),
    ...(failure.owed.length > 0 ? [`  ${word(WORDS.owed)}: ${failure.owed.join(', ')}`] : []),
    ...failure.next.map((next) => `  ${word(WORDS.next)}: ${word(next)}`),
    ...section(
      word(WORDS.again),
      (again?.deeds ?? []).flatMap((deed) => deedLines(deed, style)),
    ),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`  ${title}`, ...indent(indent(lines))];
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
