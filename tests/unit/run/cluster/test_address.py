"""What `--cluster` may name."""

from __future__ import annotations

import pytest

from rasd.model import SettingsError
from rasd.run.cluster import Address, read_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("local:4", Address(local=4)),
        ("tcp://10.0.0.1:8786", Address(scheduler="tcp://10.0.0.1:8786")),
        ("tls://head:8786", Address(scheduler="tls://head:8786")),
        ("file:/shared/scheduler.json", Address(file="/shared/scheduler.json")),
    ],
)
def test_an_address_names_a_cluster_and_is_shown_as_given(text: str, address: Address) -> None:
    assert read_address(text) == address
    assert str(address) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "local",
        "local:0",
        "local:-1",
        "local:x",
        "head:8786",
        "tcp://head",
        "http://h:1",
        "file:",
    ],
)
def test_an_address_that_names_none_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(SettingsError, match=r"local:4 .*tcp://HOST:PORT"):
        read_address(text)
