"""Names as small integers."""


class Codes:
    """Small integers for names, in order of first sight; 0 is the empty name."""

    def __init__(self) -> None:
        self.names: list[str] = [""]
        self._codes = {"": 0}

    def code(self, name: str) -> int:
        """The name's number, a new one where it has none."""
        code = self._codes.get(name)
        if code is None:
            code = self._codes[name] = len(self.names)
            self.names.append(name)
        return code

    def known(self, name: str) -> int | None:
        """The name's number, if it has one."""
        return self._codes.get(name)
