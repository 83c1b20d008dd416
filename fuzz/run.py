"""Starts the API with a stack of its own, and has two Schemathesis processes at a time at it until
it has had enough requests. Started by dev/fuzz."""

import contextlib
import itertools
import json
import os
import pathlib
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent
ENOUGH = 20_000
LONGEST = 25 * 60
SEED = int(os.environ.get("FUZZ_SEED", "1"))


def main():
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="enrichment-fuzz-") as folder:
        with Server(pathlib.Path(folder)) as server:
            requests, failures, rounds = 0, 0, 0
            while requests < ENOUGH and not failures and time.monotonic() - started < LONGEST:
                with contextlib.ExitStack() as pair:
                    runs = [
                        pair.enter_context(Run(server, folder, SEED + 2 * rounds + i, rounds == 0))
                        for i in range(2)
                    ]
                    for run in runs:
                        counted, failed = run.end()
                        requests += counted
                        failures += failed
                rounds += 1
                print(f"{requests} requests after {time.monotonic() - started:.0f} s", flush=True)
            failures += server.faults()
    if requests < ENOUGH and not failures:
        print(f"That is less than {ENOUGH}.")
        failures = 1
    print(f"{requests} requests, {failures} failures")
    return 1 if failures else 0


class Server:
    """bin/standalone run, with an empty folder, and an account that can afford everything."""

    def __init__(self, folder):
        self.port, ui_port = free_ports()
        self.admin_token = secrets.token_hex(16)
        self.log = folder / "server.log"
        environment = os.environ | {
            "DATA_DIR": str(folder / "data"),
            "HTTP_PORT": str(self.port),
            "TEMPORAL_UI_PORT": str(ui_port),
            "ADMIN_TOKEN": self.admin_token,
            "RATE_LIMIT_ACCOUNT": "0",
            "RATE_LIMIT_KEY": "0",
            "LOG_LEVEL": "INFO",
        }
        self.process = subprocess.Popen(
            [ROOT / "bin/standalone", "run"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
        )
        self.url = f"http://localhost:{self.port}"

    def __enter__(self):
        try:
            self.wait()
            account = self.admin(
                "/admin/accounts",
                {"name": "Fuzz", "credits": 1_000_000_000, "personal_email_consent": True},
            )
        except BaseException:
            self.__exit__()
            raise
        self.key = account["api_key"]
        self.own_ids = [value for name, value in account.items() if name.endswith("_id")]
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def wait(self):
        for _ in range(120):
            try:
                return urllib.request.urlopen(self.url + "/readyz", timeout=5)
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(1)
        sys.exit("The API does not start:\n" + self.log.read_text())

    def admin(self, path, body):
        request = urllib.request.Request(
            self.url + path,
            json.dumps(body).encode(),
            {"Authorization": "Bearer " + self.admin_token, "Content-Type": "application/json"},
        )
        return json.load(urllib.request.urlopen(request, timeout=30))

    def faults(self):
        """Whatever the server itself calls a fault."""
        faults = [line for line in self.log.read_text().splitlines() if "http.request.failed" in line]
        for line in faults:
            print(line)
        return len(faults)


class Run:
    """One process; the first ones go through the phases that are the same whatever the seed."""

    def __init__(self, server, folder, seed, first):
        print(f"Seed {seed}", flush=True)
        self.count = pathlib.Path(folder) / f"count-{seed}"
        self.output = pathlib.Path(folder) / f"output-{seed}"
        self.process = subprocess.Popen(
            [
                pathlib.Path(sys.executable).parent / "schemathesis",
                "--config-file",
                HERE / "schemathesis.toml",
                "run",
                server.url + "/openapi.json",
                "--seed",
                str(seed),
                "--phases",
                "examples,coverage,fuzzing,stateful" if first else "fuzzing",
                "--max-examples",
                os.environ.get("FUZZ_EXAMPLES", "150"),
                "--no-color",
                *sys.argv[1:],
            ],
            cwd=folder,
            env=os.environ
            | {
                "FUZZ_ADMIN_TOKEN": server.admin_token,
                "FUZZ_API_KEY": server.key,
                "FUZZ_COUNT": str(self.count),
                "FUZZ_HOOKS": str(HERE / "hooks.py"),
                "FUZZ_OWN_IDS": ",".join(server.own_ids),
                "FUZZ_SEED": str(seed),
            },
            stdin=subprocess.DEVNULL,
            stdout=self.output.open("w"),
            stderr=subprocess.STDOUT,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def end(self):
        try:
            code = self.process.wait(LONGEST)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        output = self.output.read_text()
        if code:
            print(output, flush=True)
        counted = json.loads(self.count.read_text()) if self.count.exists() else 0
        found = re.search(r"(\d+) unique failures", output)
        return counted, max(1, int(found[1]) if found else 0) if code else 0


def free_ports():
    """One for HTTP, and one whose own and whose neighbour 1,000 below are for Temporal."""
    for _ in itertools.repeat(None):
        with socket.socket() as http, socket.socket() as ui, socket.socket() as grpc:
            http.bind(("localhost", 0))
            ui.bind(("localhost", 0))
            ui_port = ui.getsockname()[1]
            try:
                grpc.bind(("localhost", ui_port - 1_000))
                return http.getsockname()[1], ui_port
            except OSError:
                pass


if __name__ == "__main__":
    # So that what was started is ended then, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main())
