// The page Dead letters: what failed and is a person's business, and how to put it back.
import { Table, Time, Trouble, announce, html, money, number, post, useEffect, useLoad, useRef, useState } from './parts.js';
import { requestLink } from './requests.js';

const BILLING = { none: 'cost nothing', unknown: 'may have cost money', billed: 'billed' };
const SHOWN = 100;

function billing(rows) {
  const counts = {};
  rows.forEach(row => { if (row.billing) counts[row.billing] = (counts[row.billing] || 0) + 1; });
  return Object.entries(counts).map(([kind, count]) => `${count} ${BILLING[kind]}`).join(', ');
}

function Group({ group, chosen, choose, mayReplay }) {
  const [all, setAll] = useState(false);
  const rows = all ? group.rows : group.rows.slice(0, SHOWN);
  const movable = rows.filter(row => row.act !== 'skip').map(row => row.requestId);
  const columns = [{ name: 'Request' }, { name: 'Since', hide: true }, { name: 'What is wrong' }, { name: 'Billing', hide: true }, { name: 'A replay would' }, { name: 'Seconds', number: true, hide: true }];
  return html`<section><h2>${group.code || 'without a code'} <span class="quiet">(${number(group.count)})</span></h2>
    <p class="quiet">${billing(group.rows)}. Last at <${Time} at=${group.lastAt} />.</p>
    ${mayReplay && movable.length > 1 && html`<p><label><input type="checkbox" checked=${movable.every(id => chosen.has(id))} onChange=${event => choose(movable, event.target.checked)} /> Choose all ${movable.length} of these that a replay would put back</label></p>`}
    <${Table} caption=${`Dead letters with ${group.code}`} empty="" columns=${columns}
      rows=${rows.map(row => ({ key: `${row.requestId} ${row.settledAt}`, cells: [
    html`${mayReplay && html`<input type="checkbox" aria-label=${`Choose ${row.requestId}`} checked=${chosen.has(row.requestId)} onChange=${event => choose([row.requestId], event.target.checked)} /> `}${row.attempts ? requestLink(row.requestId) : row.requestId}`,
    html`<${Time} at=${row.settledAt} />`, row.problems.length > 1 ? html`<ul>${row.problems.map(problem => html`<li>${problem}</li>`)}</ul>` : row.message, BILLING[row.billing] || '',
    html`<strong>${row.act}</strong>: ${row.why}`, row.act === 'skip' ? '' : row.seconds] }))} />
    ${rows.length < group.rows.length && html`<p><button onClick=${() => setAll(true)}>Show all ${group.rows.length}</button></p>`}
  </section>`;
}

/** The plan, and its confirmation. */
function Plan({ plan, close, done }) {
  const dialog = useRef(null);
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => { dialog.current.showModal(); }, []);
  const confirm = () => {
    setBusy(true);
    post('/api/replay', { planId: plan.planId }).then(done, refused => { setError(refused); setBusy(false); });
  };
  const cost = plan.money.map(sum => money(sum.amount, sum.currency)).join(' and ');
  const nothing = plan.rows.every(row => row.act === 'skip');
  return html`<dialog ref=${dialog} onClose=${close} aria-labelledby="plan-title">
    <h2 id="plan-title">Put back ${plan.rows.filter(row => row.act !== 'skip').length} of ${plan.rows.length}</h2>
    <p>${plan.submits} submits, ${plan.fetches} fetches, at most ${number(plan.seconds)} s billed${cost && `, at most ${cost}`}.</p>
    <${Table} caption="Plan" empty=${plan.lines.join('; ')} columns=${[{ name: 'Request' }, { name: 'What is done' }, { name: 'Seconds', number: true }, { name: 'Why' }]}
      rows=${plan.rows.map(row => ({ key: row.requestId, cells: [row.requestId, row.act, row.seconds, row.why] }))} />
    <p class="quiet">${plan.total}. The plan holds for five minutes; what changes until then is left alone.</p>
    ${error && html`<p class="note error" role="alert">${error.message}.</p>`}
    <p><button class="main" disabled=${busy || nothing} onClick=${confirm}>Put them back</button>${' '}<button onClick=${() => dialog.current.close()}>Leave them</button></p>
  </dialog>`;
}

export function DeadLetters({ about }) {
  const { data, error, again } = useLoad('/api/dead-letters');
  const [chosen, setChosen] = useState(new Set());
  const [plan, setPlan] = useState(null);
  const [result, setResult] = useState(null);
  const [refused, setRefused] = useState(null);
  const [typed, setTyped] = useState('');
  const ask = useRef(null);
  const choose = (ids, on) => setChosen(before => {
    const next = new Set(before);
    ids.forEach(id => on ? next.add(id) : next.delete(id));
    return next;
  });
  const planIt = body => post('/api/replay/plan', body).then(found => { setPlan(found); setRefused(null); setResult(null); }, setRefused);
  const finished = report => {
    setPlan(null);
    setResult(report);
    setChosen(new Set());
    announce(report.total);
    setTimeout(again, 500);
    ask.current?.focus();
  };
  return html`<h1 tabindex="-1">Dead letters</h1>
    <p class="quiet">What lies in the dead letter store: failed requests, which the menu and the page Now count, and documents that were refused before they were requests, which they don't.</p>
    <${Trouble} error=${error} /><${Trouble} error=${refused} />
    ${result && html`<div class="note"><p>${result.total}.</p><ul>${result.lines.map(line => html`<li class="mono">${line}</li>`)}</ul></div>`}
    ${about.mayReplay && html`<p><button class="main" ref=${ask} disabled=${!chosen.size} onClick=${() => planIt({ ids: [...chosen] })}>Plan to put back ${chosen.size} chosen</button></p>`}
    ${data && (data.groups.length ? data.groups.map(group => html`<${Group} key=${group.code} group=${group} chosen=${chosen} choose=${choose} mayReplay=${about.mayReplay} />`)
    : html`<p class="quiet">There are no dead letters.</p>`)}
    ${data?.more && html`<p class="note">There are more than these; the command <code>replay --all --dry-run</code> lists all.</p>`}
    ${about.mayReplay ? data?.groups.length > 0 && html`<h2>Submit one again, though it may be paid twice</h2>
      <form class="filter" onSubmit=${event => { event.preventDefault(); planIt({ ids: [typed], force: true, typed }); }}>
        <label>Its id, typed<input value=${typed} onInput=${event => setTyped(event.target.value)} /></label><button disabled=${!typed}>Plan it</button></form>`
    : html`<p class="quiet">This console only shows (vidu.console.replay is false). The command <code>replay</code> puts dead letters back.</p>`}
    ${plan && html`<${Plan} plan=${plan} close=${() => setPlan(null)} done=${finished} />`}`;
}
