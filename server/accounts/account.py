"""What can be done with an account.

Hashing happens outside of transactions, because it takes long on purpose; a write transaction then
checks that nothing has changed meanwhile.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from flask import g
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import scoped_session

from server import clock
from server.accounts import limits, names, recovery
from server.accounts.devices import renew_token, revoke_others, sign_in_device
from server.accounts.limits import Counter
from server.accounts.models import Account
from server.accounts.passwords import passwords, refuse_common
from server.accounts.tokens import Token
from server.database import write_transaction
from server.errors import ConflictError, ForbiddenError, SignedOutError
from server.extensions import db
from server.ids import new_id


class SignedIn(NamedTuple):
    """An account with the token of the device that just signed in."""

    account: Account
    token: Token
    recovery_code: str | None = None


def create(name: str, password: str, device: dict[str, str]) -> SignedIn:
    """Make an account and sign its first device in. Raises ConflictError when the name is taken."""
    refuse_common(password, name, "password")
    password_hash = passwords().hash(password)
    code = recovery.new_code()
    account = Account(
        id=new_id(),
        name=name,
        name_key=names.key(name),
        password_hash=password_hash,
        recovery_hash=recovery.hashed(code),
        created_at_ms=clock.now_ms(),
        epoch=new_id(),
    )
    try:
        with write_transaction() as session:
            session.add(account)
            session.flush()
            token = sign_in_device(session, account.id, device["id"], device["name"])
    except IntegrityError as error:
        raise ConflictError("name_taken", "Another account has this name.") from error
    return SignedIn(account, token, code)


def sign_in(name: str, password: str, device: dict[str, str]) -> SignedIn:
    """Sign a device in. Raises ForbiddenError for a wrong password and an unknown name alike."""
    known = _by_name(name)
    _check_password(known, password, limits.of_name("password", names.key(name)))
    assert known is not None  # noqa: S101 - nobody's password matches
    renewed = passwords().hash(password) if passwords().is_outdated(known.password_hash) else None
    with write_transaction() as session:
        account = _unchanged(session, known)
        if renewed:
            account.password_hash = renewed
        token = sign_in_device(session, account.id, device["id"], device["name"])
    return SignedIn(account, token)


def change_password(current_password: str, new_password: str) -> Token:
    """Set a new password; no token of before opens the account, this device has a new one."""
    known = signed_in_account()
    _check_password(known, current_password, limits.of_account())
    refuse_common(new_password, known.name, "new_password")
    password_hash = passwords().hash(new_password)
    with write_transaction() as session:
        _unchanged(session, known).password_hash = password_hash
        revoke_others(session, g.account_id, g.device_id)
        return renew_token(session, g.account_id, g.device_id)


def recover(name: str, code: str, new_password: str, device: dict[str, str]) -> SignedIn:
    """Set a new password by the recovery code; only this device stays signed in."""
    refuse_common(new_password, name, "new_password")
    counters = limits.of_name("recovery", names.key(name))
    limits.refuse_when_reached(counters)
    known = _by_name(name)
    if not recovery.matches(known.recovery_hash if known else None, code) or known is None:
        limits.count_failure(counters)
        raise ForbiddenError("wrong_recovery_code", "Name and recovery code do not fit.")
    password_hash = passwords().hash(new_password)
    with write_transaction() as session:
        account = _unchanged(session, known)
        account.password_hash = password_hash
        next_code = _replace_recovery_code(account)
        revoke_others(session, account.id, device["id"])
        token = sign_in_device(session, account.id, device["id"], device["name"])
    return SignedIn(account, token, next_code)


def new_recovery_code(password: str) -> SignedIn:
    """Replace the recovery code, and with it this device's token, of which there may be a copy."""
    known = signed_in_account()
    _check_password(known, password, limits.of_account())
    with write_transaction() as session:
        account = _unchanged(session, known)
        code = _replace_recovery_code(account)
        return SignedIn(account, renew_token(session, g.account_id, g.device_id), code)


def erase(password: str) -> None:
    """Delete the account and every row of it, in whatever table."""
    known = signed_in_account()
    _check_password(known, password, limits.of_account())
    with write_transaction() as session:
        account = _unchanged(session, known)
        for table in reversed(db.metadata.sorted_tables):
            if "account_id" in table.c:
                session.execute(delete(table).where(table.c.account_id == account.id))
        session.delete(account)


def signed_in_account() -> Account:
    """Return the signed-in account. Raises SignedOutError when it was erased just now."""
    account = db.session.get(Account, g.account_id)
    if account is None:
        raise SignedOutError
    return account


def _by_name(name: str) -> Account | None:
    return db.session.scalar(select(Account).where(Account.name_key == names.key(name)))


def _check_password(known: Account | None, password: str, counters: Iterable[Counter]) -> None:
    db.session.close()  # a hash takes long: no transaction waits for it
    with passwords().turn():
        # Inside the turn: of requests sent at once, few pass before a failure is counted.
        limits.refuse_when_reached(counters)
        if not passwords().matches(known.password_hash if known else None, password):
            limits.count_failure(counters)
            raise ForbiddenError("wrong_password", "Name and password do not fit.")


def _unchanged(session: scoped_session[Any], known: Account) -> Account:
    """Return the account, locked, if its password and code are still those that were checked."""
    account = session.get(Account, known.id, with_for_update=True)
    if account is None or (account.password_hash, account.recovery_hash) != (
        known.password_hash,
        known.recovery_hash,
    ):
        raise ForbiddenError("wrong_password", "The password was changed just now.")
    return account


def _replace_recovery_code(account: Account) -> str:
    code = recovery.new_code()
    account.recovery_hash = recovery.hashed(code)
    return code
