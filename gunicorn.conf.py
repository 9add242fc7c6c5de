"""How gunicorn serves the archive; it reads this file by itself. The command line overrides it."""

import os

wsgi_app = "newsarchive.wsgi:application"
bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"
# Threads wait for the database while others work; processes use the cores.
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = int(os.environ.get("WEB_THREADS") or 4)
timeout = 60
# A search of 800 Georgian letters is an address of 7,200 bytes; the default is 4,094, this is the most.
limit_request_line = 8190
# By itself gunicorn believes whoever asks from this computer, which behind a proxy is everybody: where the
# archive is mounted (SCRIPT_NAME), which page is meant (PATH_INFO), how the reader came. It is to forward
# none of it, and to refuse headers that could be taken for others (an underscore). Django's settings say
# which of the proxy's words are believed.
forwarder_headers = ""
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
header_map = "refuse"
# Workers show that they live by touching a file: in memory where the system has such a place, since on a slow
# disk a living worker can look dead.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
# Nobody asks for gunicorn's own control panel, and its socket would be made in the user's home folder.
control_socket_disable = True
# One line for each request, on standard output. The reader's address is the proxy's word.
accesslog = (
    "-" if (os.environ.get("ACCESS_LOG") or "0").strip().lower() in {"1", "true", "yes", "on"} else None
)
_LINE = '%(t)s %({x-forwarded-for}i)s %(h)s "%(r)s" %(s)s %(b)s %(L)s "%(a)s"'
_JSON = (
    '{"time": "%(t)s", "logger": "access", "address": "%({x-forwarded-for}i)s", "peer": "%(h)s", '
    '"request": "%(r)s", "status": %(s)s, "bytes": "%(B)s", "seconds": %(L)s, "agent": "%(a)s", '
    '"request_id": "%({x-request-id}o)s"}'
)
_IS_JSON = (os.environ.get("LOG_FORMAT") or "").strip().lower() == "json"
access_log_format = _JSON if _IS_JSON else _LINE
logger_class = "newsarchive.serving_logs.JsonLogger" if _IS_JSON else "gunicorn.glogging.Logger"
