import subprocess
import sys

import numpy as np
import pytest
from PIL import Image
from sklearn.datasets import load_sample_images

from birdapp.recognition.classifier import Classifier, softmax
from birdapp.recognition.identification import Identification
from birdapp.recognition.loading import load_classifier
from birdapp.recognition.photos import open_photo
from birdapp.recognition.transforms import to_input
from birdapp.settings import ROOT
from birdapp.training.recipe import Recipe
from tests.conftest import GUIDE, PHOTOS, SHARED_PHOTOS, SHIPPED
from tests.images import with_orientation

TOLERANCE = 1e-4 if SHIPPED else 1e-3
"""Of a probability. A head that was learnt from a handful of photos is so sure of itself that the
last digits of where it looked closer can move its answers by more than the shipped one's."""


@pytest.fixture(scope="module")
def engines() -> tuple[Classifier, Classifier]:
    fastai, onnx = (
        load_classifier(GUIDE.folder, name, GUIDE.slugs, GUIDE.neighbour_slugs)
        for name in ("fastai", "onnx")
    )
    return fastai, onnx


def sample_photos() -> list[Image.Image]:
    """24 different photos: cut-outs and landscapes, near and far, upright and turned."""
    birds = [open_photo(file.read_bytes()) for file in sorted(PHOTOS.glob("*.png"))]
    scenes = [Image.fromarray(pixels) for pixels in load_sample_images().images]
    photos = [*birds, *scenes]
    photos += [scene.crop((x, 50, x + 300, 350)) for scene in scenes for x in (0, 150, 300)]
    photos += [bird.resize((bird.width * k, bird.height * k)) for bird in birds for k in (3, 9)]
    photos += [bird.rotate(90, expand=True) for bird in birds]
    photos += [scene.convert("L").convert("RGB") for scene in scenes]
    return photos


def probabilities(answer: Identification) -> np.ndarray:
    by_slug = {score.slug: score.probability for score in answer.ranking}
    return np.array([by_slug[slug] for slug in GUIDE.slugs] + [answer.none_of_these])


@pytest.mark.parametrize("photo", sample_photos())
def test_both_engines_give_one_answer(
    engines: tuple[Classifier, Classifier], photo: Image.Image
) -> None:
    learner, export = (engine.identify(photo) for engine in engines)
    assert np.abs(probabilities(learner) - probabilities(export)).max() < TOLERANCE
    assert np.abs(np.subtract(learner.looked_at, export.looked_at)).max() < 1e-4
    strongest = max(np.abs(heat).max() for heat in learner.maps.values())
    for label, heat in learner.maps.items():
        assert np.abs(heat - export.maps[label]).max() < 1e-3 * strongest


@pytest.mark.shipped_birds
@pytest.mark.shared_photos
def test_both_engines_give_one_answer_on_real_photos(
    engines: tuple[Classifier, Classifier],
) -> None:
    files = sorted(SHARED_PHOTOS.glob("birds/*/*.jpg"))
    assert len(files) >= 400
    for file in files:
        learner, export = (e.identify(open_photo(file.read_bytes())) for e in engines)
        assert np.abs(probabilities(learner) - probabilities(export)).max() < 1e-4, file


@pytest.mark.parametrize("number", [0, 1])
def test_an_answer_is_whole(engines: tuple[Classifier, Classifier], number: int) -> None:
    answer = engines[number].identify(open_photo((PHOTOS / "magpie.png").read_bytes()))
    assert [score.slug for score in answer.ranking] != list(GUIDE.slugs)
    assert {score.slug for score in answer.ranking} == set(GUIDE.slugs)
    ranked = [score.probability for score in answer.ranking]
    assert ranked == sorted(ranked, reverse=True)
    assert sum(ranked) + answer.none_of_these == pytest.approx(1, abs=1e-12)
    assert answer.engine == ("fastai", "onnx")[number]
    assert len(answer.model) == 12
    left, top, right, bottom = answer.looked_at
    assert 0 <= left < right <= 1
    assert 0 <= top < bottom <= 1


@pytest.mark.parametrize("number", [0, 1])
def test_an_engine_says_where_it_looked(
    engines: tuple[Classifier, Classifier], number: int
) -> None:
    manifest = engines[number].manifest
    side = manifest.preprocessing.size
    batch = np.random.default_rng(0).uniform(-1, 1, (3, 3, side, side)).astype(np.float32)
    looks = engines[number].engine.run(batch)
    assert looks.logits.shape == (3, len(manifest.labels))
    assert looks.maps.shape[:2] == looks.logits.shape
    assert (looks.boxes[:, :2] >= -1e-6).all()
    assert (looks.boxes[:, 2:] <= 1 + 1e-6).all()
    assert (looks.boxes[:, 2:] - looks.boxes[:, :2] >= Recipe().looks.smallest - 1e-6).all()


def test_a_heatmap_is_an_image_of_the_asked_size(engines: tuple[Classifier, Classifier]) -> None:
    photo = open_photo((PHOTOS / "rainbow-lorikeet.png").read_bytes())
    answer = engines[1].identify(photo)
    heat = answer.heatmap(answer.ranking[0].slug, photo.size)
    assert heat.size == photo.size
    assert heat.mode == "L"
    with pytest.raises(KeyError):
        engines[1].identify(photo).heatmap("dodo", photo.size)


@pytest.mark.shipped_birds
def test_the_rainbow_lorikeet_is_recognised(engines: tuple[Classifier, Classifier]) -> None:
    photo = open_photo((PHOTOS / "rainbow-lorikeet.png").read_bytes())
    assert engines[1].identify(photo).ranking[0].slug == "rainbow-lorikeet"


@pytest.mark.shipped_birds
def test_every_exif_orientation_gives_one_answer(engines: tuple[Classifier, Classifier]) -> None:
    upright = Image.fromarray(load_sample_images().images[1]).crop((0, 0, 480, 320))
    lossless = [
        engines[1].identify(open_photo(with_orientation(upright, orientation)))
        for orientation in range(1, 9)
    ]
    first = probabilities(lossless[0])
    for answer in lossless[1:]:
        assert np.abs(probabilities(answer) - first).max() < 0.01


def test_onnx_session_uses_one_thread_and_does_not_spin(
    engines: tuple[Classifier, Classifier],
) -> None:
    options = engines[1].engine.session.get_session_options()
    assert options.intra_op_num_threads == 1
    assert options.inter_op_num_threads == 1
    assert options.get_session_config_entry("session.intra_op.allow_spinning") == "0"


def test_serving_the_export_never_imports_torch() -> None:
    code = (
        "import sys\n"
        "from birdapp import create_app\n"
        "client = create_app({'ENGINE': 'onnx', 'SECRET_KEY': 'x'}).test_client()\n"
        f"photo = open({str(PHOTOS / 'magpie.png')!r}, 'rb')\n"
        "assert client.post('/api/v1/identify', data={'photo': photo}).status_code == 200\n"
        "print(sorted({'torch', 'fastai', 'timm', 'scipy'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_learners_pickle_has_no_path_of_one_system() -> None:
    import pickletools
    import zipfile

    with zipfile.ZipFile(GUIDE.folder / "birds.pkl") as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("/data.pkl")]
        names = [str(argument) for _, argument, _ in pickletools.genops(archive.read(name))]
    assert not [name for name in names if "PosixPath" in name and "Pure" not in name]
    assert not [name for name in names if name.startswith("/")]


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_the_exported_learner_predicts_from_a_file_as_the_app_does(
    engines: tuple[Classifier, Classifier],
) -> None:
    from fastai.learner import load_learner

    file = PHOTOS / "rainbow-lorikeet.png"
    name, index, predicted = load_learner(GUIDE.folder / "birds.pkl").predict(file)
    manifest = engines[1].manifest
    batch = to_input(open_photo(file.read_bytes()), manifest.preprocessing)
    logits = engines[1].engine.run(batch).logits
    assert np.abs(predicted.numpy() - softmax(logits[0])).max() < 1e-4
    assert name == manifest.labels[int(index)] == manifest.labels[int(logits[0].argmax())]
