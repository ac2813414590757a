import pytest

from tests.deploy.images import build
from tests.deploy.tools import need


@pytest.fixture(scope="session")
def image() -> str:
    need("buildah", "podman", "debootstrap", "curl")
    return build("Dockerfile", "test")


@pytest.fixture(scope="session")
def gcp_image() -> str:
    need("buildah", "podman", "debootstrap", "curl")
    return build("Dockerfile.gcp", "test-gcp")
