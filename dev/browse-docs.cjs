// Started by check-docs: browse-docs.cjs URL KEY SCREENSHOT
const { inBrowser, loadsNothingFromElsewhere, run } = require('./browser.cjs');
const assert = require('node:assert/strict');

const [url, key, screenshot] = process.argv.slice(2);

run(() => inBrowser({ width: 1280, height: 1500 }, check));

async function check(page, seen) {
  await page.goto(url + '/docs');
  await page.waitForSelector('.opblock');
  await listsEveryOperation(page);
  await page.screenshot({ path: screenshot });
  await authorizes(page);
  await triesOut(page, 'GET', '/api/v2/credits', 200, '"available": 10000');
  await triesOut(page, 'POST', '/api/v2/contacts/bulk_enrich', 202, '"status": "queued"');

  loadsNothingFromElsewhere(seen, url);
  assert.deepEqual(seen.complaints, [], 'what the browser complained of');
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
