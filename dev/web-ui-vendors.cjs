// Started by check-web-ui: web-ui-vendors.cjs PORT_FILE
// Two vendors and a receiver of webhooks, on loopback. What they do is in the domain they are asked
// about, and in the path that is posted to.
const http = require('node:http');
const fs = require('node:fs');

const LONG_ENOUGH_FOR_OTHERS = 5_000;

const vendors = {
  '/acme-data': domain => (domain.startsWith('found') ? found(domain) : miss(domain)),
  '/people-finder': domain => {
    if (domain.startsWith('known')) return found(domain);
    return domain.startsWith('later') ? later() : miss(domain);
  },
};

const found = domain => ({ status: 200, body: JSON.stringify({ email: `ada@${domain}` }), after: 400 });
const miss = domain => ({ status: 200, body: domain.startsWith('broken') ? '<' : '{}', after: 300 });
const later = () => ({ status: 429, body: '{}', after: LONG_ENOUGH_FOR_OTHERS, retryAfter: '3600' });
const hooks = { '/hook': { status: 200, after: 200 }, '/closed-hook': { status: 503, after: 50 } };

const server = http.createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  const vendor = vendors[url.pathname];
  const reply = vendor ? vendor(url.searchParams.get('domain')) : hooks[url.pathname];
  request.resume();
  request.on('end', () =>
    setTimeout(() => {
      const headers = reply.retryAfter ? { 'Retry-After': reply.retryAfter } : {};
      response.writeHead(reply.status, headers).end(reply.body);
    }, reply.after),
  );
});

server.listen(0, '127.0.0.1', () =>
  fs.writeFileSync(process.argv[2], String(server.address().port)),
);
