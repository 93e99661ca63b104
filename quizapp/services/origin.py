"""Whether a request comes from our own page: the check of the one form without a token."""


def is_same_origin(*, host: str | None, origin: str | None, fetch_site: str | None) -> bool:
    """By `Sec-Fetch-Site` where the browser sends it (https, localhost), else by `Origin`.

    A request with neither header is refused: every browser sends `Origin` with a POST by script.
    """
    if fetch_site is not None:
        return fetch_site == "same-origin"
    return bool(origin and host and origin.partition("://")[2] == host)
