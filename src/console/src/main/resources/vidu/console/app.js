// The frame of all pages: which one is meant, whether the gateway answers, and the login.
import { html, render } from './preact.js';
import { Announcer, Link, announce, get, go, post, useEffect, useRef, useState } from './parts.js';
import { Batches } from './batches.js';
import { DeadLetters } from './deadletters.js';
import { Money } from './money.js';
import { Now } from './now.js';
import { OneRequest, Requests } from './requests.js';
import { Videos } from './videos.js';

const PAGES = [
  { path: '/', name: 'Now', page: Now },
  { path: '/requests', name: 'Requests', page: Requests, below: OneRequest },
  { path: '/batches', name: 'Batches', page: Batches },
  { path: '/videos', name: 'Videos', page: Videos },
  { path: '/dead-letters', name: 'Dead letters', page: DeadLetters },
  { path: '/money', name: 'Money', page: Money },
];
const STALE_MILLIS = 4000;
const POLL_MILLIS = 5000;

const pageOf = path => PAGES.find(each => each.path === path) || PAGES.find(each => each.below && path.startsWith(each.path + '/'));

/** What happens now: each second by a stream, or every five seconds if there are too many; nothing while the page is hidden. */
function useNow(known) {
  const [state, setState] = useState({ now: null, at: 0, error: null });
  useEffect(() => {
    if (!known) return undefined;
    let stream = null;
    let timer = 0;
    const take = now => setState({ now, at: Date.now(), error: null });
    const fail = error => setState(before => ({ ...before, error: { since: before.error?.since || Date.now(), status: error.status } }));
    const poll = () => get('/api/now').then(take, fail);
    const stop = () => {
      stream?.close();
      stream = null;
      clearInterval(timer);
      timer = 0;
    };
    const start = () => {
      stop();
      if (document.hidden) return;
      poll();
      stream = new EventSource('/api/now/events');
      stream.onmessage = event => take(JSON.parse(event.data));
      stream.onerror = () => {
        // The stream comes again by itself unless it was refused: then there are too many, or nobody is there.
        const refused = stream?.readyState === EventSource.CLOSED;
        poll();
        if (refused && !timer) timer = setInterval(() => { poll(); }, POLL_MILLIS);
      };
    };
    const retry = setInterval(() => {
      if (!document.hidden && (!stream || stream.readyState === EventSource.CLOSED)) start();
    }, 4 * POLL_MILLIS);
    document.addEventListener('visibilitychange', start);
    start();
    return () => { stop(); clearInterval(retry); document.removeEventListener('visibilitychange', start); };
  }, [known]);
  return state;
}

function useSecond() {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick(n => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);
}

function Live({ state }) {
  useSecond();
  const away = Boolean(state.error) || state.at > 0 && Date.now() - state.at > STALE_MILLIS + POLL_MILLIS;
  const was = useRef(false);
  useEffect(() => {
    if (away !== was.current) announce(away ? 'The gateway does not answer.' : 'The gateway answers again.');
    was.current = away;
  }, [away]);
  if (!state.at && !away) return html`<span class="live quiet">asking…</span>`;
  const ago = state.at ? `${Math.round((Date.now() - state.at) / 1000)} s ago` : '';
  return away
    ? html`<span class="live bad">No answer from the gateway${ago && `; this is from ${ago}`}</span>`
    : html`<span class="live">${state.now?.live === false ? 'by the journal' : 'live'}, ${ago}</span>`;
}

function Login({ done }) {
  const [error, setError] = useState('');
  const [token, setToken] = useState('');
  const send = event => {
    event.preventDefault();
    post('/api/session', { token }).then(done, refused => setError(refused.message));
  };
  return html`<main id="main"><h1>Log in</h1>
    <form class="filter" onSubmit=${send}>
      <label for="token">Token (vidu.console.token)</label>
      <input id="token" type="password" autocomplete="current-password" value=${token} onInput=${event => setToken(event.target.value)} />
      <button class="main">Log in</button>
    </form>
    ${error && html`<p class="note error" role="alert">${error}.</p>`}
  </main>`;
}

function App() {
  const [path, setPath] = useState(location.pathname + location.search);
  const [login, setLogin] = useState('asking');
  const [about, setAbout] = useState({});
  const heading = useRef(location.pathname);
  const ask = () => get('/api/about').then(answer => { setAbout(answer); setLogin('known'); },
    refused => { if (refused.status === 401) setLogin('needed'); else setTimeout(ask, 2000); });
  useEffect(() => {
    const moved = () => setPath(location.pathname + location.search);
    addEventListener('popstate', moved);
    addEventListener('vidu-go', moved);
    const token = new URLSearchParams(location.hash.slice(1)).get('token');
    if (token) {
      // The address must not stay in the history with it.
      go(location.pathname + location.search, true);
      post('/api/session', { token }).then(ask, ask);
    } else {
      ask();
    }
  }, []);
  const state = useNow(login === 'known');
  const current = pageOf(location.pathname) || PAGES[0];
  useEffect(() => { if (state.error?.status === 401) setLogin('needed'); }, [state.error]);
  useEffect(() => {
    document.title = `${current.name} – vidu-routes`;
    // Whoever can't see it hears that there is another page.
    if (heading.current !== location.pathname) document.querySelector('h1')?.focus();
    heading.current = location.pathname;
  }, [path]);
  const Page = current.path === location.pathname ? current.page : current.below;
  const forPerson = state.now?.deadLetters?.count;
  return html`<a class="skip" href="#main">Skip to the content</a>
    <header>
      <span class="name">vidu-routes</span>
      <nav aria-label="Pages"><ul>${PAGES.map(each => html`<li key=${each.path}>
        <${Link} href=${each.path} aria-current=${each === current ? 'page' : undefined}>${each.name}
          ${each.path === '/dead-letters' && forPerson > 0 && html` <span class="badge">${forPerson}<span class="hidden"> failed requests</span></span>`}<//>
      </li>`)}</ul></nav>
      ${login === 'known' && html`<${Live} state=${state} />`}
    </header>
    <${Announcer} />
    ${login === 'needed' ? html`<${Login} done=${ask} />`
      : login === 'known' && html`<main id="main"><${Page} key=${location.pathname} path=${path} state=${state} about=${about} /></main>`}`;
}

render(html`<${App} />`, document.getElementById('app'));
