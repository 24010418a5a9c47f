"""The words of people's enums."""

from flask_babel import lazy_gettext as _l

from app.people.rules import EmployeeStatus, EmploymentType, Language, Theme

EMPLOYEE_STATUS = {
    EmployeeStatus.ACTIVE: _l("Active"),
    EmployeeStatus.INACTIVE: _l("Inactive"),
    EmployeeStatus.ON_LEAVE: _l("On leave"),
}
EMPLOYMENT_TYPE = {
    EmploymentType.FULLTIME: _l("Full-time"),
    EmploymentType.PARTTIME: _l("Part-time"),
    EmploymentType.INTERN: _l("Internship"),
    EmploymentType.EXTERNAL: _l("External"),
}
LANGUAGE = {Language.GERMAN: _l("German"), Language.ENGLISH: _l("English")}
THEME = {Theme.AUTO: _l("Automatic"), Theme.LIGHT: _l("Light"), Theme.DARK: _l("Dark")}
