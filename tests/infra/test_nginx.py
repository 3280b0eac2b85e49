"""The real nginx with our file before two web servers in production: TLS, headers, limits, failover."""

import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from mingjing.embedded import Urls
from tests.cast import PASSWORD
from tests.infra.programs import Process, kill, until, web
from tests.mingjing.test_serve import free_port

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
NAME = "mj.test"
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


class Site:
    """The ports of nginx and what stands behind it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.http, self.https = folder, free_port(), free_port()
        self.webs: list[Process] = []

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body, over TLS with the certificate checked."""
        context = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        connection = http.client.HTTPSConnection(NAME, self.https, context=context, timeout=30)
        plain = socket.create_connection(("127.0.0.1", self.https), timeout=30)
        connection.sock = context.wrap_socket(plain, server_hostname=NAME)
        with connection.sock:
            connection.request(method, path, body, {name.replace("_", "-"): text for name, text in headers.items()})
            answer = connection.getresponse()
            found: dict[str, str] = {}
            for name, text in answer.getheaders():
                found[name.lower()] = f"{found[name.lower()]}\n{text}" if name.lower() in found else text
            return answer.status, found, answer.read()


def write_certificate(folder: Path) -> None:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(pem)


def rendered(site: Site, web_ports: list[int]) -> Path:
    """A whole configuration around the file, which belongs into `http {}`."""
    values = {
        "MINGJING_NAME": NAME,
        "MINGJING_WEB": " ".join(f"server 127.0.0.1:{port};" for port in web_ports),
        "MINGJING_TLS": str(site.folder),
        "MINGJING_PAGES": str(site.folder / "pages"),
        "MINGJING_HTTP_PORT": str(site.http),
        "MINGJING_HTTPS_PORT": str(site.https),
        "MINGJING_ACCESS_LOG": str(site.folder / "access.log"),
    }
    script = ROOT / "infra" / "deploy" / "nginx" / "render"
    text = subprocess.run([script], env=os.environ | values, capture_output=True, text=True, check=True).stdout
    temporary = "\n".join(
        f"{kind}_temp_path {site.folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Started by root it would work as www-data, who may not enter the folder of a test.
    user = "user root;" if os.geteuid() == 0 else ""
    whole = site.folder / "nginx.conf"
    whole.write_text(
        f"{user}\npid {site.folder}/nginx.pid;\nerror_log {site.folder}/error.log;\nevents {{}}\n"
        f"http {{\ntypes {{ text/javascript js; text/css css; }}\n{temporary}\n{text}\n}}\n"
    )
    return whole


@pytest.fixture
def site(own_database: Urls, tmp_path: Path) -> Iterator[Site]:
    found = Site(tmp_path)
    write_certificate(tmp_path)
    (tmp_path / "pages" / "assets").mkdir(parents=True)
    (tmp_path / "pages" / "assets" / "index-Ab12.js").write_text("console.log(1)\n" * 200)
    (tmp_path / "pages" / "index.html").write_text("<p>without a policy</p>")
    production = {
        "MINGJING_ENV": "production",
        "MINGJING_SECRET_KEY": "k3Jx9-fWq2" * 6,
        "MINGJING_FIELD_KEYS": "one:qXl0m3yWv7Vf6c2eQ1aZr9uTn4sKj8hGd5bLpOiE_xY",
        "MINGJING_HOSTS": f"{NAME},127.0.0.1",
        "MINGJING_ORIGIN": f"https://{NAME}",
    }
    ports = [free_port(), free_port()]
    configuration = rendered(found, ports)
    assert NGINX is not None
    checked = subprocess.run([NGINX, "-t", "-c", configuration], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr
    with ExitStack() as stack:
        found.webs = [
            stack.enter_context(web(own_database, tmp_path / f"web{port}", port, **production)) for port in ports
        ]
        argv = [NGINX, "-c", str(configuration), "-g", "daemon off;"]
        with subprocess.Popen(argv, start_new_session=True) as nginx:
            try:
                until(lambda: is_open(found.https))
                yield found
            finally:
                nginx.terminate()
                nginx.wait(30)


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_nginx_before_two_web_servers_in_production(site: Site) -> None:
    check_entry(site)
    check_files(site)
    check_address(site)
    check_limits(site)
    check_failover(site)


def check_entry(site: Site) -> None:
    """Plain HTTP is sent on, other names are refused, pages come with the web server's headers and secure cookies."""
    connection = http.client.HTTPConnection("127.0.0.1", site.http, timeout=30)
    connection.request("GET", "/desk?x=1", headers={"Host": "evil.test"})
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Location")) == (301, f"https://{NAME}/desk?x=1")
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection(("127.0.0.1", site.https), timeout=30) as plain,
        pytest.raises((ssl.SSLError, ConnectionResetError)),
    ):
        context.wrap_socket(plain, server_hostname="evil.test")
    status, headers, _ = site.ask("/", X_Request_ID="0123456789abcdef")
    assert (status, headers["x-request-id"]) == (200, "0123456789abcdef")
    assert "script-src 'self'" in headers["content-security-policy"]
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert "Secure" in headers["set-cookie"]
    assert headers["server"] == "nginx"  # no version
    assert [site.ask(path)[0] for path in ("/metrics", "/readyz", "/healthz")] == [404, 404, 200]


def check_files(site: Site) -> None:
    status, headers, body = site.ask("/static/assets/index-Ab12.js", Accept_Encoding="gzip")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert len(body) < 200
    for path in ("/static/assets/none.js", "/static/index.html", "/static/assets../nginx.conf"):
        status, headers, body = site.ask(path)
        assert (status, b"without a policy" in body, b"events" in body) == (404, False, False), path
    assert site.ask("/static/assets/none.js")[1]["x-content-type-options"] == "nosniff"


def check_address(site: Site) -> None:
    """Nobody says himself where he comes from: the address of a session is the one that nginx saw."""
    _, headers, _ = site.ask("/")
    token = cookies(headers)["csrftoken"]
    said = {
        "Cookie": f"csrftoken={token}",
        "X_CSRFToken": token,
        "Content_Type": "application/json",
        "Origin": f"https://{NAME}",
        "Referer": f"https://{NAME}/",
        "X_Forwarded_For": "203.0.113.9",
    }
    credentials = f'username: "lin", password: "{PASSWORD}"'
    signing = f"mutation {{ signIn({credentials}) {{ me {{ username }} errors {{ code }} }} }}"
    status, headers, body = site.ask("/graphql/", "POST", json.dumps({"query": signing}).encode(), **said)
    assert (status, json.loads(body)["data"]["signIn"]["errors"]) == (200, [])
    kept = cookies(headers)
    said |= {"Cookie": "; ".join(f"{name}={value}" for name, value in kept.items()), "X_CSRFToken": kept["csrftoken"]}
    _, _, body = site.ask("/graphql/", "POST", b'{"query": "{ signIns { address } }"}', **said)
    assert json.loads(body) == {"data": {"signIns": [{"address": "127.0.0.1"}]}}


def cookies(headers: dict[str, str]) -> dict[str, str]:
    return dict(line.split(";")[0].split("=", 1) for line in headers["set-cookie"].splitlines())  # type: ignore[misc]


def check_limits(site: Site) -> None:
    assert site.ask("/api/v1/exchange/events", "POST", b"x" * 7_000_000)[0] == 413
    codes = Counter(site.ask(f"/verify/AAAA-{number}")[0] for number in range(40))
    assert codes[429] > 0
    assert set(codes) <= {200, 404, 429}
    logged = (site.folder / "access.log").read_text()
    assert "AAAA" not in logged
    assert all(json.loads(line)["request"] for line in logged.splitlines())


def check_failover(site: Site) -> None:
    """One web server loses its power: nobody notices."""
    kill(site.webs[0])
    assert Counter(site.ask("/healthz")[0] for _ in range(20)) == {200: 20}
