// The page Now: what the gateway does at this moment.
import { Link, Table, get, html, money, number, span, useEffect, useRef, useState, when, words } from './parts.js';

const PLOT_SPAN = '2m';
const PLOT_MILLIS = 2000;
const HEIGHT = 200;

const Tile = ({ label, value, more, bad }) => html`<li>
  <span class="label">${label}</span><strong class=${bad ? 'bad' : ''}>${value}</strong><span class="more">${more}</span></li>`;

function Tiles({ now }) {
  const { slots, calls, today, deadLetters, oldest } = now;
  const cost = today.spent.map(sum => money(sum.amount, sum.currency)).join(' and ');
  return html`<ul class="tiles">
    <${Tile} label="Slots" value=${`${slots.taken} of ${slots.total}`} more=${waiting(now.waiting)} />
    ${now.live && html`<${Tile} label=${`Calls, last ${span(calls.windowSeconds)}`} value=${`${calls.inWindow} of ${calls.limit}`}
      more=${calls.refused ? `${calls.refused} refused with 429 in the last hour` : 'no 429 in the last hour'} />`}
    <${Tile} label="Today" value=${today.day ? `${number(today.seconds)} s` : 'not known'} more=${[cost && `about ${cost}`, `${number(today.videos)} videos`].filter(Boolean).join('; ')} />
    <${Tile} label="Failed requests" value=${deadLetters.count === null ? 'not known' : number(deadLetters.count)} bad=${deadLetters.count > 0}
      more=${paid(deadLetters.perhapsBilled)} />
    <${Tile} label="Oldest that waits" value=${oldest ? span(oldest.seconds) : 'none'}
      more=${oldest && html`<${Link} href=${`/requests/${oldest.requestId}`}>${oldest.requestId}<//>`} />
  </ul>`;
}

const paid = n => n === null ? 'whether they cost money is not known' : n ? `${n} may have cost money` : 'none may have cost money';

const waiting = n => n === 1 ? '1 request waits' : `${number(n)} requests wait`;

/** In words what the bar shows. */
export function sentence(lane) {
  const usual = lane.typical ? `; 8 of 10 such tasks take ${span(lane.typical.from)} to ${span(lane.typical.to)}, half of them ${span(lane.typical.median)} at most` : '';
  return `${span(lane.ageSeconds)} old, ${lane.state}${usual}`;
}

function Bar({ lane, scale }) {
  const at = seconds => `${Math.min(100, 100 * seconds / scale)}%`;
  const { typical } = lane;
  return html`<div class="bar" role="img" aria-label=${sentence(lane)}>
    ${typical && html`<i class="band" style=${{ left: at(typical.from), width: at(typical.to - typical.from) }}></i>`}
    <i class=${lane.late ? 'age late' : 'age'} style=${{ width: at(lane.ageSeconds) }}></i>
    ${typical && html`<i class="median" style=${{ left: at(typical.median) }}></i>`}
  </div>`;
}

function Lanes({ lanes }) {
  const scale = Math.max(30, ...lanes.map(lane => Math.max(lane.ageSeconds * 1.1, lane.typical ? lane.typical.to * 1.8 : 0)));
  const columns = [{ name: 'Slot', hide: true }, { name: 'Request' }, { name: 'What', hide: true }, { name: 'Age against what such tasks take', wide: true },
    { name: 'Age', number: true }, { name: 'State' }, { name: 'Asked in', number: true, hide: true }];
  // The request heads its row, whatever is left of it.
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Tasks at the API"><table>
    <caption class="hidden">Tasks at the API</caption>
    <thead><tr>${columns.map(column => html`<th scope="col" class=${[column.number && 'number', column.hide && 'hide', column.wide && 'wide'].filter(Boolean).join(' ')}>${column.name}</th>`)}</tr></thead>
    <tbody>${lanes.map(lane => html`<tr key=${lane.requestId} data-lane=${lane.requestId}>
      <td class="hide">${lane.slot}</td>
      <th scope="row"><${Link} href=${`/requests/${encodeURIComponent(lane.requestId)}`}>${lane.requestId}<//></th>
      <td class="quiet hide">${lane.mode}${lane.seconds ? `, ${lane.seconds} s` : ''}${lane.worker ? ` (at ${lane.worker})` : ''}</td>
      <td class="wide"><${Bar} lane=${lane} scale=${scale} /></td>
      <td class="number">${span(lane.ageSeconds)}</td>
      <td class=${lane.late ? 'late' : ''}>${lane.state}</td>
      <td class="number quiet hide">${lane.askedInSeconds === undefined || lane.askedInSeconds === null ? '' : span(lane.askedInSeconds)}</td>
    </tr>`)}</tbody>
  </table></div>`;
}

/** Calls by second, again every two seconds. */
function useCalls() {
  const [calls, setCalls] = useState(null);
  useEffect(() => {
    const load = () => document.hidden || get(`/api/calls?span=${PLOT_SPAN}`).then(setCalls, () => {});
    load();
    const timer = setInterval(load, PLOT_MILLIS);
    return () => clearInterval(timer);
  }, []);
  return calls;
}

const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
/** A canvas does not know light-dark(): the browser resolves it for an element. */
function resolved(name) {
  const probe = document.createElement('i');
  probe.style.color = color(name);
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function Plot({ calls }) {
  const place = useRef(null);
  const plot = useRef(null);
  const [dark, setDark] = useState(matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const changed = () => setDark(scheme.matches);
    scheme.addEventListener('change', changed);
    return () => scheme.removeEventListener('change', changed);
  }, []);
  useEffect(() => {
    const axis = { stroke: resolved('--quiet'), grid: { stroke: resolved('--line'), width: 1 }, ticks: { show: false } };
    plot.current = new uPlot({
      width: place.current.clientWidth, height: HEIGHT,
      scales: { x: { time: false }, y: { range: (u, low, high) => [0, Math.max(5, high * 1.05)] } },
      axes: [{ ...axis, values: (u, all) => all.map(value => `${value} s`) }, { ...axis, size: 60 }],
      series: [{ label: 'seconds from now' },
        { label: 'calls in the window', stroke: resolved('--good'), fill: resolved('--band'), width: 2 },
        { label: 'limit', stroke: resolved('--bad'), dash: [6, 4], width: 1 },
        { label: 'requests waiting', stroke: resolved('--link'), width: 1 },
        { label: '429', stroke: resolved('--bad'), paths: () => null, points: { show: true, size: 9, fill: resolved('--bad') } }],
    }, [[], [], [], [], []], place.current);
    const fit = new ResizeObserver(() => plot.current.setSize({ width: place.current.clientWidth, height: HEIGHT }));
    fit.observe(place.current);
    return () => { fit.disconnect(); plot.current.destroy(); };
  }, [dark]);
  useEffect(() => {
    const rows = calls?.seconds || [];
    const last = rows.length ? rows[rows.length - 1].at : 0;
    plot.current.setData([rows.map(row => row.at - last), rows.map(row => row.window), rows.map(() => calls.limit),
      rows.map(row => row.waiting), rows.map(row => row.refusals ? row.window : null)]);
  }, [calls, dark]);
  return html`<div class="plot" ref=${place} aria-hidden="true"></div>`;
}

/** The same as the plot in numbers: who can't see it has them here. */
function CallTable({ calls }) {
  const rows = calls.seconds.filter((row, i) => i % 10 === calls.seconds.length % 10 || row.refusals).reverse().slice(0, 40);
  return html`<details><summary>The same as a table</summary><${Table} caption="Calls within the window" empty="There were no calls."
    columns=${[{ name: 'Time' }, { name: 'In the window', number: true }, { name: 'Submits', number: true }, { name: 'Questions', number: true }, { name: '429', number: true }]}
    rows=${rows.map(row => ({ key: row.at, cells: [when(new Date(row.at * 1000).toISOString()), row.window, row.submits, row.polls, row.refusals] }))} /></details>`;
}

export function Now({ state, about }) {
  const calls = useCalls();
  const { now } = state;
  if (!now) return html`<h1 tabindex="-1">Now</h1><p class="quiet">${state.error ? 'The gateway does not answer.' : 'Asking the gateway…'}</p>`;
  const largest = calls ? Math.max(0, ...calls.seconds.map(row => row.window)) : 0;
  return html`<h1 tabindex="-1">Now</h1>
    ${now.paused.map(pause => html`<p class="note" key=${pause.account}>Submits ${pause.account ? `of account ${pause.account} ` : ''}are paused by ${pause.who} since ${when(pause.since)}; everything else goes on.</p>`)}
    ${now.away.map(part => html`<p class="note" key=${part.message}>${part.message}${part.since && ` (since ${when(part.since)})`}</p>`)}
    <${Tiles} now=${now} />
    <h2>Tasks at the API</h2>
    ${now.lanes.length ? html`<${Lanes} lanes=${now.lanes} />` : html`<p class="quiet">No task is at the API.</p>`}
    ${now.live ? html`<h2>Calls within the window</h2>
    <p class="quiet">At most <span data-largest>${largest}</span> of ${now.calls.limit} calls within ${span(now.calls.windowSeconds)}, over the last two minutes.</p>
    <${Plot} calls=${calls} />
    ${calls && html`<${CallTable} calls=${calls} />`}`
    : html`<p class="quiet">By the journal alone. Calls, why a request waits, and what is away only a gateway knows.</p>`}`;
}
