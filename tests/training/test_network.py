import pytest
import torch
import torch.nn.functional as F

from birdapp.training.network import Body, Finder, LooksCloser, MapHead, closer

SMALLEST = 0.25


def finder_of_channel(channel: int) -> Finder:
    """A finder whose evidence is one channel of the features."""
    finder = Finder(SMALLEST)
    finder.load_state_dict({name: torch.zeros_like(v) for name, v in finder.state_dict().items()})
    with torch.no_grad():
        finder.convolution.weight[0, channel] = 1
    return finder


@pytest.mark.parametrize(
    ("row", "column", "centre"),
    [(3, 3, (0.0, 0.0)), (1, 5, (4 / 7, -4 / 7)), (0, 0, (-0.75, -0.75)), (6, 3, (0.0, 0.75))],
)
def test_the_square_lies_where_the_evidence_is(
    row: int, column: int, centre: tuple[float, float]
) -> None:
    features = torch.zeros(1, 1280, 7, 7)
    features[0, 5, row, column] = 9
    x, y, half = finder_of_channel(5)(features)[0].tolist()
    assert SMALLEST <= half < 0.3
    assert x == pytest.approx(centre[0], abs=0.06)
    assert y == pytest.approx(centre[1], abs=0.06)


@pytest.mark.parametrize("evidence", [0.0, -3.0, 5.0])
def test_where_nothing_stands_out_the_square_is_the_picture(evidence: float) -> None:
    features = torch.full((2, 1280, 7, 7), evidence)
    squares = finder_of_channel(0)(features)
    assert torch.allclose(squares, torch.tensor([[0.0, 0.0, 1.0]] * 2), atol=1e-4)


def test_any_square_lies_inside_the_picture() -> None:
    features = torch.randn(64, 1280, 7, 7, generator=torch.Generator().manual_seed(0))
    x, y, half = finder_of_channel(0)(features * 5).unbind(1)
    for centre in (x, y):
        assert (centre - half >= -1 - 1e-5).all()
        assert (centre + half <= 1 + 1e-5).all()
    assert (half >= SMALLEST).all()


@pytest.mark.parametrize("square", [(0.0, 0.0, 1.0), (0.25, -0.5, 0.5), (-0.5, 0.5, 0.5)])
def test_a_closer_look_is_that_part_of_the_picture(square: tuple[float, float, float]) -> None:
    images = torch.rand(1, 3, 64, 64, generator=torch.Generator().manual_seed(1))
    x, y, half = square
    left, top, side = (round(32 * (edge + 1)) for edge in (x - half, y - half, 2 * half - 1))
    part = images[:, :, top : top + side, left : left + side]
    expected = F.avg_pool2d(part, 2) if half == 1 else part
    assert torch.allclose(closer(images, torch.tensor([square])), expected, atol=1e-5)


def test_the_network_answers_with_logits_maps_and_boxes() -> None:
    import timm

    body = Body(timm.create_model("tf_efficientnet_lite0", num_classes=0))
    network = LooksCloser(body, MapHead(5, 0.0), Finder(SMALLEST), 0.3).eval()
    with torch.inference_mode():
        images = torch.rand(2, 3, 128, 128)
        logits, maps, boxes = network.look(images)
        assert torch.allclose(network(images), logits)
        whole = network[1](network[0](F.avg_pool2d(images, 2)))
        # The maps carry the convolution's bias, so nothing needs to be added.
        assert torch.allclose(0.3 * whole + 0.7 * maps.mean((2, 3)), logits, atol=1e-5)
    assert (logits.shape, maps.shape, boxes.shape) == ((2, 5), (2, 5, 2, 2), (2, 4))
    assert (boxes >= 0).all() and (boxes <= 1).all()
