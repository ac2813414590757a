"""The upload form."""

from flask_wtf import CSRFProtect, FlaskForm
from flask_wtf.file import FileField

csrf = CSRFProtect()


class UploadForm(FlaskForm):
    """One photo. What it holds is judged by open_photo, not here."""

    photo = FileField("Photo of a bird")
