/**
 * Which part of the page is seen, and what is said aloud.
 * @module
 */
import { byId, h } from './dom';

export type State = 'start' | 'running' | 'done';

const at = (id: string) => byId(id, HTMLElement);

/** Show one part; the focus goes to its heading, so that a screen reader reads on from there. */
export function show(state: State, canGoBack = false): void {
  document.documentElement.dataset['state'] = state;
  at('start').hidden = state !== 'start';
  at('running').hidden = state !== 'running';
  at('tabs').hidden = at('again').hidden = state !== 'done';
  at('back').hidden = state !== 'start' || !canGoBack;
  if (state !== 'done') for (const panel of document.querySelectorAll<HTMLElement>('[role=tabpanel]')) panel.hidden = true;
  window.scrollTo(0, 0);
  if (state !== 'done') at(`${state}-title`).focus({ preventScroll: true });
}

/** What a screen reader says. */
export function say(sentence: string): void {
  at('status').textContent = sentence;
}

/** The message above the drop zone; empty: none. */
export function tell(message: string, kind: 'error' | 'note' = 'error'): void {
  const box = at('message');
  box.hidden = message === '';
  box.dataset['kind'] = kind;
  box.replaceChildren(h('p', {}, message));
}

/** A button in the message. */
export function offer(words: string, onClick: () => void): void {
  const button = h('button', { type: 'button' }, words);
  button.addEventListener('click', onClick);
  at('message').append(button);
}
