"""The other Flask extensions, created unbound; `create_app` binds them."""

from flask_babel import Babel
from flask_migrate import Migrate
from flask_wtf.csrf import CSRFProtect

babel = Babel()
migrate = Migrate()
csrf = CSRFProtect()
