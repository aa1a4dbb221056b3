"""Why a change is refused."""


class EditError(ValueError):
    """Something that cannot be carried out; the message says what and why, in one line."""
