// Chromium, as the checks in it need it. From the environment: CHROMIUM, PROFILE.
const { chromium } = require('playwright-core');
const assert = require('node:assert/strict');

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// Runs check(page, seen): seen.requested and seen.complaints fill up while it does.
async function inBrowser(viewport, check) {
  const browser = await chromium.launchPersistentContext(process.env.PROFILE, {
    executablePath: process.env.CHROMIUM,
    args: flags,
    headless: true,
    viewport,
  });
  try {
    const seen = { requested: [], complaints: [] };
    browser.on('request', request => seen.requested.push(request.url()));
    const page = await browser.newPage();
    page.setDefaultTimeout(30_000);
    page.on('console', message => {
      if (['error', 'warning'].includes(message.type())) seen.complaints.push(message.text());
    });
    page.on('pageerror', error => seen.complaints.push(String(error)));
    await check(page, seen);
  } finally {
    await browser.close();
  }
}

function loadsNothingFromElsewhere(seen, origin) {
  const elsewhere = seen.requested.filter(
    one => !one.startsWith(origin + '/') && !/^(data|blob):/.test(one),
  );
  assert.deepEqual(elsewhere, [], 'requests to other hosts');
  assert.ok(seen.requested.length > 5, 'requests were seen at all');
  console.log(`${seen.requested.length} requests, all to ${origin}`);
}

function run(main) {
  main().catch(error => {
    console.error(error);
    process.exit(1);
  });
}

module.exports = { inBrowser, loadsNothingFromElsewhere, run };
