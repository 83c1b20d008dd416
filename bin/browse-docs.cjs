// Started by check-docs: browse-docs.cjs URL KEY CHROMIUM PROFILE SCREENSHOT
const { chromium } = require('playwright-core');
const assert = require('node:assert/strict');

const [url, key, executablePath, profile, screenshot] = process.argv.slice(2);

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function main() {
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: flags,
    headless: true,
    viewport: { width: 1280, height: 1500 },
  });
  try {
    await check(browser);
  } finally {
    await browser.close();
  }
}

async function check(browser) {
  const requested = [];
  const complaints = [];
  browser.on('request', request => requested.push(request.url()));
  const page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(String(error)));

  await page.goto(url + '/docs');
  await page.waitForSelector('.opblock');
  await listsEveryOperation(page);
  await page.screenshot({ path: screenshot });
  await authorizes(page);
  await triesOut(page, 'GET', '/api/v2/credits', 200, '"available": 10000');
  await triesOut(page, 'POST', '/api/v2/contacts/bulk_enrich', 202, '"status": "queued"');

  const elsewhere = requested.filter(one => !one.startsWith(url + '/') && !one.startsWith('data:'));
  assert.deepEqual(elsewhere, [], 'requests to other hosts');
  assert.deepEqual(complaints, [], 'what the browser complained of');
  assert.ok(requested.length > 5, 'requests were seen at all');
  console.log(`${requested.length} requests, all to ${url}`);
}

async function listsEveryOperation(page) {
  const contract = await (await fetch(url + '/openapi.json')).json();
  const methods = ['get', 'put', 'post', 'patch', 'delete'];
  const expected = Object.entries(contract.paths).flatMap(([path, item]) =>
    methods.filter(method => item[method]).map(method => `${method.toUpperCase()} ${path}`),
  );
  const listed = await page.$$eval('.opblock-tag-section .opblock', blocks =>
    blocks.map(block => {
      const method = block.querySelector('.opblock-summary-method').textContent;
      return `${method} ${block.querySelector('[data-path]').dataset.path}`;
    }),
  );
  assert.deepEqual(listed.sort(), expected.sort(), 'operations that are listed');
  console.log(`${listed.length} operations are listed`);
}

async function authorizes(page) {
  await page.click('.btn.authorize');
  const form = page.locator('.auth-container', { hasText: 'X-API-KEY' });
  await form.locator('input').fill(key);
  await form.locator('button.authorize').click();
  await page.click('.btn-done');
}

async function triesOut(page, method, path, status, text) {
  const operation = page.locator(`.opblock-${method.toLowerCase()}`, {
    has: page.locator(`[data-path="${path}"]`),
  });
  await operation.locator('.opblock-summary-control').click();
  await operation.locator('.try-out__btn').click();
  await operation.locator('.execute').click();
  const answer = operation.locator('.live-responses-table .response').first();
  await answer.waitFor();
  assert.equal((await answer.locator('.response-col_status').innerText()).trim(), String(status));
  assert.ok((await answer.innerText()).includes(text), `the answer to ${method} ${path}`);
  console.log(`${method} ${path} was answered with ${status}`);
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
