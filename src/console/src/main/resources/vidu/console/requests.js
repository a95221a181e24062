// The pages Requests and one request.
import { Link, Table, Time, Trouble, announce, bytes, go, html, money, number, query, span, useEffect, useLoad, useRef, withQuery, words } from './parts.js';

const STATES = ['', 'RECEIVED', 'SUBMITTING', 'UNCERTAIN', 'RUNNING', 'SUCCEEDED', 'STORED', 'FAILED'];
const FIELDS = [['code', 'Code'], ['project', 'Project'], ['batch', 'Batch'], ['source', 'Came by'], ['q', 'Id begins with, or task']];

export const requestLink = id => html`<${Link} href=${`/requests/${encodeURIComponent(id)}`}>${id}<//>`;
const since = iso => span((Date.now() - new Date(iso)) / 1000);

function Filter({ asked }) {
  const form = useRef(null);
  const send = event => {
    event?.preventDefault();
    go(withQuery('/requests', Object.fromEntries(new FormData(form.current))));
  };
  return html`<form class="filter" ref=${form} onSubmit=${send} role="search">
    <label>State<select name="state" value=${asked.state || ''} onChange=${send}>${STATES.map(each => html`<option value=${each}>${each ? words(each) : 'any'}</option>`)}</select></label>
    ${FIELDS.map(([name, label]) => html`<label key=${name}>${label}<input name=${name} value=${asked[name] || ''} maxlength="256" /></label>`)}
    <button class="main">Filter</button>
    <${Link} href="/requests">All<//>
  </form>`;
}

export function Requests() {
  const asked = query();
  const { data, error, path } = useLoad(withQuery('/api/requests', { ...asked, limit: asked.limit || 50 }));
  useEffect(() => { if (data) announce(`${data.rows.length} requests${data.next ? ', and more' : ''}`); }, [path, data]);
  return html`<h1 tabindex="-1">Requests</h1>
    <${Filter} asked=${asked} key=${JSON.stringify(asked)} />
    <${Trouble} error=${error} />
    ${data && html`<${Table} caption="Requests" empty="There is no such request."
      columns=${[{ name: 'Request' }, { name: 'Batch', hide: true }, { name: 'Project', hide: true }, { name: 'Came by', hide: true }, { name: 'State' },
        { name: 'For', number: true }, { name: 'Video', number: true, hide: true }, { name: 'Attempts', number: true, hide: true }]}
      rows=${data.rows.map(row => ({ key: row.requestId, cells: [requestLink(row.requestId),
        row.batch && html`<${Link} href=${withQuery('/requests', { batch: row.batch })}>${row.batchName || row.batch}<//>`, row.project, row.source,
        html`<span class=${row.state === 'FAILED' ? 'bad' : ''}>${words(row.state)}${row.code && `: ${row.code}`}</span>`,
        since(row.since), row.seconds ? `${row.seconds} s` : '', row.attempts] }))} />
      ${data.next && html`<p><${Link} href=${withQuery('/requests', { ...asked, after: data.next })}>Older<//></p>`}`}`;
}

const cost = summary => summary.cost ? money(summary.cost.amount, summary.cost.currency) + (summary.cost.doubtful ? ` (${summary.cost.state})` : '') : '';
const BILLING = { none: 'nothing', unknown: 'perhaps', billed: 'yes' };

export function Player({ id, index, video }) {
  return html`<video controls preload="metadata" src=${`/api/requests/${encodeURIComponent(id)}/video/${index + 1}`} aria-label=${`Video ${index + 1} of ${id}`}></video>
    <dl><dt>Size</dt><dd>${bytes(video.bytes)}</dd><dt>SHA-256</dt><dd class="mono">${video.sha256}</dd><dt>Object</dt><dd class="mono">${video.uri}</dd></dl>
    <p><button onClick=${() => navigator.clipboard.writeText(video.uri).then(() => announce('The link is copied'))}>Copy the s3:// link</button>
    ${' '}<a href=${`/api/requests/${encodeURIComponent(id)}/video/${index + 1}?download=true`} download>Download</a></p>`;
}

export function OneRequest() {
  const id = decodeURIComponent(location.pathname.split('/')[2]);
  const { data, error, again } = useLoad(`/api/requests/${encodeURIComponent(id)}`);
  const open = data && data.summary.state !== 'STORED' && data.summary.state !== 'FAILED';
  useEffect(() => {
    if (!open) return undefined;
    const timer = setInterval(() => document.hidden || again(), 3000);
    return () => clearInterval(timer);
  }, [open, again]);
  if (!data) return html`<h1 tabindex="-1">${id}</h1><${Trouble} error=${error} />`;
  const { summary, failure } = data;
  const facts = [['State', words(summary.state) + (summary.code ? `: ${summary.code}` : '')], ['Project', summary.project], ['Account', summary.account],
    ['Batch', summary.batch && html`<${Link} href=${withQuery('/requests', { batch: summary.batch })}>${summary.batchName || summary.batch}<//>`],
    ['Came by', `${summary.source}, ${summary.sourceName}`], ['Mode', summary.mode], ['Resolution', summary.resolution], ['Video', summary.seconds && `${summary.seconds} s`],
    ['Task', summary.taskId], ['Cost', cost(summary)], ['Billed', [BILLING[summary.billing], summary.billedSeconds != null && `${summary.billedSeconds} s`].filter(Boolean).join(', ')],
    ['Prompt', data.prompt], ['Process', open && data.worker], ['Withdrawn', data.withdrawn && 'by a person'], ['In doubt', data.doubt],
    ...Object.entries(data.metadata).map(([name, value]) => [`metadata ${name}`, value])];
  return html`<h1 tabindex="-1">${id}</h1>
    <${Trouble} error=${error} />
    ${failure && html`<div class="note error"><p><strong>${failure.code}</strong>: ${failure.message}</p>${data.replay && html`<p>${data.replay}</p>`}</div>`}
    ${data.warnings.map(warning => html`<p class="note">${warning}</p>`)}
    <dl>${facts.filter(([, value]) => value).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
    ${data.videos.length > 0 && html`<h2>Videos</h2><ul class="cards">${data.videos.map((video, i) => html`<li class="card" key=${video.uri}><${Player} id=${id} index=${i} video=${video} /></li>`)}</ul>`}
    <h2>Timeline</h2>
    <ol class="time">${data.timeline.map((entry, i) => html`<li key=${i}><${Time} at=${entry.at} /> ${words(entry.step)}${entry.submit > 1 ? ` (submit ${entry.submit})` : ''}${entry.detail && html`<span class="quiet"> ${entry.detail}</span>`}</li>`)}</ol>
    <h2>Attempts</h2>
    <${Table} caption="Attempts" empty="Nothing was submitted for it."
      columns=${[{ name: 'Submit' }, { name: 'Left' }, { name: 'Task' }, { name: 'Account', hide: true }, { name: 'Code' }, { name: 'Charge' }, { name: 'Seconds', number: true }, { name: 'Cost', number: true }]}
      rows=${data.submits.map((each, i) => ({ key: i, cells: [number(each.submit), html`<${Time} at=${each.at} />`, html`<span class="mono">${each.taskId}</span>`, each.account, each.code, words(each.charge), each.seconds, each.amount ? money(each.amount.amount, each.amount.currency) : ''] }))} />`;
}
