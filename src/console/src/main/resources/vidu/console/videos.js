// The page Videos: what was made, newest first.
import { Link, Time, Trouble, announce, html, query, useEffect, useLoad, withQuery } from './parts.js';
import { Player, requestLink } from './requests.js';

export function Videos({ about }) {
  const asked = query();
  const { data, error } = useLoad(withQuery('/api/videos', { after: asked.after, limit: 12 }));
  useEffect(() => { if (data) announce(`Videos of ${data.rows.length} requests`); }, [data]);
  return html`<h1 tabindex="-1">Videos</h1><${Trouble} error=${error} />
    ${data && (data.rows.length ? html`<ul class="cards">${data.rows.map(row => html`<li class="card" key=${row.request.requestId}>
      <h2>${requestLink(row.request.requestId)}</h2>
      <p class="quiet"><${Time} at=${row.storedAt} />${row.request.project && `, project ${row.request.project}`}${row.request.mode && `, ${row.request.mode}`}</p>
      ${about.showsPrompts && row.prompt && html`<p>${row.prompt}</p>`}
      ${row.videos.map((video, i) => html`<${Player} key=${video.uri} id=${row.request.requestId} index=${i} video=${video} />`)}
    </li>`)}</ul>` : html`<p class="quiet">No video is stored yet.</p>`)}
    ${data?.next && html`<p><${Link} href=${withQuery('/videos', { after: data.next })}>Older<//></p>`}`;
}
