"""Searching by trigrams finds what LIKE finds: after each change, for any word, however many hits there are."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.crm.actions import change_customer, delete_customer
from app.crm.models import Contact, Customer
from app.crm.queries import CONTACT, CUSTOMER
from app.database import atomic, db, trigrams
from app.links import searching
from app.values.folding import folded, like
from tests import cast, factories

WORDS = st.text(alphabet="aäbß %_\"'\\*-", min_size=3, max_size=8)


def ids(word):
    return set(db.session.scalars(trigrams.ids_with(Customer.search_text, word)))


def liked(word):
    return set(
        db.session.scalars(select(Customer.id).where(Customer.search_text.like(like(word), escape="\\")))
    )


def found(kind, text):
    record = kind.model.id
    statement = kind.visible(cast.viewer("admin")).with_only_columns(record)
    return set(db.session.scalars(statement.where(*kind.search.conditions(text))))


@pytest.fixture
def bakery(app):
    return factories.customer("Bäckerei Löwenstein")


@pytest.mark.parametrize("word", ["lowen", "backerei", "enst", "kerei"])
def test_a_part_of_a_word_is_found(bakery, word):
    assert ids(word) == {bakery.id}


@pytest.mark.parametrize("word", ["lowenlo", "xyz", "backereilow", '"""', "a*b", "100%", "___"])
def test_what_is_not_there_is_not_found(bakery, word):
    assert ids(word) == set()


def test_trigrams_that_stand_apart_make_no_word(app):
    factories.customer("abcx bcde")
    assert ids("abcde") == set()


def test_a_new_name_is_found_and_the_old_one_no_more(bakery):
    change_customer(bakery, {"name": "Konditorei Sommer"}, by=cast.viewer("admin"))
    assert (ids("sommer"), ids("lowen")) == ({bakery.id}, set())


def test_what_is_deleted_is_not_found(bakery):
    delete_customer(bakery, by=cast.viewer("admin"))
    assert ids("lowen") == set()


def test_what_a_rollback_took_back_is_not_found(app):
    @atomic
    def fails():
        factories.customer("Zwischenspiel")
        db.session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert ids("zwischen") == set()


@given(words=st.lists(WORDS, min_size=1, max_size=5))
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_they_find_what_like_finds(app, words):
    for name in words:
        factories.customer(f"Firma {name}")
    for word in (folded(name).strip() for name in words):
        if len(word) >= trigrams.SHORTEST and "\n" not in word:
            assert ids(word) == liked(word)


@pytest.mark.parametrize("most", [0, 2000])
def test_rare_and_common_words_find_the_same(app, monkeypatch, most):
    """Beyond `MOST` hits the list is walked instead."""
    customers = {factories.customer(f"Gasthof {number}").id for number in range(3)}
    monkeypatch.setattr(searching, "MOST", most)
    assert found(CUSTOMER, "gasthof") == customers


@pytest.mark.parametrize("most", [0, 2000])
def test_a_record_is_found_by_what_it_belongs_to(bakery, monkeypatch, most):
    contact = factories.contact(bakery, lastname="Öllinger")
    monkeypatch.setattr(searching, "MOST", most)
    assert found(CONTACT, "ollinger lowen") == {contact.id}


def test_a_word_of_two_signs_is_found(bakery):
    assert found(CUSTOMER, "ba lo") == {bakery.id}


def test_every_searched_table_has_its_index(app, server):
    query = (
        "SELECT name FROM sqlite_master WHERE name LIKE 'search_%_rows'"
        if server.kind == "sqlite"
        else "SELECT indexname FROM pg_indexes WHERE indexname LIKE '%_trigrams'"
    )
    names = set(db.session.scalars(db.text(query)))
    form = "search_{}_rows" if server.kind == "sqlite" else "ix_{}_trigrams"
    assert names == {form.format(name) for name in trigrams.SEARCHED}


def test_the_search_of_contacts_reads_no_table_for_an_absent_word(app, server):
    """On SQLite the plan says so; PostgreSQL walks small tables whatever indexes there are."""
    statement = trigrams.ids_with(Contact.search_text, "gibtesnicht")
    if server.kind == "postgresql":
        db.session.execute(db.text("SET LOCAL enable_seqscan = off"))
    explain = "EXPLAIN QUERY PLAN " if server.kind == "sqlite" else "EXPLAIN "
    compiled = statement.compile(db.engine, compile_kwargs={"literal_binds": True})
    plan = "\n".join(
        str(row) for row in db.session.execute(db.text(explain + str(compiled).replace(":", "\\:")))
    )
    assert "SCAN contact" not in plan and "Seq Scan" not in plan
