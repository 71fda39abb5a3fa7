import { OperatorError } from '../../base/errors.ts';
import { type Text, text, verbatim } from '../../base/text.ts';
import { fingerprint, type KeyVerdict, keyType } from './known-hosts.ts';

/** A key that contradicts what is known of the server: nothing was sent to it, and nobody is asked. */
export function hostKeyRefused(
  verdict: Exclude<KeyVerdict, 'known' | 'unknown'>,
  { name, key, files }: { readonly name: string; readonly key: Buffer; readonly files: readonly string[] },
): OperatorError {
  const { code, what, next } = REFUSALS[verdict](name, files[0] ?? '~/.ssh/known_hosts');
  const why = verbatim(`${keyType(key)} ${fingerprint(key)}; ${files.join(', ')}`);
  return new OperatorError({ code, kind: 'failed', what, why, next });
}

/** A key that is not known, and that nobody took. */
export function hostKeyNotAccepted(
  why: 'nobody' | 'refused' | 'strict',
  { name, print }: { readonly name: string; readonly print: string },
): OperatorError {
  return new OperatorError({
    code: 'host-key-unknown',
    kind: why === 'nobody' ? 'decision' : 'failed',
    what: NOT_ACCEPTED[why](name),
    why: verbatim(print),
    next: [
      text(
        'compare it on the machine: ssh-keygen -lf /etc/ssh/ssh_host_<type>_key.pub',
        '在该机器上比对：ssh-keygen -lf /etc/ssh/ssh_host_<类型>_key.pub',
      ),
      text(
        'then connect once with ssh, or give knownHosts in the profile',
        '然后用 ssh 连接一次，或在配置文件中设置 knownHosts',
      ),
    ],
  });
}

type Refusal = (name: string, file: string) => { code: string; what: Text; next: readonly Text[] };

const ASK_FIRST = text(
  'ask who manages the machine whether it was installed anew or its key was changed',
  '向机器的管理者确认是否重装过或更换过密钥',
);

const REFUSALS: Readonly<Record<Exclude<KeyVerdict, 'known' | 'unknown'>, Refusal>> = {
  changed: (name, file) => ({
    code: 'host-key-changed',
    what: text(
      `${name} shows another key than the one it is known by: it was installed anew, or it is another machine that stands in between`,
      `${name} 出示的密钥与已知的不同：它可能已重装，也可能是冒充它的另一台机器`,
    ),
    next: [
      ASK_FIRST,
      text(
        `only when it was: ssh-keygen -R '${name}' -f ${file}`,
        `确认之后再执行：ssh-keygen -R '${name}' -f ${file}`,
      ),
    ],
  }),
  revoked: (name) => ({
    code: 'host-key-revoked',
    what: text(
      `${name} shows a key that was revoked: whoever holds it may not be trusted`,
      `${name} 出示的密钥已被吊销：不可信任`,
    ),
    next: [
      text('ask who manages the machine for its new key', '向机器的管理者索取新的密钥'),
      text(
        'the line that revokes it begins with @revoked in the files above',
        '吊销它的行在上述文件中以 @revoked 开头',
      ),
    ],
  }),
  authority: (name, file) => ({
    code: 'host-key-authority',
    what: text(
      `${name} is known by an authority's certificates alone (@cert-authority), which belay cannot check`,
      `${name} 只能通过 CA 证书（@cert-authority）确认，belay 不支持`,
    ),
    next: [
      text('compare its key with the one on the machine', '与该机器上的密钥比对'),
      text(
        `then let it be known by its key: ssh-keyscan ${name.replace(/^\[(.*)\]:(\d+)$/, '-p $2 $1')} >> ${file}`,
        `然后记录它的密钥：ssh-keyscan ${name.replace(/^\[(.*)\]:(\d+)$/, '-p $2 $1')} >> ${file}`,
      ),
    ],
  }),
};

const NOT_ACCEPTED: Readonly<Record<'nobody' | 'refused' | 'strict', (name: string) => Text>> = {
  nobody: (name) =>
    text(
      `${name} is not known, and nobody is there to say whether its key is right`,
      `尚不认识 ${name}，且无人确认其密钥`,
    ),
  refused: (name) => text(`the key of ${name} was not accepted`, `没有接受 ${name} 的密钥`),
  strict: (name) =>
    text(
      `${name} is not known, and StrictHostKeyChecking yes lets nobody accept its key here`,
      `尚不认识 ${name}，且 StrictHostKeyChecking 为 yes，不能在此接受其密钥`,
    ),
};
