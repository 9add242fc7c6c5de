"""200 clients that send or read as slowly as they may, through the proxy of the deployment."""

import pytest

from tests.trust import test_slow_clients as through_nginx
from tests.trust.test_slow_clients import SLOW, SLOWLY, proxy

__all__ = ["proxy"]


@pytest.mark.parametrize("what", SLOWLY)
def test_slow_clients(proxy, what, record_property):
    record_property("tried", SLOW)
    through_nginx.test_200_slow_clients_change_nothing_for_others(proxy, what)
