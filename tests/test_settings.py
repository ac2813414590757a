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
        ("BIRDAPP_RATE_LIMIT", "often"),
        ("BIRDAPP_PROXIES", "-1"),
        ("BIRDAPP_LOG", "yaml"),
        ("PORT", "-1"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(variable: str, value: str) -> None:
    with pytest.raises(SettingError, match=variable):
        read_settings({variable: value})


@pytest.mark.parametrize("variable", ["BIRDAPP_SECRET_KEY", "BIRDAPP_METRICS_TOKEN"])
@pytest.mark.parametrize(
    "weak", ["dev", "secret", "fifteen letters", "a" * 64, "abababababababababab"]
)
def test_a_weak_secret_is_refused_and_not_shown(variable: str, weak: str) -> None:
    with pytest.raises(SettingError, match=variable) as refusal:
        read_settings({variable: weak})
    assert weak not in str(refusal.value).replace(variable, "")
    assert refusal.value.__cause__ is None
    assert read_settings({variable: "0f8c6f1e9b7a4d21"})


@pytest.mark.parametrize(
    ("variable", "text", "value"),
    [
        ("BIRDAPP_RATE_LIMIT", "off", None),
        ("BIRDAPP_RATE_LIMIT", "10 per second; 200 per hour", "10 per second; 200 per hour"),
        ("BIRDAPP_HOSTS", "a.example, .b.example,", ["a.example", ".b.example"]),
        ("BIRDAPP_HTTPS_ONLY", "on", True),
        ("BIRDAPP_TIME_LIMIT", "0", 0),
    ],
)
def test_what_a_value_means(variable: str, text: str, value: object) -> None:
    assert read_settings({variable: text})[variable.removeprefix("BIRDAPP_")] == value


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "SETTINGS.md").read_text(encoding="utf-8")
    for setting in SETTINGS:
        assert f"`{setting.variable}`" in page
        assert setting.meaning in page
