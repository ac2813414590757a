"""AVIF and HEIC files laid out of tiles, box by box."""

import struct

TILE = 512


def box(kind: bytes, *content: bytes) -> bytes:
    """A box with its length."""
    data = kind + b"".join(content)
    return struct.pack(">I", len(data) + 4) + data


def laid_out(
    columns: int, rows: int, kind: bytes, configuration: bytes, tile: bytes, copies: bool = False
) -> bytes:
    """A photo laid out of tiles: as many copies of one, or one that is named as often."""
    layout = struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, columns * TILE, rows * TILE)
    brand = b"avif" if kind == b"av01" else b"heic"
    head = box(b"ftyp", brand + b"\0\0\0\0mif1miaf" + brand)
    step = len(tile) if copies else 0

    def meta(start: int) -> bytes:
        at = start + len(layout)
        places = [(start, len(layout))]
        places += [(at + step * number, len(tile)) for number in range(columns * rows)]
        return _meta(columns, rows, kind, configuration, places)

    pixels = tile * (columns * rows if copies else 1)
    return head + meta(len(head) + len(meta(0)) + 8) + box(b"mdat", layout, pixels)


def _meta(
    columns: int, rows: int, kind: bytes, configuration: bytes, places: list[tuple[int, int]]
) -> bytes:
    tiles = range(2, 2 + columns * rows)
    where = [
        struct.pack(">HHHII", number, 0, 1, *place) for number, place in enumerate(places, start=1)
    ]
    size, of_tile = (
        box(b"ispe", struct.pack(">III", 0, *side))
        for side in ((columns * TILE, rows * TILE), (TILE, TILE))
    )
    depth = box(b"pixi", struct.pack(">I4B", 0, 3, 8, 8, 8))
    belongs = [struct.pack(">HBBB", 1, 2, 1, 4)]
    belongs += [struct.pack(">HBBBB", number, 3, 0x82, 3, 4) for number in tiles]
    references = struct.pack(f">HH{len(tiles)}H", 1, len(tiles), *tiles)
    items = [_item(1, b"grid"), *(_item(number, kind) for number in tiles)]
    return box(
        b"meta",
        bytes(4),
        box(b"hdlr", bytes(8), b"pict", bytes(13)),
        box(b"pitm", bytes(4), struct.pack(">H", 1)),
        box(b"iloc", bytes(4), b"\x44\0", struct.pack(">H", len(where)), *where),
        box(b"iinf", bytes(4), struct.pack(">H", len(items)), *items),
        box(b"iref", bytes(4), box(b"dimg", references)),
        box(
            b"iprp",
            box(b"ipco", size, configuration, of_tile, depth),
            box(b"ipma", bytes(4), struct.pack(">I", len(belongs)), *belongs),
        ),
    )


def _item(number: int, kind: bytes) -> bytes:
    return box(b"infe", b"\2\0\0\0", struct.pack(">HH", number, 0), kind, b"\0")
