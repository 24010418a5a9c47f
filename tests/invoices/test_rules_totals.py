from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.invoices.rules import Line, TaxShare, Totals, line_net, negated, totals


def line(quantity, price, rate="19", discount="0"):
    return Line(Decimal(quantity), Decimal(price), Decimal(rate), Decimal(discount))


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "net"),
    [
        ("10", "95", "0", "950.00"),
        ("25", "18.69", "5", "443.89"),
        ("1", "0.005", "0", "0.01"),
        ("1", "0.0049", "0", "0.00"),
        ("0.5", "0.01", "0", "0.01"),
        ("0.333", "100", "0", "33.30"),
        ("3", "0.335", "0", "1.01"),
        ("1.75", "82.5", "0", "144.38"),
        ("1", "2.675", "0", "2.68"),
        ("1", "100", "33.33", "66.67"),
        ("1", "100", "100", "0.00"),
        ("7", "0", "0", "0.00"),
        ("1234567890.125", "9876543210.0004", "33.33", "8129248517102809038.56"),
    ],
)
def test_a_line_is_rounded_once(quantity, price, discount, net):
    assert str(line_net(line(quantity, price, discount=discount))) == net
    assert line_net(negated(line(quantity, price, discount=discount))) == -Decimal(net)


def test_tax_is_computed_per_rate_and_never_per_line():
    three = totals([line("1", "0.33")] * 3)
    assert (three.subtotal, three.tax_amount, three.total) == (
        Decimal("0.99"),
        Decimal("0.19"),
        Decimal("1.18"),
    )


def test_a_document_of_two_rates():
    assert totals([line("25", "18.69", "7", "5"), line("10", "95"), line("3", "49.9", "19.00")]) == Totals(
        line_nets=(Decimal("443.89"), Decimal("950.00"), Decimal("149.70")),
        subtotal=Decimal("1543.59"),
        tax_breakdown=(
            TaxShare(Decimal("19"), Decimal("1099.70"), Decimal("208.94")),
            TaxShare(Decimal("7"), Decimal("443.89"), Decimal("31.07")),
        ),
        tax_amount=Decimal("240.01"),
        total=Decimal("1783.60"),
    )


def test_half_a_cent_of_tax_goes_up():
    assert totals([line("1", "0.50", "7")]).tax_amount == Decimal("0.04")
    assert totals([negated(line("1", "0.50", "7"))]).tax_amount == Decimal("-0.04")


def test_without_tax():
    free = totals([line("1", "100", "0")])
    assert free.tax_breakdown == (TaxShare(Decimal(0), Decimal("100.00"), Decimal("0.00")),)
    assert (free.tax_amount, free.total) == (Decimal(0), Decimal(100))


def test_without_lines():
    assert totals([]) == Totals((), Decimal(0), (), Decimal(0), Decimal(0))
    assert str(totals([]).total) == "0.00"


LINES = st.lists(
    st.builds(
        Line,
        quantity=st.decimals("0.001", "9999999.999", places=3),
        unit_price=st.decimals("0", "9999999.9999", places=4),
        tax_rate=st.sampled_from(
            [Decimal("19"), Decimal("19.00"), Decimal("7"), Decimal("0"), Decimal("5.5"), Decimal("16")]
        ),
        discount_percent=st.one_of(st.just(Decimal(0)), st.decimals("0", "100", places=2)),
    ),
    max_size=12,
)


@given(LINES)
def test_the_sums_agree(lines):
    document = totals(lines)
    assert document.line_nets == tuple(line_net(line) for line in lines)
    assert document.subtotal == sum(document.line_nets) == sum(share.net for share in document.tax_breakdown)
    assert document.tax_amount == sum(share.tax for share in document.tax_breakdown)
    assert document.total == document.subtotal + document.tax_amount
    rates = [share.tax_rate for share in document.tax_breakdown]
    assert rates == sorted(set(rates), reverse=True)
    for amount in (*document.line_nets, document.subtotal, document.tax_amount, document.total):
        assert amount.as_tuple().exponent == -2
    for share in document.tax_breakdown:
        assert abs(share.net * share.tax_rate / 100 - share.tax) <= Decimal("0.005")


@given(LINES)
def test_a_cancellation_is_exactly_the_negative(lines):
    document, cancelling = totals(lines), totals([negated(line) for line in lines])
    assert cancelling.line_nets == tuple(-net for net in document.line_nets)
    assert (cancelling.subtotal, cancelling.tax_amount, cancelling.total) == (
        -document.subtotal,
        -document.tax_amount,
        -document.total,
    )
    assert cancelling.tax_breakdown == tuple(
        TaxShare(share.tax_rate, -share.net, -share.tax) for share in document.tax_breakdown
    )


@given(LINES, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(lines, random):
    shuffled = random.sample(lines, len(lines))
    assert totals(shuffled).tax_breakdown == totals(lines).tax_breakdown
    assert totals(shuffled).total == totals(lines).total
