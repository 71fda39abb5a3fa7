import type { JsonObject } from '../base/json.ts';
import { type Lang, say } from '../base/text.ts';
import type { Finding } from '../engine/check.ts';

/** A finding as `belay check --json` answers. */
export function findingDocument(finding: Finding, lang: Lang): JsonObject {
  return {
    id: finding.id,
    result: finding.result,
    what: say(finding.what, lang),
    why: say(finding.why, lang),
    next: finding.next.map((step) => say(step, lang)),
    source: finding.source,
    seenAt: finding.seenAt === null ? null : new Date(finding.seenAt).toISOString(),
  };
}
