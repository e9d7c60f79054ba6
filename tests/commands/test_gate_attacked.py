"""The gate as an adversary and a newcomer would use it: odd names, odd revisions, odd places, and words that try to steer what reads them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command import Runner
from tests.support.git_repositories import DOSSIER, Repo, git, needs_git, source, strength

pytestmark = needs_git
# Marks that turn the direction or cannot be seen, commands of a log, markup, and more words than anybody reads, as YAML has them. (What
# steers a terminal by itself is an error of the input already.)
NASTY = (
    "a \\u200bb",
    "a \\u202egnirts",
    "::error file=x::boom",
    "##[error]boom",
    "%0A::error::boom",
    "</details><script>x</script>",
    "x " * 30_000,
)
RAW = ("\x1b", "\u202e", "\u200b", "\u2028", "\x9b")


@pytest.fixture
def run(run_in: Runner) -> Runner:
    return run_in


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "repo", corve="6,000 men", hugh="9,000 men")


def nasty(repo: Repo) -> None:
    """Two sources of a pull request that contradict each other on as many questions as there are attacks."""
    entities = "".join(f"  e{n}:\n    name: e{n}\n    kind: event\n" for n in range(len(NASTY)))
    repo.write("claims/aldwater/dossier.yaml", DOSSIER + entities)
    for name, count in (("odo", 100), ("wace", 700)):
        said = "".join(
            f'  - e{n}.strength: {count} men\n    at: p. 1\n    quote: "{quote}"\n'
            for n, quote in enumerate(NASTY)
        )
        repo.write(
            f"claims/aldwater/{name}.yaml", f"source: {name}\ntitle: '::error::{name}'\nclaims:\n{said}"
        )


@pytest.mark.parametrize(
    "form", ["text", "summary", "markdown", "html", "json", "sarif", "junit", "github", "gitlab", "csv"]
)
def test_no_quote_of_a_pull_request_steers_what_reads_the_outputs(form: str, repo: Repo, run: Runner) -> None:
    nasty(repo)
    ran = run(repo.at, "check", "--since", "HEAD", "--format", form)
    assert ran.code == 1 and not [raw for raw in RAW if raw in ran.out + ran.err]
    assert "e0.strength" in ran.out or form in ("summary", "html")
    assert "<script>" not in ran.out or form not in ("summary", "markdown", "html", "junit")
    if form != "github":
        assert not [line for line in ran.out.splitlines() if line.lstrip().startswith(("::", "##["))]


def test_nor_the_log_of_a_step_where_only_what_is_new_is_annotated(
    repo: Repo, run: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    nasty(repo)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    ran = run(repo.at, "check", "--since", "HEAD")
    log, _, annotations = ran.out.partition("\n::discrepancy-")
    assert log.startswith("::stop-commands::discrepancy-") and annotations.count("\n::error ") == len(NASTY)
    assert "battle.strength" not in annotations and "e0.strength" in annotations
    summary = tmp_path.joinpath("summary.md").read_text("utf-8")
    assert (
        summary.startswith("# 2 new sources: **O**, **W**")
        and "<script>" not in summary
        and len(summary.encode()) < 1_000_000
    )


@pytest.mark.parametrize(
    "ref", ["main", "HEAD", "@", "plain", "noted", "noted^{commit}", "refs/heads/main", "HEAD...", "noted..."]
)
def test_every_way_to_name_a_revision(ref: str, repo: Repo, run: Runner) -> None:
    git(repo.at, "tag", "plain")
    git(repo.at, "tag", "-a", "noted", "-m", "x")
    repo.says("third", "50,000 men")
    said = run.since(repo.at, ref).since
    assert (
        said["commit"] == git(repo.at, "rev-parse", "HEAD")
        and len(said["worsened"]) == 1
        and said["ref"] == ref
    )


@pytest.mark.parametrize(
    "ref",
    [
        "",
        " ",
        "-x",
        "--all",
        "main..HEAD",
        "HEAD:claims",
        "HEAD~9",
        "a b",
        "x\ny",
        "x" * 5000,
        "\x1b[31m",
        "é",
        "...",
    ],
)
def test_what_is_no_revision_is_one_clear_message(ref: str, repo: Repo, run: Runner) -> None:
    ran = run.since(repo.at, ref)
    assert (
        ran.code == 2
        and not ran.out
        and ran.err.startswith("error: ")
        and not [raw for raw in RAW if raw in ran.err]
    )


@pytest.mark.parametrize("ref", ["main..HEAD", "main...HEAD", "main.."])
def test_a_range_is_answered_with_the_revision_that_is_meant(ref: str, repo: Repo, run: Runner) -> None:
    err = run.since(repo.at, ref).err
    assert "it is a range" in err and "give --since main, or --since main..." in err


def test_detached_and_from_a_fork(repo: Repo, run: Runner, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "repo", "fork")
    fork = tmp_path / "fork"
    git(fork, "checkout", "-q", "--detach")
    fork.joinpath("claims/aldwater/third.yaml").write_text(strength("third", "50,000 men"), encoding="utf-8")
    git(fork, "add", "-A")
    git(fork, "commit", "-qm", "x")
    for ref in ("origin/main", "origin/main...", "HEAD~1"):
        ran = run.since(fork, ref)
        assert ran.code == 1 and [one["source"] for one in ran.since["brought"]] == ["third"], ref


@pytest.mark.parametrize("name", ["-ald wá", "a b", "#1", "x%41", "日本", "a'b", "[x]"])
def test_a_dossier_of_any_name(name: str, tmp_path: Path, run: Runner) -> None:
    repo = Repo(tmp_path / "repo")
    repo.write(f"claims/{name}/dossier.yaml", DOSSIER.replace("Aldwater", "Other"))
    for source_, value in (("corve", "6,000 men"), ("hugh", "9,000 men")):
        repo.write(f"claims/{name}/{source_}.yaml", strength(source_, value))
    repo.commit()
    repo.write(f"claims/{name}/third.yaml", strength("third", "50,000 men"))
    for at, path in (
        (repo.at, f"claims/{name}"),
        (repo.at / "claims", name),
        (repo.at / "claims" / name, "."),
    ):
        ran = run(at, "check", "--since=HEAD", "--format=json", "--", path)
        assert ran.code == 1 and len(ran.since["worsened"]) == 1, path
    clash = next(one["id"] for one in ran.json["findings"] if one["rule"] == "D101")
    decided = run(
        repo.at, "decide", clash, "--verdict=scope", "--because=x", "--by=Ann", "--", f"claims/{name}"
    )
    words = ("check", "--since=HEAD", "--allow-silenced", "--", f"claims/{name}")
    assert decided.code == 0 and run(repo.at, *words).code == 0
    assert sorted(path.name for path in repo.at.joinpath(f"claims/{name}/reviews").iterdir()) == [
        f"{clash}.yaml"
    ]


def test_a_repository_of_another_hash(tmp_path: Path, run: Runner) -> None:
    git(tmp_path, "init", "-q", "--object-format=sha256", "repo", fine=False)
    if not (tmp_path / "repo/.git").exists():
        pytest.skip("this git knows one hash")
    repo = Repo(tmp_path / "repo", corve="6,000 men", hugh="9,000 men")
    assert len(run.since(repo.at).since["commit"]) == 64 and run.since(repo.at).since["known"] == 1


def test_claims_that_were_a_file(tmp_path: Path, run: Runner) -> None:
    repo = Repo(tmp_path / "repo", corve="6,000 men", hugh="9,000 men")
    first = repo.at / "claims" / "aldwater"
    kept = {path.name: path.read_bytes() for path in first.iterdir()}
    for path in first.iterdir():
        path.unlink()
    first.rmdir()
    repo.write("claims/aldwater", "once a file")
    repo.commit()
    first.unlink()
    for name, data in kept.items():
        repo.write(f"claims/aldwater/{name}", data)
    ran = run.since(repo.at)
    assert ran.code == 1 and ran.since["notes"] == [
        "claims/aldwater was not there, so all that is found in it is new"
    ]


def test_nothing_that_the_repository_names_is_run(repo: Repo, run: Runner, tmp_path: Path) -> None:
    run_it = tmp_path / "ran"
    repo.write(".gitattributes", "*.yaml filter=x diff=x\n")
    repo.commit()
    for name in (
        "core.fsmonitor",
        "filter.x.smudge",
        "filter.x.clean",
        "diff.external",
        "core.pager",
        "core.sshCommand",
        "credential.helper",
    ):
        git(repo.at, "config", name, f"touch {run_it}")
    repo.says("third", "50,000 men")
    assert run.since(repo.at).code == 1 and run(repo.at, "doctor").code == 0 and not run_it.exists()


@pytest.mark.parametrize("lock", ["link", "folder"])
def test_a_lock_that_a_pull_request_brings_is_refused_or_passed_over(
    lock: str, repo: Repo, run: Runner, tmp_path: Path
) -> None:
    folder = repo.at / "claims/aldwater/reviews"
    folder.mkdir()
    target = tmp_path / "precious"
    target.write_text("mine", encoding="utf-8")
    if lock == "link":
        folder.joinpath(".lock").symlink_to(target)
    else:
        folder.joinpath(".lock").mkdir()
    (clash,) = run(repo.at, "check", "--format", "json").json["findings"]
    ran = run(repo.at, "decide", clash["id"], "--verdict", "unsure", "--by", "Ann")
    assert ran.code == 2 and "cannot write" in ran.err and target.read_text("utf-8") == "mine"


def several(repo: Repo, count: int) -> None:
    """So many known conflicts, and a source that agrees with one side of all of them but the last."""
    entities = "".join(f"  e{n}:\n    name: e{n}\n    kind: event\n" for n in range(count))
    repo.write("claims/aldwater/dossier.yaml", DOSSIER + entities)
    for name, killed in (("corve", 100), ("hugh", 700)):
        repo.write(
            f"claims/aldwater/{name}.yaml", source(name, *(f"e{n}.killed: {killed}" for n in range(count)))
        )
    repo.commit()
    said = [f"e{n}.killed: 100" for n in range(count - 1)] + [f"e{count - 1}.killed: 90,000"]
    repo.write("claims/aldwater/third.yaml", source("third", *said))


def test_of_several_hundred_known_conflicts_only_the_one_that_is_worse_is_told(
    repo: Repo, run: Runner
) -> None:
    several(repo, 150)
    files = {form: repo.at / f"out.{form}" for form in ("summary", "github", "sarif")}
    ran = run(repo.at, "check", "--since=HEAD", *(f"--output={form}={out}" for form, out in files.items()))
    assert ran.code == 1 and ran.out.count("camp 1:") == 1 and "0 new, 1 worse, 149 known, 0 gone." in ran.out
    summary, github, results = (out.read_text("utf-8") for out in files.values())
    assert summary.count("#### Conflict") == 1 and "takes a side in 149 known disagreements" in summary
    assert github.count("::error ") == 1
    states = [one.get("baselineState") for one in json.loads(results)["runs"][0]["results"]]
    assert (states.count("updated"), states.count("unchanged"), states.count("new")) == (
        1,
        len(states) - 1,
        0,
    )
