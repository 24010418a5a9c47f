from app.values.refusals import Forbidden, InvalidValue, NotThere, Refusal, Stale
from app.values.texts import Msgids


class TooFewCooks(Refusal):
    """Only %(count)s cooks are here,
    and %(what)s."""

    field = "cooks"


class Inherited(InvalidValue):
    field = "value"


def test_the_docstring_is_the_sentence():
    refusal = TooFewCooks(count=2, what=Msgids(("no pan", "no salt")))
    assert refusal.message_id == "Only %(count)s cooks are here, and %(what)s."
    assert str(refusal) == "Only 2 cooks are here, and no pan, no salt."
    assert (refusal.status, refusal.field) == (409, "cooks")


def test_a_refusal_may_name_another_field():
    assert TooFewCooks("pans", count=1, what="no").field == "pans"
    assert TooFewCooks.field == "cooks"


def test_a_subclass_without_sentence_has_its_parents():
    assert str(Inherited()) == "This value is not valid."
    assert Inherited().field == "value"


def test_statuses():
    assert [kind.status for kind in (Refusal, NotThere, Forbidden, Stale, InvalidValue)] == [
        409,
        404,
        403,
        412,
        422,
    ]
