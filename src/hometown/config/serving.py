"""Serving: the production server on the embedded database."""

import socket

import click
from django.conf import settings

PORT_MAX = 65_535
PORTS_TRIED = 20


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, PORT_MAX),
    default=8000,
    show_default=True,
    help="Port to listen on; the next free one if it is taken.",
)
@click.option("--threads", default=8, show_default=True, help="Requests answered at once.")
def serve(host: str, port: int, threads: int) -> None:
    """Serve this home; prints the address and, for a demo, the sign-ins."""
    import waitress
    from django.core.wsgi import get_wsgi_application

    from hometown.config.installing import migrate, prepare_static
    from hometown.config.settling import settle
    from hometown.policy import standing

    migrate()
    for line in standing.troubles():
        click.echo(line, err=True)
    prepare_static()  # always: a tenth of a second, and a newer version brings newer files
    listening = _listen(host, port)
    shown = listening.getsockname()[1]
    click.echo(f"Second Hometown 第二故乡: http://{host}:{shown}/")
    _print_demo_sign_ins()
    click.echo("Ctrl-C stops.")
    application = get_wsgi_application()
    settle()
    waitress.serve(application, sockets=[listening], threads=threads, ident=None)


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket on this port, or on one of the next if others hold it."""
    last = min(port + PORTS_TRIED - 1, PORT_MAX)
    for candidate in range(port, last + 1):
        listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, candidate))
        except OSError:
            listening.close()
            continue
        listening.listen(128)
        return listening
    raise click.ClickException(
        f"Nothing can listen on the ports {port} to {last} of {host}. Name others with --port and --host."
    )


def _print_demo_sign_ins() -> None:
    path = settings.HOMETOWN_HOME / "demo-sign-ins.txt"
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            login, _, words = line.partition("\t")
            click.echo(f"  {login:<10} {words}")
