// What the pages share. Texts from outside are only ever text nodes: nothing here sets inner HTML.
import { html, useCallback, useEffect, useRef, useState } from './preact.js';

export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function answer(response) {
  const text = await response.text();
  let body = {};
  try { body = text ? JSON.parse(text) : {}; } catch { /* no JSON: the status says enough */ }
  if (!response.ok) throw new Refusal(response.status, body.message || `answered with ${response.status}`);
  return body;
}

export const get = async (path, signal) => answer(await fetch(path, { headers: { Accept: 'application/json' }, signal }));
export const post = async (path, body) => answer(await fetch(path, {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
}));

const listeners = new Set();
/** Told to who hears the page rather than sees it. */
export const announce = text => listeners.forEach(each => each(text));
export function Announcer() {
  const [text, setText] = useState('');
  useEffect(() => { listeners.add(setText); return () => listeners.delete(setText); }, []);
  return html`<p class="hidden" role="status">${text}</p>`;
}

/** Goes to another address of these pages without loading them again. */
export function go(url, replace) {
  history[replace ? 'replaceState' : 'pushState'](null, '', url);
  dispatchEvent(new Event('vidu-go'));
}

export function Link({ href, children, ...more }) {
  const click = event => {
    if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      go(href);
    }
  };
  return html`<a href=${href} onClick=${click} ...${more}>${children}</a>`;
}

/** Loads what a path gives, again whenever it changes; what was there stays until then. */
export function useLoad(path) {
  const [state, setState] = useState({ data: null, error: null });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    get(path, abort.signal)
      .then(data => setState({ data, error: null, path }))
      .catch(error => abort.signal.aborted || setState(before => ({ ...before, error })));
    return () => abort.abort();
  }, [path, turn]);
  return { ...state, again: useCallback(() => setTurn(n => n + 1), []) };
}

export function Trouble({ error }) {
  return error && html`<p class="note error">This can't be shown: ${error.message}.</p>`;
}

/** A table; cells are texts or nodes, and a column is {name, number, hide}. */
export function Table({ caption, columns, rows, empty }) {
  if (!rows.length) return html`<p class="quiet">${empty}</p>`;
  const look = column => [column.number && 'number', column.hide && 'hide', column.wide && 'wide'].filter(Boolean).join(' ');
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}><table>
    <caption class="hidden">${caption}</caption>
    <thead><tr>${columns.map(column => html`<th scope="col" class=${look(column)}>${column.name}</th>`)}</tr></thead>
    <tbody>${rows.map(row => html`<tr key=${row.key}>${row.cells.map((cell, i) => i === 0
      ? html`<th scope="row" class=${look(columns[i])}>${cell}</th>`
      : html`<td class=${look(columns[i])}>${cell}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

export const number = value => value.toLocaleString('en-US');
export const money = (amount, currency) => `${currency === 'USD' ? '$' : ''}${Number(amount).toFixed(2)}${currency === 'USD' ? '' : ' ' + currency}`;
export const bytes = n => n < 1024 * 1024 ? `${Math.ceil(n / 1024)} KiB` : `${(n / 1024 / 1024).toFixed(1)} MiB`;

/** A time span as people say it. */
export function span(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 300) return `${s} s`;
  if (s < 2 * 3600) return `${Math.round(s / 60)} min`;
  return s < 2 * 86400 ? `${Math.round(s / 3600)} h` : `${Math.round(s / 86400)} days`;
}

/** A time, of today without its day. */
export function when(iso) {
  if (!iso || iso.startsWith('1970-01-01')) return '';
  const at = new Date(iso);
  const two = n => String(n).padStart(2, '0');
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return at.toDateString() === new Date().toDateString() ? clock
    : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${clock}`;
}
export const Time = ({ at }) => html`<time datetime=${at} title=${at}>${when(at)}</time>`;

/** The words of the API's modes and of our states. */
export const words = text => text.toLowerCase().replaceAll('_', ' ').replaceAll('-', ' ');

export const query = () => Object.fromEntries(new URLSearchParams(location.search));
export function withQuery(path, values) {
  const kept = Object.entries(values).filter(([, value]) => value);
  return kept.length ? `${path}?${new URLSearchParams(kept)}` : path;
}

export { html, useCallback, useEffect, useRef, useState };
