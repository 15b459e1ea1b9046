"""`flask fit-parameters`: fit now, for whoever runs the server."""

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from server.accounts import names
from server.accounts.models import Account
from server.extensions import db
from server.fitting.account import AccountFit, fit_account, keep
from server.fitting.fit import FEWEST_REVIEWS


@click.command("fit-parameters")
@click.option("--account", "name", help="The account with this name.")
@click.option("--all", "everybody", is_flag=True, help="Every account.")
@with_appcontext
def fit_parameters(name: str | None, *, everybody: bool) -> None:
    """Fit the memory model's parameters to learners, whether or not it is time."""
    if everybody == (name is not None):
        raise click.UsageError("Say --account NAME or --all.")
    for account_id, account_name in _accounts(name):
        fitted = fit_account(account_id)
        if fitted is not None and keep(account_id, fitted):
            click.echo(f"{account_name}: {_in_words(fitted)}")


def _accounts(name: str | None) -> list[tuple[str, str]]:
    query = select(Account.id, Account.name).order_by(Account.name_key)
    if name is not None:
        query = query.where(Account.name_key == names.key(name))
    found = [(row.id, row.name) for row in db.session.execute(query)]
    if name is not None and not found:
        raise click.ClickException(f"no account is named {name}")
    return found


def _in_words(fitted: AccountFit) -> str:
    outcome, review_count, _, gain = fitted.fit
    if gain is None:
        return f"{review_count} reviews on a later day, too few; {FEWEST_REVIEWS} are needed"
    words = f"log loss {-gain.mean:+.4f} ± {gain.error:.4f} on the reviews held back"
    return f"{'fitted' if outcome == 'better' else 'kept as they were'}: {words}"
