import { canonicalJson, isJsonObject, type Json, parseJson } from '../../base/json.ts';
import { type Text, text, verbatim } from '../../base/text.ts';
import type { Http } from '../../cluster/ports/http.ts';
import type { Proof } from '../../engine/deed.ts';
import { quoteArgv } from '../ssh/quote.ts';
import type { FindHost } from './find-host.ts';
import { shortly } from './outcomes.ts';
import { evidenceOfError } from './unclear.ts';

/** Whether something is so, and what was seen. */
export interface Proved {
  readonly holds: boolean | 'unclear';
  readonly evidence: Text;
}

/** What proofs are seen through. */
export interface Eyes {
  readonly http: Http;
  readonly findHost: FindHost;
}

/** Looks whether `proof` holds; unclear when it cannot be seen. Changes nothing; only Cancelled and bugs are thrown. */
export async function prove(proof: Proof, eyes: Eyes, signal: AbortSignal): Promise<Proved> {
  try {
    switch (proof.kind) {
      case 'json':
        return proveJson(proof, await readJson(eyes.http, proof.url, signal));
      case 'listed':
        return proveListed(proof, await readJson(eyes.http, proof.url, signal));
      case 'file':
        return await proveFile(proof, eyes);
      case 'command':
        return await proveCommand(proof, eyes, signal);
    }
  } catch (error) {
    return { holds: 'unclear', evidence: evidenceOfError(error) };
  }
}

type Answer = { readonly json: Json } | { readonly unclear: Text };

async function readJson(http: Http, url: string, signal: AbortSignal): Promise<Answer> {
  const answer = await http.request({ method: 'GET', url, signal });
  const unclear = { unclear: verbatim(`GET ${url}: ${answer.status} ${shortly(answer.body).slice(0, 200)}`) };
  if (answer.status !== 200) return unclear;
  try {
    return { json: parseJson(answer.body) };
  } catch (error) {
    if (error instanceof SyntaxError) return unclear;
    throw error;
  }
}

function proveJson({ url, at, equals }: Proof & { kind: 'json' }, answer: Answer): Proved {
  if ('unclear' in answer) return { holds: 'unclear', evidence: answer.unclear };
  let value: Json | undefined = answer.json;
  for (const key of at) value = memberOf(value, key);
  const found = value === undefined ? '-' : canonicalJson(value);
  return {
    holds: value !== undefined && found === canonicalJson(equals),
    evidence: verbatim(`GET ${url}: ${at.join('.')} = ${found.slice(0, 200)}`),
  };
}

function memberOf(value: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(value)) return (value as readonly Json[])[Number(key)];
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function proveListed({ url, item, present }: Proof & { kind: 'listed' }, answer: Answer): Proved {
  if ('unclear' in answer) return { holds: 'unclear', evidence: answer.unclear };
  const list = answer.json;
  if (!Array.isArray(list)) {
    return { holds: 'unclear', evidence: text(`GET ${url}: not a list`, `GET ${url}：不是列表`) };
  }
  const listed = list.includes(item);
  return {
    holds: listed === present,
    evidence: listed
      ? text(`GET ${url}: ${item} is listed`, `GET ${url}：列有 ${item}`)
      : text(`GET ${url}: ${item} is not listed`, `GET ${url}：未列出 ${item}`),
  };
}

async function proveFile({ host, path, sha256 }: Proof & { kind: 'file' }, eyes: Eyes): Promise<Proved> {
  const there = await (await eyes.findHost(host)).sha256(path);
  return {
    holds: there === sha256,
    evidence: verbatim(`${host}:${path}: ${there === null ? '-' : `sha256 ${there}`}`),
  };
}

// What a shell and env say when the command could not be run at all.
const NOT_RUN: readonly (number | null)[] = [126, 127, null];

async function proveCommand(
  { host, argv, prints }: Proof & { kind: 'command' },
  eyes: Eyes,
  signal: AbortSignal,
): Promise<Proved> {
  const result = await (await eyes.findHost(host)).run(argv, { signal });
  const said = shortly(`${result.stdout}\n${result.stderr}`);
  const evidence = verbatim(`${host}: ${quoteArgv(argv)}: exit ${result.exit ?? result.signal ?? '?'}\n${said}`.trim());
  if (NOT_RUN.includes(result.exit)) return { holds: 'unclear', evidence };
  return { holds: result.exit === 0 && result.stdout.includes(prints), evidence };
}
