"""What is read out of git is read and nothing else: no program that a repository names is run, and no REF is taken for an option."""

from __future__ import annotations

import random
import stat
from pathlib import Path

import pytest

from discrepancy.system import git_objects as repository
from discrepancy.system.git_objects import NoBase, Objects, TreeEntry
from tests.support.command import Runner
from tests.support.git_repositories import DOSSIER, Repo, git, needs_git, source, strength

pytestmark = needs_git
APART = {"corve": "6,000 men", "hugh": "9,000 men"}


@pytest.fixture
def run(run_in: Runner) -> Runner:
    return run_in


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "repo", **APART)


class TestHostileRef:
    @pytest.mark.parametrize(
        "ref", ["--output=x", "-h", "--help", "-", "--", "--all", "--git-dir=x", "--end-of-options"]
    )
    def test_a_dash_begins_no_revision(self, ref: str, repo: Repo, run: Runner) -> None:
        before = sorted(path.name for path in repo.at.iterdir())
        ran = run.since(repo.at, ref)
        assert (
            ran.code == 2 and not ran.out and f'"{ref}" begins with a dash: a revision is a branch' in ran.err
        )
        assert sorted(path.name for path in repo.at.iterdir()) == before

    @pytest.mark.parametrize(
        "ref",
        ["@{", "@{-9}", "nowhere", "^HEAD", "HEAD..HEAD", "HEAD^{tree}", "HEAD:claims", ":0:x", "main@{99999}", "a b", "*", "HEAD^0^9",
         "refs/heads/", "!", "'", '"', "$(touch x)", "`touch x`", "\u202e", "é", "0" * 40, "main....", "HEAD^!", "HEAD^@"],
    )  # fmt: skip
    def test_what_names_no_commit_is_said_and_nothing_else_happens(
        self, ref: str, repo: Repo, run: Runner
    ) -> None:
        ran = run.since(repo.at, ref)
        assert (
            ran.code == 2
            and not ran.out
            and ran.err.startswith("error: there is no revision ")
            and ran.err.count("\n") == 1
        )
        assert not repo.at.joinpath("x").exists()

    @pytest.mark.parametrize("ref", ["", "...", "\n", "HEAD\nHEAD", "a\0b", "\x1b[31m"])
    def test_what_can_be_no_revision_is_refused(self, ref: str, repo: Repo, run: Runner) -> None:
        ran = run.since(repo.at, ref)
        assert ran.code == 2 and "is no revision: give a branch" in ran.err and "\x1b" not in ran.err

    @pytest.mark.parametrize(
        "ref",
        ["HEAD", "main", "v1", "light", "HEAD^0", "@", "main@{0}", ":/x", "refs/heads/main", "{}", "main..."],
    )
    def test_what_names_a_commit_is_read(self, ref: str, repo: Repo, run: Runner) -> None:
        git(repo.at, "tag", "-a", "-m", "x", "v1")
        git(repo.at, "tag", "light")
        commit = git(repo.at, "rev-parse", "HEAD")
        assert run.since(repo.at, ref.replace("{}", commit[:9])).code == (2 if ref == ":/x" else 0)

    def test_a_branch_whose_name_is_strange_can_be_named(self, repo: Repo, run: Runner) -> None:
        git(repo.at, "update-ref", "refs/heads/-x", "HEAD")
        git(repo.at, "branch", "a;b$c")
        assert run.since(repo.at, "refs/heads/-x").code == 0 and run.since(repo.at, "a;b$c").code == 0


class TestHostileRepository:
    @pytest.fixture
    def trap(self, tmp_path: Path) -> Path:
        """A program that leaves a trace when it is run."""
        script = tmp_path / "trap.sh"
        script.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{tmp_path}/sprung'\ncat\n", encoding="utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        return script

    def test_nothing_that_it_names_is_run(self, repo: Repo, run: Runner, trap: Path, tmp_path: Path) -> None:
        repo.write(".gitattributes", "*.yaml filter=trap diff=trap merge=trap working-tree-encoding=UTF-16\n")
        repo.write("claims/aldwater/.gitattributes", "* filter=trap diff=trap\n")
        git(repo.at, "add", "-A", "--", ".gitattributes")
        git(repo.at, "commit", "-q", "-m", "y")
        for name in ("core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.askPass", "core.gitProxy",
                     "core.alternateRefsCommand", "filter.trap.clean", "filter.trap.smudge", "filter.trap.process", "diff.trap.textconv",
                     "diff.trap.command", "diff.external", "merge.trap.driver", "gpg.program", "gc.recentObjectsHook", "credential.helper",
                     "uploadpack.packObjectsHook", "alias.rev-parse", "alias.cat-file"):  # fmt: skip
            git(repo.at, "config", name, f"!{trap}" if name.startswith("alias") else str(trap))
        git(repo.at, "config", "filter.trap.required", "true")
        git(repo.at, "config", "core.hooksPath", str(tmp_path / "hooks"))
        for folder in (tmp_path / "hooks", repo.at / ".git" / "hooks"):
            folder.mkdir(exist_ok=True)
            for hook in (
                "fsmonitor-watchman",
                "post-checkout",
                "post-index-change",
                "reference-transaction",
                "pre-auto-gc",
                "post-checkout",
            ):
                folder.joinpath(hook).write_bytes(trap.read_bytes())
                folder.joinpath(hook).chmod(0o755)
        tmp_path.joinpath("sprung").unlink(missing_ok=True)
        repo.says("third", "2,000 men")
        assert (
            run.since(repo.at).code == 1
            and run.since(repo.at, "main...").code == 1
            and run.since(repo.at, "nowhere").code == 2
        )
        assert run(repo.at, "doctor").code in (0, 1)
        assert not tmp_path.joinpath("sprung").exists(), tmp_path.joinpath("sprung").read_text("utf-8")
        # The trap does work: git itself springs it.
        git(repo.at, "status", fine=False)
        assert tmp_path.joinpath("sprung").exists()

    def test_nothing_is_fetched_into_a_partial_clone(
        self, repo: Repo, run: Runner, trap: Path, tmp_path: Path
    ) -> None:
        git(repo.at, "config", "uploadpack.allowFilter", "true")
        git(tmp_path, "clone", "-q", "--no-checkout", "--filter=blob:none", repo.at.as_uri(), "partial")
        at = tmp_path / "partial"
        for name, value in (("remote.origin.url", "ssh://nowhere.invalid/x"), ("core.sshCommand", str(trap)), ("protocol.allow", "always"),
                            ("protocol.ssh.allow", "always"), ("remote.origin.uploadpack", str(trap)), ("remote.origin.vcs", "")):  # fmt: skip
            git(at, "config", name, value)
        for name, text in (
            ("dossier", DOSSIER),
            *((name, strength(name, value)) for name, value in APART.items()),
        ):
            folder = at / "claims" / "aldwater"
            folder.mkdir(parents=True, exist_ok=True)
            folder.joinpath(f"{name}.yaml").write_text(text, encoding="utf-8")
        ran = run.since(at)
        assert (
            ran.code == 2
            and "part of that revision is not in this clone" in ran.err
            and "git fetch --refetch --no-filter" in ran.err
        )
        assert not tmp_path.joinpath("sprung").exists()

    def test_a_repository_inside_that_looks_like_one_is_not_entered(
        self, repo: Repo, run: Runner, trap: Path, tmp_path: Path
    ) -> None:
        git(tmp_path, "clone", "-q", "--bare", "repo", "repo/claims/aldwater/bare")
        git(repo.at / "claims/aldwater/bare", "config", "core.fsmonitor", str(trap))
        assert run.since(repo.at).code == 0
        assert run.since(repo.at / "claims/aldwater/bare", "HEAD", ".").code == 2
        assert not tmp_path.joinpath("sprung").exists()

    @pytest.mark.parametrize("name", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE", "GIT_CEILING_DIRECTORIES",
                                      "GIT_COMMON_DIR", "GIT_EXTERNAL_DIFF", "GIT_SSH_COMMAND", "git_dir"])  # fmt: skip
    def test_the_environment_does_not_lead_it_elsewhere(
        self, name: str, repo: Repo, run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = Repo(tmp_path / "other", corve="1 man")
        monkeypatch.setenv(name, str(other.at / ".git"))
        ran = run.since(repo.at)
        assert ran.code == 0 and ran.since["commit"] == git(repo.at, "rev-parse", "HEAD")

    def test_settings_in_the_environment_do_not_reach_git(
        self, repo: Repo, run: Runner, trap: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name, value in (("GIT_CONFIG_COUNT", "1"), ("GIT_CONFIG_KEY_0", "core.fsmonitor"), ("GIT_CONFIG_VALUE_0", str(trap)),
                            ("GIT_TRACE", str(tmp_path / "sprung")), ("GIT_CONFIG_PARAMETERS", f"'core.fsmonitor'='{trap}'")):  # fmt: skip
            monkeypatch.setenv(name, value)
        assert run.since(repo.at).code == 0 and not tmp_path.joinpath("sprung").exists()

    def test_the_repository_of_another_is_not_read_and_it_says_what_to_do(
        self, repo: Repo, run: Runner, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(repository.FIXED, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        ran = run.since(repo.at)
        assert ran.code == 2 and not ran.out and "belongs to another user" in ran.err
        assert f"git config --global --add safe.directory {repo.at}" in ran.err
        said = run(repo.at, "doctor")
        assert said.code == 1 and "safe.directory" in said.out

    def test_a_worktree_elsewhere_is_not_taken_for_this_folder(
        self, repo: Repo, run: Runner, tmp_path: Path
    ) -> None:
        tmp_path.joinpath("elsewhere").mkdir()
        git(repo.at, "config", "core.worktree", str(tmp_path / "elsewhere"))
        ran = run.since(repo.at)
        assert ran.code == 2 and "is not in the worktree of a git repository" in ran.err

    def test_nothing_is_written_through_a_link(self, repo: Repo, run: Runner, tmp_path: Path) -> None:
        """A link in the revision, where the worktree has a folder of that name with a text in it."""
        tmp_path.joinpath("victim").mkdir()
        link = repo.at / "claims/aldwater/x.yaml"
        link.symlink_to(tmp_path / "victim")
        head = "text:\n  file: x.yaml/owned.txt\n"
        repo.write("claims/aldwater/hugh.yaml", source("hugh", "battle.strength: 9,000 men", head=head))
        repo.commit()
        link.unlink()
        repo.write("claims/aldwater/x.yaml/owned.txt", "the words")
        run.since(repo.at)
        assert not list(tmp_path.joinpath("victim").iterdir())

    def test_replaced_objects_are_not_followed(self, repo: Repo, run: Runner) -> None:
        first = git(repo.at, "rev-parse", "HEAD")
        repo.says("third", "2,000 men")
        git(repo.at, "replace", first, repo.commit())
        assert run.since(repo.at, first).code == 1


class TestObjects:
    @pytest.mark.parametrize("count", [1, 63, 64, 65, 300])
    def test_answers_come_in_the_order_asked(self, count: int, repo: Repo) -> None:
        blobs = [random.Random(i).randbytes(i * 37 % 5000) for i in range(count)]
        for i, blob in enumerate(blobs):
            repo.write(f"blobs/{i:04}", blob)
        repo.commit()
        with Objects(repository.worktree_folder(repo.at)) as objects:
            tree = objects.tree_of(git(repo.at, "rev-parse", "HEAD"))
            folder = objects.down(tree, [b"blobs"])
            assert folder is not None and folder.mode == repository.FOLDER
            entries = objects.tree(folder.oid)
            assert list(objects.read([entries[f"{i:04}".encode()].oid for i in range(count)])) == blobs

    def test_an_object_too_large_for_a_dossier_is_skipped_over(
        self, repo: Repo, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(repository, "LARGEST_FILE", 1000)
        repo.write("large", b"x" * 5000)
        repo.write("small", b"y")
        repo.commit()
        with Objects(repository.worktree_folder(repo.at)) as objects:
            tree = objects.tree(objects.tree_of(git(repo.at, "rev-parse", "HEAD")))
            assert list(
                objects.read([tree[name].oid for name in (b"large", b"small", b"large", b"small")])
            ) == [None, b"y", None, b"y"]

    def test_what_is_not_here_is_said(self, repo: Repo) -> None:
        with (
            Objects(repository.worktree_folder(repo.at)) as objects,
            pytest.raises(NoBase, match="not in this clone"),
        ):
            list(objects.read(["1" * 40]))

    def test_names_that_lead_elsewhere_are_not_names(self, repo: Repo) -> None:
        """Trees that git itself would not make."""
        blob = git(repo.at, "hash-object", "-w", "claims/aldwater/hugh.yaml")
        data = b"".join(
            b"100644 " + name + b"\0" + bytes.fromhex(blob) for name in (b"..", b".", b"a/b", b"ok", b"")
        )
        repo.write("tree", data)
        oid = git(repo.at, "hash-object", "-t", "tree", "--literally", "-w", "tree")
        with Objects(repository.worktree_folder(repo.at)) as objects:
            assert objects.tree(oid) == {b"ok": TreeEntry(0o100644, blob)}

    def test_repositories_of_sha_256_are_read(self, tmp_path: Path, run: Runner) -> None:
        tmp_path.joinpath("r").mkdir()
        git(tmp_path / "r", "init", "-q", "--object-format=sha256")
        repo = Repo(tmp_path / "r", **APART)
        assert run.since(repo.at).code == 0 and len(run.since(repo.at).since["commit"]) == 64

    def test_the_folder_it_is_read_in_is_gone_afterwards(
        self, repo: Repo, run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        place = tmp_path / "temporary"
        place.mkdir()
        monkeypatch.setattr("tempfile.tempdir", str(place))
        run.since(repo.at)
        repo.write("claims/aldwater/dossier.yaml", "{[")
        repo.commit()
        run.since(repo.at)
        assert not list(place.iterdir())
