import { OperatorError } from '../../../base/errors.ts';
import { type Text, text, verbatim } from '../../../base/text.ts';

/** What ~/.ssh/config (or the profile) asks for and belay cannot do, or cannot read. `where`: file and line. */
export function configTrouble(what: Text, where: string, next: readonly Text[] = []): OperatorError {
  return new OperatorError({
    code: 'ssh-config',
    kind: 'usage',
    what,
    why: verbatim(where),
    next: [
      ...next,
      text(
        'what stands under control in the profile comes before ~/.ssh/config',
        '配置文件 control 下的设置优先于 ~/.ssh/config',
      ),
    ],
  });
}
