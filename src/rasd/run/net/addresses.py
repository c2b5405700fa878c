"""Decides which machines may be fetched from: those that anybody can reach, and no other.

Whoever gives an address must not reach through the server what stands behind its firewall: its own
services, its neighbours, the service by which a cloud hands out passwords.
"""

from __future__ import annotations

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address

# The registries of special addresses (RFC 6890 and what followed), written out: what the standard
# library calls global has changed between versions, and counts some multicast as such.
_SPECIAL: tuple[IPv4Network | IPv6Network, ...] = tuple(
    ip_network(each)
    for each in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by the customers of one provider
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local, and the metadata service of clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "168.63.129.16/32",  # the service of a cloud under a public address
        "::/96",  # an IPv4 address inside, as are the next ones
        "::ffff:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "100::/64",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)


def is_public(address: str) -> bool:
    """Whether anybody can reach an address that a name stands for.

    >>> is_public("9.9.9.9"), is_public("127.0.0.1"), is_public("::ffff:9.9.9.9")
    (True, False, False)
    """
    try:
        found: Address = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found.scope_id is not None:
        return False
    special = any(found in net for net in _SPECIAL if net.version == found.version)
    return not special and found.is_global and not found.is_multicast
