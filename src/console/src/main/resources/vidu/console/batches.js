// The page Batches: how far each is, when it will be done, and what it costs.
import { Link, Table, Time, Trouble, html, money, number, useEffect, useLoad, useState, withQuery, words, get } from './parts.js';

const AGAIN_MILLIS = 5000;

function Costs({ id }) {
  const [batch, setBatch] = useState(null);
  const [error, setError] = useState(null);
  const sum = all => all.map(each => money(each.amount, each.currency)).join(' and ') || 'not known without prices';
  if (batch) return html`<span>${sum(batch.spent)} spent; ${sum(batch.toCome)} to come</span>`;
  return html`<button onClick=${() => get(`/api/batches/${encodeURIComponent(id)}`).then(setBatch, setError)}>Tell<span class="hidden"> what ${id} costs</span></button>${error && html` <span class="bad">${error.message}</span>`}`;
}

export function Batches() {
  const { data, error, again } = useLoad('/api/batches');
  useEffect(() => {
    const timer = setInterval(() => document.hidden || again(), AGAIN_MILLIS);
    return () => clearInterval(timer);
  }, [again]);
  return html`<h1 tabindex="-1">Batches</h1><${Trouble} error=${error} />
    ${data && html`<${Table} caption="Batches" empty="There was no batch yet: drop a table or a list of prompts into the folder."
      columns=${[{ name: 'Batch' }, { name: 'State' }, { name: 'Settled', wide: true }, { name: 'Stored', number: true }, { name: 'Failed', number: true }, { name: 'Under way', number: true, hide: true }, { name: 'Wait', number: true, hide: true },
        { name: 'Done at about' }, { name: 'Billed', number: true, hide: true }, { name: 'Money' }]}
      rows=${data.rows.map(batch => {
    const known = Math.max(batch.rows, batch.stored + batch.failed) + batch.waiting + batch.underWay;
    const settled = batch.stored + batch.failed;
    return { key: batch.batch, cells: [html`<${Link} href=${withQuery('/requests', { batch: batch.batch })}>${batch.name || batch.batch}<//>`, words(batch.state),
      html`<progress max=${Math.max(1, known)} value=${settled} aria-label=${`${batch.name}: ${settled} of ${known} rows settled`}></progress> <span>${number(settled)} of ${number(known)}</span>`,
      number(batch.stored), batch.failed ? html`<a href=${`/api/batches/${encodeURIComponent(batch.batch)}/failed`} download>${number(batch.failed)}<span class="hidden"> failed rows of ${batch.name} as CSV</span></a>` : '0',
      number(batch.underWay), number(batch.waiting),
      batch.expectedEnd ? html`<${Time} at=${batch.expectedEnd} />` : '', `${number(batch.billedSeconds)} s`, html`<${Costs} id=${batch.batch} />`] };
  })} />
    <p class="quiet">Rows that nobody has read yet are not counted. The end is that of the known rows, if all slots were for this batch. A number of failed rows is a link to them, as CSV.</p>`}`;
}
