"""500 random edits by four editors, while articles are imported and all are read again."""

from collections.abc import Callable

import pytest

from tests.editing.test_together import edit_at_once

EDITS = 500


@pytest.mark.django_db(transaction=True)
def test_editors_at_once(record_property: Callable[[str, object], None]) -> None:
    record_property("tried", EDITS)
    edit_at_once(EDITS // 4, 12)
