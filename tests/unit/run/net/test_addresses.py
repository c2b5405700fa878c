"""Which machines may be fetched from, and how addresses are written."""

from __future__ import annotations

import pytest

from rasd.model import DocumentError
from rasd.run.net.addresses import is_public
from rasd.run.net.urls import clean_url


@pytest.mark.parametrize("address", ["9.9.9.9", "8.8.4.4", "2620:fe::fe", "2a00:1450:4001::5"])
def test_what_anybody_can_reach_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.3.4",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "198.18.0.1",
        "192.88.99.1",
        "203.0.113.7",
        "224.0.0.1",
        "233.252.0.1",
        "239.1.2.3",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::9.9.9.9",
        "::ffff:9.9.9.9",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:909:909::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:db8::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "2620:fe::fe%eth0",
        "fec0::1",
        "ff02::1",
        "bahr.example",
        "",
    ],
)
def test_what_stands_inside_a_network_is_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://bahr.example/",
        "file:///etc/passwd",
        "gopher://bahr.example:70/_x",
        "data:text/plain,x",
        "javascript:alert(1)",
        "//bahr.example/",
        "bahr.example/news",
        "https://",
        "https:///news",
        "https://salma:secret@bahr.example/",
        "https://salma@bahr.example/",
        "https://bahr.example:99999/",
        "https://bahr.example:x/",
        "https://[::1",
        "https://bahr\\.example/",
        "https://bahr .example/",
        "https://bahr.example/" + "a" * 3000,
        "https://" + "a" * 70 + ".example/",
    ],
)
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(DocumentError) as refused:
        clean_url(url)
    assert refused.value.kind == "unsafe"
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("HTTP://Bahr.Example", "http://bahr.example/"),
        ("https://bahr.example:443/a?b=c&d#e", "https://bahr.example/a?b=c&d"),
        ("https://bahr.example:8080/a", "https://bahr.example:8080/a"),
        ("https://bahr.example/a\r\nHost: x", "https://bahr.example/aHost:%20x"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://bahr.example/%D8%A7", "https://bahr.example/%D8%A7"),
        ("http://[2620:FE::FE]/x", "http://[2620:fe::fe]/x"),
    ],
)
def test_an_address_is_asked_for_in_one_form(given: str, clean: str) -> None:
    assert clean_url(given) == clean
    assert clean_url(clean) == clean
