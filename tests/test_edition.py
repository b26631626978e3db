"""What a build says of itself."""

import subprocess

from report.edition import tree_state

GIT = ["git", "-c", "user.name=Tester", "-c", "user.email=tester@example.org"]


def test_a_commit_is_named_only_where_the_tree_is_clean(tmp_path):
    """A clean checkout names its commit; a changed one, and a folder without git, say that nothing is committed."""
    assert tree_state(tmp_path) == "Built from an uncommitted state."
    subprocess.run([*GIT, "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "data.csv").write_text("a\n")
    subprocess.run([*GIT, "add", "-A"], cwd=tmp_path, check=True)
    subprocess.run([*GIT, "commit", "-qm", "First"], cwd=tmp_path, check=True)
    assert tree_state(tmp_path).startswith("Built from commit ")
    (tmp_path / "data.csv").write_text("b\n")
    assert tree_state(tmp_path) == "Built from an uncommitted state."


def test_a_folder_inside_another_checkout_names_no_commit(tmp_path):
    """The commit of a checkout around the project is not the project's."""
    subprocess.run([*GIT, "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run([*GIT, "commit", "-q", "--allow-empty", "-m", "Outer"], cwd=tmp_path, check=True)
    (tmp_path / "inner").mkdir()
    assert tree_state(tmp_path / "inner") == "Built from an uncommitted state."
