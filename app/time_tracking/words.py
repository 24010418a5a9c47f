"""The words of the enums of time entries."""

from flask_babel import lazy_gettext as _l

from app.time_tracking.rules import EntryState, RateSource

ENTRY_STATE = {
    EntryState.RUNNING: _l("Running"),
    EntryState.BILLED: _l("Billed"),
    EntryState.OPEN: _l("To be billed"),
    EntryState.NOT_BILLABLE: _l("Not billable"),
}
RATE_SOURCE = {
    RateSource.ENTRY: _l("of this entry"),
    RateSource.PROJECT: _l("of the project"),
    RateSource.CUSTOMER: _l("of the customer"),
    RateSource.EMPLOYEE: _l("of the employee"),
    RateSource.COMPANY: _l("of the company"),
}
