from flask import Flask
from sqlalchemy import event, select, update

from server.accounts.models import Device
from server.database import write_transaction
from server.extensions import db
from tests.conftest import Clock, SignedInDevice


def status(device: SignedInDevice) -> int:
    return device.client.get("/api/account").status_code


def last_seen_ms(app: Flask) -> int:
    with app.app_context():
        return db.session.scalars(select(Device.last_seen_at_ms)).one()


def test_a_device_that_is_used_stays_signed_in(
    frozen_clock: Clock, account: SignedInDevice
) -> None:
    for _ in range(6):
        frozen_clock.forward(days=60)
        assert status(account) == 200


def test_a_device_that_is_not_used_for_90_days_is_signed_out(
    frozen_clock: Clock, account: SignedInDevice
) -> None:
    frozen_clock.forward(days=90)
    assert status(account) == 200
    frozen_clock.forward(days=90, seconds=1)
    assert status(account) == 401


def test_after_400_days_a_device_signs_in_again_in_any_case(
    frozen_clock: Clock, account: SignedInDevice
) -> None:
    for _ in range(8):
        frozen_clock.forward(days=50)
        assert status(account) == 200
    frozen_clock.forward(seconds=1)
    assert status(account) == 401


def test_when_a_device_was_seen_is_written_once_an_hour(
    app: Flask, frozen_clock: Clock, account: SignedInDevice
) -> None:
    signed_in_ms = frozen_clock.now_ms
    frozen_clock.forward(hours=0.99)
    status(account)
    assert last_seen_ms(app) == signed_in_ms
    frozen_clock.forward(hours=0.01)
    status(account)
    assert last_seen_ms(app) == frozen_clock.now_ms


def test_knowing_who_asks_costs_one_read(app: Flask, account: SignedInDevice) -> None:
    statements: list[str] = []
    with app.app_context():
        event.listen(
            db.engine,
            "before_cursor_execute",
            lambda connection, cursor, statement, *rest: statements.append(statement),
        )
    account.client.delete(f"/api/devices/{account.account_id}")
    reads = [each for each in statements if each.startswith("SELECT")]
    assert len(reads) == 2  # the device that asks, and the one it asks for
    assert "token_hash" in reads[0]


def test_revoking_is_enough_even_if_the_token_were_left(
    app: Flask, account: SignedInDevice
) -> None:
    with app.app_context(), write_transaction() as session:
        session.execute(update(Device).values(revoked_at_ms=1))
    assert status(account) == 401


def test_a_clock_that_goes_back_signs_nobody_out(
    frozen_clock: Clock, account: SignedInDevice
) -> None:
    frozen_clock.forward(days=-365)
    assert status(account) == 200
