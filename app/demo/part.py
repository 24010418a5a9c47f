"""The demonstration company on the site: its command."""

from app.demo.commands import demo
from app.views.part import Part

PART = Part(commands=(demo,))
