// The page Money: what was spent, on what, and what caps leave.
import { Table, Trouble, announce, go, html, money, number, query, useEffect, useLoad, withQuery } from './parts.js';

const GROUPS = ['day', 'project', 'account', 'mode'];

function Bar({ row, most, unit }) {
  const part = sum => `${100 * unit(sum) / most}%`;
  return html`<div class="bar" aria-hidden="true">
    <i class="age" style=${{ width: part(row.charged) }}></i>
    <i class="perhaps" style=${{ left: part(row.charged), width: part(row.doubtful) }}></i>
    <i class="band" style=${{ left: `${100 * (unit(row.charged) + unit(row.doubtful)) / most}%`, width: part(row.reserved) }}></i>
  </div>`;
}

const cost = (sum, currency) => sum.submits === 0 ? '' : `${currency ? money(sum.amount, currency) + ', ' : ''}${number(sum.seconds)} s`;

function Costs({ report }) {
  const unit = sum => report.rows.every(row => row.currency) ? Number(sum.amount) : sum.seconds;
  const most = Math.max(1e-9, ...report.rows.map(row => unit(row.charged) + unit(row.doubtful) + unit(row.reserved)));
  const row = (each, name, key) => ({ key, cells: [name, html`<${Bar} row=${each} most=${most} unit=${unit} />`,
    cost(each.charged, each.currency), cost(each.doubtful, each.currency), cost(each.reserved, each.currency), each.refunded ? cost(each.refunded, each.currency) : '', number(each.released.submits), number(each.submits)] });
  return html`<${Table} caption=${`Costs by ${report.by}`} empty="Nothing was submitted in these days."
    columns=${[{ name: report.by[0].toUpperCase() + report.by.slice(1) }, { name: 'Share', wide: true, hide: true }, { name: 'Billed', number: true },
      { name: 'Perhaps billed', number: true }, { name: 'Under way', number: true }, { name: 'Given back', number: true, hide: true }, { name: 'Failed, not billed', number: true }, { name: 'Submits', number: true }]}
    rows=${[...report.rows.map((each, i) => row(each, each[report.by] || 'without', `${each[report.by]}/${each.currency}`)),
      ...report.totals.map(each => ({ ...row(each, html`<strong>All</strong>`, `all/${each.currency}`) })).map(each => ({ ...each, cells: each.cells.map((cell, i) => i === 1 ? '' : cell) }))]} />`;
}

const sum = (value, unit) => unit === 's' ? `${number(value)} s` : money(value, unit);

export function Money({ path }) {
  const asked = query();
  const by = asked.by || 'day';
  const { data, error } = useLoad(withQuery('/api/money', { from: asked.from, to: asked.to, by }));
  useEffect(() => { if (data) announce(`Costs by ${data.by} from ${data.from} to ${data.to}, ${data.rows.length} rows`); }, [data]);
  const change = more => go(withQuery('/money', { ...asked, ...more }));
  return html`<h1 tabindex="-1">Money</h1>
    <form class="filter" onSubmit=${event => event.preventDefault()}>
      <label>From<input type="date" value=${asked.from || data?.from || ''} onChange=${event => change({ from: event.target.value })} /></label>
      <label>To<input type="date" value=${asked.to || data?.to || ''} onChange=${event => change({ to: event.target.value })} /></label>
      <label>By<select value=${by} onChange=${event => change({ by: event.target.value })}>${GROUPS.map(each => html`<option value=${each}>${each}</option>`)}</select></label>
      <a href=${withQuery('/api/money', { from: asked.from, to: asked.to, by, format: 'csv' })} download>Download as CSV</a>
    </form>
    <${Trouble} error=${error} />
    ${data && html`<${Costs} report=${data} />
      <p class="quiet">A submit counts in the day on which it left, in ${data.zone}. Full bars are billed for certain, striped ones perhaps: tasks that failed or whose answer was lost. Pale ones are under way.</p>
      <h2>Caps</h2>
      <${Table} caption="Caps" empty="No cap is set (vidu.cap.day and others)."
        columns=${[{ name: 'Setting' }, { name: 'Project' }, { name: 'Cap', number: true }, { name: 'Spent or reserved', number: true }, { name: 'Left', number: true }]}
        rows=${data.caps.map(cap => ({ key: cap.setting, cells: [html`<code>${cap.setting}</code>`, cap.project === '*' ? 'each' : cap.project,
          sum(cap.limit, cap.unit), sum(cap.spent, cap.unit), sum(cap.left, cap.unit)] }))} />
      <h2>Balance</h2>
      <${Table} caption="Balance of the accounts" empty="The balance is not asked for (vidu.balance.floor)."
        columns=${[{ name: 'Account' }, { name: 'Balance', number: true }, { name: 'Age', number: true }]}
        rows=${data.balances.map(each => ({ key: each.account, cells: [each.account, money(each.usd, 'USD'), `${number(Math.round(each.ageSeconds))} s`] }))} />`}`;
}
