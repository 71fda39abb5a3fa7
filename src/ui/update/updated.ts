import type { Option, Request } from '../../engine/ports.ts';
import type { UiState } from '../model.ts';

/** What a key makes happen outside the screen. */
export type Effect =
  | {
      readonly kind: 'decide';
      readonly choice: Option['choice'];
      readonly text?: string;
      readonly answers?: ReadonlyMap<string, string>;
    }
  /** Answers the question that came up on the way; null: nobody answers. */
  | { readonly kind: 'tell'; readonly answer: string | boolean | null }
  | { readonly kind: 'leave' }
  | { readonly kind: 'interrupt-job' }
  | { readonly kind: 'language' }
  | { readonly kind: 'suspend' };

/** What a key came to: the screen after it, and what happens outside. */
export interface Updated {
  readonly ui: UiState;
  readonly effects: readonly Effect[];
}

/** The screen alone has changed. */
export function only(ui: UiState): Updated {
  return { ui, effects: [] };
}

/** The request is answered. */
export function decide(ui: UiState, choice: Option['choice'], typed?: string): Updated {
  return { ui, effects: [{ kind: 'decide', choice, ...(typed === undefined ? {} : { text: typed }) }] };
}

/** Whether the request takes this choice. */
export function offered(request: Request | null, choice: Option['choice']): boolean {
  return request?.options.some((option) => option.choice === choice) ?? false;
}
