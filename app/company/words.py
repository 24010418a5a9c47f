"""The words of the company's enums."""

from flask_babel import lazy_gettext as _l

from app.company.rules import Series, TimeRounding

ROUNDING = {
    TimeRounding.NONE: _l("not rounded"),
    TimeRounding.UP_5: _l("rounded up to 5 minutes"),
    TimeRounding.UP_6: _l("rounded up to 6 minutes"),
    TimeRounding.UP_15: _l("rounded up to 15 minutes"),
    TimeRounding.UP_30: _l("rounded up to 30 minutes"),
    TimeRounding.UP_60: _l("rounded up to the full hour"),
    TimeRounding.NEAREST_5: _l("rounded to the nearest 5 minutes"),
    TimeRounding.NEAREST_6: _l("rounded to the nearest 6 minutes"),
    TimeRounding.NEAREST_15: _l("rounded to the nearest 15 minutes"),
    TimeRounding.NEAREST_30: _l("rounded to the nearest 30 minutes"),
    TimeRounding.NEAREST_60: _l("rounded to the nearest hour"),
}
SERIES = {
    Series.INVOICE: _l("Invoices"),
    Series.CANCELLATION: _l("Cancellation invoices"),
    Series.CUSTOMER: _l("Customers"),
    Series.PROJECT: _l("Projects"),
    Series.EMPLOYEE: _l("Employees"),
}
