"""Two claims granted at the same moment do not overlap either."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import connection

from accounts import claims
from accounts.models import Claim, Role
from accounts.organisations import found
from domain.faults import Conflict
from ledger.clock import now_ms


@pytest.mark.usefixtures("real_transactions")
def test_of_two_overlapping_claims_granted_at_once_one_is_refused(monkeypatch):
    both = Barrier(2)
    granted, refused = [], []

    def wait_for_the_other():
        # Asked for before looking and again before writing: unless they queue up, both have looked
        # before either writes.
        with suppress(BrokenBarrierError):
            both.wait(1)
        return now_ms()

    def grant(name, prefix):
        organisation = found(name, roles=(Role.OPERATOR,))
        try:
            granted.append(
                claims.grant_claim(
                    organisation, scheme="gs1", prefix=prefix, verified_by="registry"
                )
            )
        except Conflict as refusal:
            refused.extend(fault.code for fault in refusal.faults)
        connection.close()

    monkeypatch.setattr(claims, "now_ms", wait_for_the_other)
    threads = [
        Thread(target=grant, args=arguments)
        for arguments in (("First", "4012345"), ("Second", "40123456"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(granted), refused) == (1, ["claim.overlap"])
    assert Claim.objects.count() == 1
