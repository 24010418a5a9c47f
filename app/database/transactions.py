"""`@atomic`, the only place that commits, and `attempt`, which carries out one of many."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError, IntegrityError, NoResultFound
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError

from app.database import locks
from app.database.engine import BUSY_TIMEOUT, TURNS, give_back_connection, is_postgresql, writing
from app.database.tables import db
from app.database.trouble import DatabaseIsBusy, is_clash, is_lost_race, is_undone
from app.values.refusals import GoneMeanwhile, NotThere, Overtaken, Refusal

P = ParamSpec("P")
R = TypeVar("R")
A = TypeVar("A")

REPEATED = 3
"""How often an action is done again when the database gave it up for another one."""
log = logging.getLogger("kontor")
_before_commit: list[Callable[[], None]] = []
_commits: ContextVar[int] = ContextVar("commits", default=0)
_answer: ContextVar[_Answer[Any, Any] | None] = ContextVar("answer", default=None)


class _Answer(Generic[R, A]):
    """What is built of an action's result while its transaction is still open."""

    def __init__(self, build: Callable[[R], A]) -> None:
        self.build = build
        self.built: list[A] = []
        self.closed = False


def before_commit(finish: Callable[[], None]) -> Callable[[], None]:
    """Registers what `@atomic` does last inside every transaction (the audit chain)."""
    if finish not in _before_commit:
        _before_commit.append(finish)
    return finish


def after_commit(do: Callable[[], None]) -> None:
    """Does something once the running transaction is committed, and not at all if it is rolled back.

    Each on its own: what goes wrong there is logged, and no failure of the action, which has happened.
    """
    db.session().info.setdefault("after_commit", []).append(do)


def is_writing() -> bool:
    """Whether we are inside `@atomic`."""
    return writing.get()


def commits() -> int:
    """How many commits may have changed something in this context; who compares, knows whether any did."""
    return _commits.get()


def atomic(action: Callable[P, R]) -> Callable[P, R]:
    """Makes one transaction of an action; an action inside an action joins.

    Ends the read transaction that the request has open, so that objects are read afresh inside the
    writing one (`BEGIN IMMEDIATE` on SQLite). Any exception rolls everything back; a joined action that
    fails takes the outer one along, unless it was called by `attempt`. After a deadlock the outermost action
    is done again, so its arguments must be readable twice. What others deleted or changed meanwhile becomes
    a refusal: `NotThere`, `GoneMeanwhile` or `Overtaken`.
    """

    @functools.wraps(action)
    def in_one_transaction(*args: P.args, **kwargs: P.kwargs) -> R:
        if writing.get():
            return _joined(lambda: action(*args, **kwargs))
        for again in range(REPEATED + 1):
            try:
                return _outermost(lambda: action(*args, **kwargs))
            except DBAPIError as error:
                if not is_lost_race(error):
                    raise
                if again == REPEATED:
                    log.warning("given up after %s repetitions: %s", REPEATED, action.__qualname__)
                    raise Overtaken() from error
        raise AssertionError("unreachable")

    return in_one_transaction


def _joined(action: Callable[[], R]) -> R:
    try:
        return action()
    except BaseException as error:
        db.session().info.setdefault("failed", error)
        raise


def _outermost(action: Callable[[], R]) -> R:
    session, answer = db.session(), _answer.get()
    if answer is not None and answer.closed:
        raise RuntimeError("an answer is built of one action")
    session.rollback()
    _forget(session)
    turn = _wait_for_turn()
    token = writing.set(True)
    try:
        with _refusing():
            session.connection()
            result = action()
            session.flush()
            if failure := session.info.get("failed"):
                raise RuntimeError("an action inside failed, and nobody used attempt()") from failure
            if answer is not None:
                session.expire_all()
                answer.built[:] = [answer.build(result)]
            for finish in _before_commit:
                finish()
        _commit(session)
    except BaseException:
        session.rollback()
        _forget(session)
        raise
    finally:
        writing.reset(token)
        if turn:
            TURNS.give_back()
    if answer is not None:
        answer.closed = True
    _do_afterwards(session.info.pop("after_commit", []))
    return result


def _wait_for_turn() -> bool:
    if is_postgresql():
        return False
    if not TURNS.take(BUSY_TIMEOUT):
        raise DatabaseIsBusy("no turn to write")
    return True


def _commit(session: Any) -> None:
    before = _commits.get()
    _commits.set(before + 1)
    try:
        with _refusing():
            session.commit()
    except Exception as error:
        if is_undone(error.__cause__ or error):
            _commits.set(before)
        raise


def _do_afterwards(callbacks: list[Callable[[], None]]) -> None:
    token = _answer.set(None)  # they may carry out actions of their own
    try:
        for do in callbacks:
            try:
                do()
            except Exception:
                give_back_connection()
                log.exception("what should happen after a commit failed; the change itself is saved")
    finally:
        _answer.reset(token)


def _forget(session: Any) -> None:
    for name in ("after_commit", "audit", "failed"):
        session.info.pop(name, None)
    locks.forget()


@contextmanager
def _refusing() -> Iterator[None]:
    """Makes refusals of what the database says when somebody else was faster. The log keeps the trace."""
    try:
        yield
    except ObjectDeletedError as error:
        raise _told(error, NotThere()) from error
    except NoResultFound as error:
        raise _told(error, GoneMeanwhile()) from error
    except StaleDataError as error:
        raise _told(error, Overtaken()) from error
    except IntegrityError as error:
        if not is_clash(error):
            raise
        raise _told(error, Overtaken()) from error


def _told(error: Exception, refusal: Refusal) -> Refusal:
    log.warning("refused, somebody was faster: %s", type(error).__name__, exc_info=error)
    return refusal


def attempt(action: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | Refusal:
    """Carries out an action inside `@atomic` in a savepoint; gives its result, or the refusal.

    A refused one leaves nothing: its changes, audit entries and callbacks are cut back, and the transaction
    goes on. What is no refusal (a deadlock, a full disk, a mistake of ours) ends the whole transaction.
    """
    if not writing.get():
        raise RuntimeError("attempts are made inside @atomic only")
    session = db.session()
    noted = {name: len(session.info.get(name, [])) for name in ("audit", "after_commit")}
    failed = session.info.get("failed")
    with locks.fresh_order():
        try:
            with session.begin_nested(), _refusing():
                result = action(*args, **kwargs)
                session.flush()
            return result
        except Refusal as refusal:
            for name, length in noted.items():
                if name in session.info:
                    del session.info[name][length:]
            if failed is None:
                session.info.pop("failed", None)
            return refusal
        except BaseException as error:
            session.info.setdefault("failed", error)
            raise


def answered(action: Callable[[], R], build: Callable[[R], A]) -> A:
    """Carries out one action, and builds its answer of the result while the transaction is still open.

    So nobody can change or delete the record between the commit and the answer, and an answer that cannot be
    built undoes the action. `build` reads; it must not write.
    """
    answer = _Answer(build)
    token = _answer.set(answer)
    try:
        result = action()
    finally:
        _answer.reset(token)
    return answer.built[0] if answer.closed else build(result)
