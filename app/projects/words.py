"""The words of the enums of projects."""

from flask_babel import lazy_gettext as _l

from app.projects.rules import ProjectStatus

PROJECT_STATUS = {
    ProjectStatus.PLANNED: _l("Planned"),
    ProjectStatus.IN_PROGRESS: _l("In progress"),
    ProjectStatus.COMPLETED: _l("Completed"),
    ProjectStatus.CANCELLED: _l("Cancelled"),
}
