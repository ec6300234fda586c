// The page's own script. Whatever comes from a document or a model is put in as text, never as markup.
const $ = (id) => document.getElementById(id);
const maxBytes = 10 * 1024 * 1024;
const statusEveryMs = 10_000;

let answering;

$('question-form').addEventListener('submit', (event) => {
  event.preventDefault();
  void ask($('question').value);
});
$('question').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (!$('ask').disabled) $('question-form').requestSubmit();
});
$('stop').addEventListener('click', () => answering?.abort());
$('document-form').addEventListener('submit', (event) => {
  event.preventDefault();
  void addDocument($('document-source').value, $('document-text').value);
});
$('document-file').addEventListener('change', () => void readFile($('document-file').files[0]));
setInterval(() => void showStatus(), statusEveryMs);
void showStatus();
void showDocuments();

async function ask(question) {
  answering = new AbortController();
  setAnswering(true);
  $('answer').replaceChildren();
  showSources([]);
  showError('');
  try {
    for await (const { event, data } of events('/api/chat', { question }, answering.signal)) {
      if (event === 'sources') showSources(data);
      if (event === 'token') $('answer').append(data.text);
      if (event === 'error') throw new Error(data.message);
      if (event === 'done') return;
    }
    throw new Error('the connection to the app broke');
  } catch (error) {
    if (!answering.signal.aborted) showError(`Error: ${error.message}.`);
    void showStatus();
  } finally {
    linkCitations();
    setAnswering(false);
  }
}

/** The server's events; each is a block of lines that a blank line ends. */
async function* events(path, body, signal) {
  const response = await call(path, { method: 'POST', body, signal });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let buffer = ''; ;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (buffer + value).split('\n\n');
    buffer = blocks.pop();
    for (const block of blocks) {
      const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
      if (event) yield { event, data: JSON.parse(data) };
    }
  }
}

function setAnswering(busy) {
  $('answer').setAttribute('aria-busy', String(busy));
  $('ask').disabled = busy;
  $('stop').hidden = !busy;
}

function showError(message) {
  $('question-error').textContent = message;
  $('question-error').hidden = message === '';
}

function showSources(sources) {
  $('sources-box').hidden = sources.length === 0;
  $('sources').replaceChildren(
    ...sources.map(({ number, source, excerpt }) => {
      const text = element('div', {}, element('span', { className: 'name' }, source), element('p', {}, excerpt));
      return element('li', { id: `source-${number}` }, element('span', { className: 'number' }, `${number}`), text);
    }),
  );
}

/** Makes each [n] of the finished answer a link to its source. */
function linkCitations() {
  const parts = $('answer').textContent.split(/(\[\d+\])/);
  $('answer').replaceChildren(
    ...parts.filter(Boolean).map((part) => {
      const target = `source-${part.slice(1, -1)}`;
      return /^\[\d+\]$/.test(part) && $(target) ? element('a', { href: `#${target}` }, part) : part;
    }),
  );
}

async function readFile(file) {
  if (!file) return;
  if (file.size > maxBytes) return showMessage(`${file.name} is larger than 10 MB`);
  $('document-text').value = await file.text();
  $('document-source').value = file.name;
  showMessage('');
}

async function addDocument(source, text) {
  $('document-add').disabled = true;
  showMessage('Adding…');
  try {
    await call('/api/documents', { method: 'POST', body: { source, text } });
    $('document-form').reset();
    showMessage(`Added ${source}`);
  } catch (error) {
    showMessage(`Not added: ${error.message}`);
  } finally {
    $('document-add').disabled = false;
    await Promise.all([showDocuments(), showStatus()]);
  }
}

async function removeDocument(source) {
  try {
    await call(`/api/documents/${encodeURIComponent(source)}`, { method: 'DELETE' });
    showMessage(`Removed ${source}`);
  } catch (error) {
    showMessage(`Not removed: ${error.message}`);
  }
  await showDocuments();
}

function showMessage(message) {
  $('document-message').textContent = message;
}

async function showDocuments() {
  const response = await call('/api/documents').catch(() => undefined);
  if (!response) return; // the status line says why
  const { documents } = await response.json();
  $('documents-count').textContent = documents.length || '';
  $('documents-empty').hidden = documents.length > 0;
  $('documents').replaceChildren(
    ...documents.map(({ source }) => {
      const remove = element('button', { type: 'button', className: 'quiet', ariaLabel: `Remove ${source}` }, 'Remove');
      remove.addEventListener('click', () => void removeDocument(source));
      return element('li', {}, element('span', { className: 'name' }, source), remove);
    }),
  );
}

async function showStatus() {
  const status = await call('/api/status').then(
    (response) => response.json(),
    () => ({ upstreams: {}, reingest: null }),
  );
  for (const item of $('status').children) {
    const { up = false, reason = 'the app does not answer' } = status.upstreams[item.dataset.upstream] ?? {};
    const text = up ? 'ready' : `away: ${reason}`;
    const state = item.querySelector('.state');
    item.dataset.up = up;
    if (state.textContent !== text) state.textContent = text; // an unchanged state is not announced again
  }
  if ($('notice').textContent !== (status.reingest ?? '')) $('notice').textContent = status.reingest ?? '';
  $('notice').hidden = !status.reingest;
}

/** Calls the app's API; an answer that is no success is an error with the app's own words. */
async function call(path, { method = 'GET', body, signal } = {}) {
  const headers = body && { 'content-type': 'application/json' };
  const response = await fetch(path, { method, headers, body: body && JSON.stringify(body), signal });
  if (response.ok) return response;
  const { error } = await response.json().catch(() => ({ error: `the app answered ${response.status}` }));
  throw new Error(error);
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
