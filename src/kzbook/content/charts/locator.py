"""A map of the places that the text names: signs and names on the ground of one country.

What is where is declared in a file of the book; the names are words of the page.
"""

from __future__ import annotations

import tomllib
from math import cos, dist, radians, sin, sqrt
from pathlib import Path  # noqa: TC003  msgspec reads annotations at run time
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from sphinx.locale import _

from kzbook.book import read_text, relative
from kzbook.errors import KzbookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Degrees = tuple[float, float]
"""Longitude and latitude."""
Point = tuple[float, float]
"""To the right and upwards, in radii of the earth; on the sheet to the right and down, in points."""
SCREEN = 92.0
"""The width for screens in mm: names of towns find no room on a narrower sheet."""
MM = 72 / 25.4
"""Points in a millimetre."""
FINE = 0.5
"""Points of a sheet: no line has a joint nearer than this to the one before."""
Kind = Literal["ground", "neighbour", "water", "capital", "town", "district", "region"]
Side = Literal["", "n", "ne", "e", "se", "s", "sw", "w", "nw"]


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a name stands: beside the point of the ground that has its key, or ``at`` one of ours.

    ``sides`` are those of languages whose name wants another than ``side``. ``geonames`` and
    ``region`` say where the point of the ground is from.
    """

    kind: Kind
    side: Side = ""
    sides: dict[str, Side] = {}
    at: Degrees | None = None
    geonames: int = 0
    region: str = ""


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a map shows: ``window`` of the file ``ground``, and the places by their keys.

    The window is west, south, east and north in degrees.
    """

    ground: str
    window: tuple[float, float, float, float]
    places: dict[str, Place]

    def __post_init__(self) -> None:
        """Refuse a window that the cone of the projection does not reach."""
        west, south, east, north = self.window
        if not (-180 <= west < east <= 180 and 0 < south < north < 90):  # noqa: PLR2004
            raise ValueError("the window is no west, south, east and north of the northern half")


Line = Annotated[tuple[Degrees, ...], msgspec.Meta(min_length=2)]


class Shape(msgspec.Struct, frozen=True):
    """Lines of one kind, in degrees; those of areas are closed rings, holes among them."""

    kind: Literal["land", "country", "water", "border"]
    lines: tuple[Line, ...]


class Ground(msgspec.Struct, frozen=True):
    """What a map stands on: shapes in the order in which they are drawn, and points by key."""

    shapes: tuple[Shape, ...]
    points: dict[str, Degrees]


def read_plan(path: Path, root: Path) -> tuple[Plan, Ground]:
    """Read the file that declares a map, and the GeoJSON that it names.

    Raises ``KzbookError`` (``map-unreadable``) where one is missing or malformed, or where a
    place has no point.
    """
    file = path
    try:
        plan = msgspec.convert(tomllib.loads(read_text(file, root, "map-unreadable")), Plan)
        file = path.with_name(plan.ground)
        ground = _ground(read_text(file, root, "map-unreadable"))
    except (OSError, tomllib.TOMLDecodeError, msgspec.MsgspecError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise KzbookError("map-unreadable", f"{relative(file, root)}: {why}") from None
    for key, place in plan.places.items():
        if place.at is None and key not in ground.points:
            message = f"{relative(path, root)}: {plan.ground} has no point for {key!r}"
            hint = "give it one with `at`, or make the file anew"
            raise KzbookError("map-unreadable", message, hint=hint)
    return plan, ground


class _Properties(msgspec.Struct):
    kind: str
    key: str = ""


class _Geometry(msgspec.Struct):
    type: Literal["Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon"]
    coordinates: Any

    def lines(self) -> list[Any]:
        """List the lines or rings, as RFC 7946, 3.1, nests them."""
        match self.type:
            case "LineString":
                return [self.coordinates]
            case "MultiPolygon":
                return [ring for polygon in self.coordinates for ring in polygon]
            case _:
                return list(self.coordinates)


class _Feature(msgspec.Struct):
    properties: _Properties
    geometry: _Geometry


class _Collection(msgspec.Struct):
    features: list[_Feature]


def _ground(text: str) -> Ground:
    shapes, points = [], {}
    for each in msgspec.json.decode(text, type=_Collection).features:
        if each.geometry.type == "Point":
            points[each.properties.key] = each.geometry.coordinates
        else:
            shapes.append({"kind": each.properties.kind, "lines": each.geometry.lines()})
    return msgspec.convert({"shapes": shapes, "points": points}, Ground)


def albers(parallels: tuple[float, float], origin: Degrees) -> Callable[[Degrees], Point]:
    """Project the sphere on a cone that keeps areas, in radii of the sphere.

    Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395, 1987), p. 100,
    equations 14-1 to 14-6. *parallels* are those that keep their length, *origin* is (0, 0).
    """
    low, high = (sin(radians(each)) for each in parallels)
    n = (low + high) / 2
    c = 1 - low * low + 2 * n * low

    def radius(latitude: float) -> float:
        return sqrt(c - 2 * n * sin(radians(latitude))) / n

    def project(place: Degrees) -> Point:
        theta = n * radians(place[0] - origin[0])
        rho = radius(place[1])
        return rho * sin(theta), radius(origin[1]) - rho * cos(theta)

    return project


def told(
    plan: Plan, ground: Ground, names: Mapping[str, str], language: str, width: float
) -> dict[str, Any]:
    """Say what to draw on a sheet *width* mm wide, in points: lines, signs, *names* by their keys.

    The standard parallels stand a sixth of the height from the window's edges, as the rule is
    that Snyder gives on p. 99.
    """
    west, south, east, north = plan.window
    middle = ((west + east) / 2, (south + north) / 2)
    inward = (north - south) / 6
    project = albers((south + inward, north - inward), middle)
    left, right = project((west, middle[1]))[0], project((east, middle[1]))[0]
    bottom, top = project((middle[0], south))[1], project((middle[0], north))[1]
    scale = width * MM / (right - left)

    def on_sheet(place: Degrees) -> Point:
        x, y = project(place)
        return _rounded((x - left) * scale), _rounded((top - y) * scale)

    def traced(line: Iterable[Degrees]) -> list[Point]:
        first, *points = map(on_sheet, line)
        kept = [first]
        for place, point in enumerate(points, 1):
            if dist(point, kept[-1]) >= FINE or place == len(points):
                kept.append(point)
        return kept

    places = []
    for key, name in names.items():
        place = plan.places[key]
        x, y = on_sheet(place.at or ground.points[key])
        side = place.sides.get(language, place.side)
        places.append({"key": key, "name": name, "kind": place.kind, "side": side, "x": x, "y": y})
    return {
        "height": _rounded((top - bottom) * scale),
        "shapes": [
            {"kind": shape.kind, "lines": [traced(line) for line in shape.lines]}
            for shape in ground.shapes
        ],
        "places": places,
    }


def _rounded(length: float) -> float:
    """Round to an eighth of a point, whose sums and differences are exact and short to write."""
    return round(length * 8) / 8


def alternative(plan: Plan, names: Mapping[str, str], caption: str) -> str:
    """Say in words which places the map shows, kind by kind."""
    heads = {
        ("neighbour",): _("Neighbours: %s"),
        ("water",): _("Seas: %s"),
        ("capital",): _("Capital: %s"),
        ("town",): _("Places: %s"),
        ("region", "district"): _("Regions and districts: %s"),
    }
    said = []
    for kinds, head in heads.items():
        if shown := [name for key, name in names.items() if plan.places[key].kind in kinds]:
            said.append(str(head) % ", ".join(shown))
    return str(_("Map: %(caption)s. %(data)s.")) % {"caption": caption, "data": "; ".join(said)}
