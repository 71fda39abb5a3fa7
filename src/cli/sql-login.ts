import type { SecretRegistry } from '../adapters/secrets.ts';
import type { SqlLogin } from '../adapters/sql.ts';
import { text } from '../base/text.ts';
import type { Ask } from '../cluster/ports/ask.ts';
import type { Profile } from '../cluster/profile.ts';

/** Who asks TiDB: root without a password, or the profile's user, whose password is asked for once and never stored. */
export function sqlLogin(profile: Profile, ask: Ask, secrets: SecretRegistry): SqlLogin {
  const { sql } = profile;
  if (sql === null) return { user: 'root', password: async () => null };
  let asked: Promise<string | null> | null = null;
  const askOnce = async () => {
    const password = await ask.secret(text(`Password of ${sql.user} in TiDB`, `TiDB 用户 ${sql.user} 的密码`));
    if (password) secrets.add(password);
    return password;
  };
  return {
    user: sql.user,
    password: () => {
      asked ??= askOnce();
      return asked;
    },
  };
}
