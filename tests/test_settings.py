from pathlib import Path

import pytest

from birdapp.settings import ROOT, SETTINGS, SettingError, read_settings


def test_defaults_without_an_environment() -> None:
    settings = read_settings({})
    assert settings["ENGINE"] == "auto"
    assert settings["MODELS"] == ROOT / "models"
    assert settings["PORT"] == 8000


def test_the_environment_is_read() -> None:
    settings = read_settings(
        {"BIRDAPP_ENGINE": "onnx", "PORT": "80", "BIRDAPP_MODELS": "x", "BIRDAPP_WORKERS": ""}
    )
    assert settings["ENGINE"] == "onnx"
    assert settings["PORT"] == 80
    assert settings["MODELS"] == Path("x")
    assert settings["WORKERS"] >= 1


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("BIRDAPP_ENGINE", "tensorflow"),
        ("BIRDAPP_MAX_UPLOAD_MB", "many"),
        ("BIRDAPP_MAX_UPLOAD_MB", "0"),
        ("BIRDAPP_HTTPS_ONLY", "perhaps"),
        ("PORT", "-1"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(variable: str, value: str) -> None:
    with pytest.raises(SettingError, match=variable):
        read_settings({variable: value})


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "SETTINGS.md").read_text(encoding="utf-8")
    for setting in SETTINGS:
        assert f"`{setting.variable}`" in page
        assert setting.meaning in page
