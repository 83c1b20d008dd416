"""What Schemathesis cannot know of this API. It counts the requests, too."""

import atexit
import json
import os
import random
import re
import uuid

import schemathesis
from schemathesis.openapi.checks import IgnoredAuth

RANDOM = random.Random(int(os.environ["FUZZ_SEED"]))

# The caller's own key and account are to last.
OWN = set(os.environ["FUZZ_OWN_IDS"].split(","))

# Ids that were seen in answers, by the member that had them.
SEEN = {}
KINDS = {
    "contacts": "contact_id",
    "enrichments": "enrichment_id",
    "accounts": "account_id",
    "keys": "key_id",
    "suppressions": "suppression_id",
}
MEMBER = re.compile(rb'"(\w+_id)":"([0-9a-f-]{36})"')

requests = 0


@schemathesis.hook
def before_call(context, case, kwargs):
    """Half of the ids are some that exist: made up ones would lead nowhere but to 404."""
    follows_links = case.meta and case.meta.phase.name.value == "stateful"
    for name, value in (case.path_parameters or {}).items():
        collection = re.search(r"(\w+)/\{%s\}" % name, case.operation.path)
        known = SEEN.get(KINDS.get(collection and collection[1]))
        if known and is_id(value) and not follows_links and RANDOM.random() < 0.5:
            case.path_parameters[name] = RANDOM.choice(known)
        if case.path_parameters[name] in OWN and case.method != "GET":
            case.path_parameters[name] = str(uuid.uuid4())
    if isinstance(case.body, dict) and isinstance(case.body.get("max_wait_seconds"), int):
        # Waiting finds nothing.
        case.body["max_wait_seconds"] = min(case.body["max_wait_seconds"], 1)


@schemathesis.hook
def after_call(context, case, response):
    global requests
    requests += 1
    for member, value in MEMBER.findall(response.content[:20_000]):
        known = SEEN.setdefault(member.decode(), [])
        if len(known) < 500:
            known.append(value.decode())
        else:
            known[RANDOM.randrange(500)] = value.decode()


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """A dry run ignores its Idempotency-Key, so it takes a broken one; and whoever sends no valid key
    too often is told so, by 429 instead of 401."""
    dry = isinstance(case.query, dict) and str(case.query.get("dry_run")).lower() == "true"
    if dry and response.status_code == 200 and "Idempotency-Key" in failure.message:
        return False
    # It is another response than this one, to a request that the check has made.
    return not (isinstance(failure, IgnoredAuth) and "got `429 " in failure.message)


def is_id(value):
    try:
        return bool(uuid.UUID(str(value)))
    except ValueError:
        return False


@atexit.register
def tell():
    with open(os.environ["FUZZ_COUNT"], "w") as file:
        json.dump(requests, file)
