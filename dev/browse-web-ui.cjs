// Started by check-web-ui: browse-web-ui.cjs URL OTHERS IMAGES
const { inBrowser, loadsNothingFromElsewhere, run } = require('./browser.cjs');
const assert = require('node:assert/strict');
const fs = require('node:fs');

const [url, others, images] = process.argv.slice(2);
const { DEMO_API_KEY, ADMIN_TOKEN } = process.env;

// Not much wider than a document is shown, and high enough for all of a page that matters.
const VIEWPORT = { width: 1160, height: 1800 };
const PATIENCE = 60_000;

// The list with what is of interest here in its columns, as one can have it with the wheel below it.
const LOOKS = {
  savedQueryNavOpen: false,
  'namespace-workflow-table-columns': {
    default: ['Status', 'Workflow ID', 'ContactOutcome', 'Provider'].map(
      label => ({ label }),
    ),
  },
};

async function main() {
  const account = await call('GET', '/api/v2/account');
  const ended = await post('/hook', ['found-1', 'known-2']);
  const runs = await post('/hook', [
    ...names('found', 5),
    ...names('known', 2),
    ...names('none', 2),
    'broken-1',
    ...names('later', 2),
  ]);
  const untold = await post('/closed-hook', ['found-a', 'found-b', 'found-c']);
  await until(async () => {
    const counts = (await call('GET', `/api/v2/enrichments/${runs}`)).contacts;
    const told = await call('GET', `/api/v2/enrichments/${untold}`);
    const done = await call('GET', `/api/v2/enrichments/${ended}`);
    return counts.pending === 2 && told.contacts.pending === 0 && done.webhooks.pending === 0;
  });
  const links = {
    account: (await call('GET', `/admin/accounts/${account.account_id}`)).web_ui,
    runs: (await call('GET', `/admin/enrichments/${runs}`)).web_ui,
    ended: (await call('GET', `/admin/enrichments/${ended}`)).web_ui,
  };
  await inBrowser(VIEWPORT, async (page, seen) => {
    await page.addInitScript(looks => {
      for (const [name, value] of Object.entries(looks)) {
        localStorage.setItem(name, JSON.stringify(value));
      }
    }, LOOKS);
    await listsWhatWaitsForItsWebhook(page, links.account, untold);
    await listsWhatIsAnAccounts(page, links.account, [ended, runs, untold]);
    await showsWhereABatchStands(page, links.runs);
    await showsTheTimelineOfAContact(page, links.ended);
    loadsNothingFromElsewhere(seen, new URL(links.account).origin);
  });
}

async function listsWhatWaitsForItsWebhook(page, accountLink, enrichment) {
  const link = new URL(accountLink);
  link.search = '?query=' + encodeURIComponent(documented('contacts waiting for their webhook'));
  await page.goto(link.href);
  const expected = [0, 1, 2].map(position => contact(enrichment, position));
  await lists(page, expected);
  await shows(page, ['3 Running', 'ContactOutcome', 'found', 'acme-data']);
  await screenshot(page, 'web-ui-list.png', '3 Workflows', 400);
}

async function listsWhatIsAnAccounts(page, link, [ended, runs, untold]) {
  await page.goto(link);
  const contacts = (enrichment, count) =>
    [...Array(count).keys()].map(position => contact(enrichment, position));
  await lists(page, [
    ...[ended, runs, untold].map(enrichment => 'bulk-enrichment/' + enrichment),
    ...contacts(ended, 2),
    ...contacts(runs, 12),
    ...contacts(untold, 3),
  ]);
}

async function lists(page, expected) {
  const shown = () =>
    page.$$eval('a[href*="/workflows/bulk-enrichment"]', links => [
      ...new Set(links.map(link => link.textContent.trim()).filter(text => text.startsWith('bulk'))),
    ]);
  await until(async () => (await shown()).length === expected.length).catch(() => {});
  assert.deepEqual((await shown()).sort(), expected.sort(), 'workflows that are listed');
  console.log(`${expected.length} workflows are listed, and no other`);
}

async function showsWhereABatchStands(page, link) {
  await page.goto(link);
  await page.getByText('User Metadata', { exact: true }).first().click();
  await shows(page, [
    '10 of 12 contacts have ended',
    'Waits for 2 contacts, 010, 011',
    /found\s+7/,
    /not found\s+2/,
    /failed\s+1/,
  ]);
  await screenshot(page, 'web-ui-batch.png', 'Back to Workflows', 840);
}

async function showsTheTimelineOfAContact(page, link) {
  const child = link + encodeURIComponent('/001');
  await page.goto(child);
  await shows(page, ['people-finder: lookup', 'acme-data: lookup', 'contact 1']);
  await screenshot(page, 'web-ui-contact.png', 'Event History', 480);
}

async function shows(page, texts) {
  const missing = async () => {
    const text = await textOf(page);
    return texts.filter(one => (one instanceof RegExp ? !one.test(text) : !text.includes(one)));
  };
  await until(async () => (await missing()).length === 0).catch(() => {});
  assert.deepEqual(await missing(), [], `missing from ${page.url()}:\n${await textOf(page)}`);
  console.log(`${texts.length} texts are shown`);
}

// Markdown is shown in a frame of its own.
async function textOf(page) {
  const texts = await Promise.all(
    page.frames().map(frame => frame.locator('body').innerText().catch(() => '')),
  );
  return texts.join('\n');
}

// Of the page's full width, from a little above some text on.
async function screenshot(page, name, text, height) {
  await page.waitForTimeout(1_000);
  const { y } = await page.getByText(text).locator('visible=true').first().boundingBox();
  const clip = { x: 0, y: Math.max(0, y - 24), width: VIEWPORT.width, height };
  await page.screenshot({ path: `${images}/${name}`, clip });
}

// The filter that docs/operate.md recommends.
function documented(what) {
  const row = fs.readFileSync('docs/operate.md', 'utf8').match(new RegExp(`\\| ${what} \\| \`([^\`]+)\` \\|`));
  assert.ok(row, `a filter for ${what} in docs/operate.md`);
  return row[1];
}

const names = (kind, count) => [...Array(count).keys()].map(i => `${kind}-company-${i}`);
const contact = (enrichment, position) =>
  `bulk-enrichment/${enrichment}/${String(position).padStart(3, '0')}`;

async function post(hook, companies) {
  const contacts = companies.map(company => ({
    firstname: 'Ada',
    lastname: 'Lovelace',
    domain: `${company}.example`,
  }));
  const body = { enrichment_type: ['email'], webhook_url: others + hook, contacts };
  return (await call('POST', '/api/v2/contacts/bulk_enrich', body)).enrichment_id;
}

async function call(method, path, body) {
  const headers = { 'X-API-KEY': DEMO_API_KEY, 'Content-Type': 'application/json' };
  if (path.startsWith('/admin')) headers.Authorization = `Bearer ${ADMIN_TOKEN}`;
  const answer = await fetch(url + path, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

async function until(condition) {
  const deadline = Date.now() + PATIENCE;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, `it did not come to pass: ${condition}`);
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

run(main);
