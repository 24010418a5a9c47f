"""The words of the enums of customers."""

from flask_babel import lazy_gettext as _l

from app.crm.rules import CustomerStatus, CustomerType

CUSTOMER_TYPE = {CustomerType.B2B: _l("Company"), CustomerType.B2C: _l("Private person")}
CUSTOMER_STATUS = {
    CustomerStatus.LEAD: _l("Lead"),
    CustomerStatus.ACTIVE: _l("Active"),
    CustomerStatus.INACTIVE: _l("Inactive"),
}
