import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.pointers import path_of, pointer_of


@pytest.mark.parametrize(
    ("path", "pointer"),
    [((), ""), (("",), "/"), (("a", "0"), "/a/0"), (("a/b", "~", "~1"), "/a~1b/~0/~01")],
    ids=["the whole document", "an empty name", "two levels", "escapes"],
)
def test_a_pointer_is_written_as_rfc_6901_has_it(path, pointer):
    assert pointer_of(path) == pointer
    assert path_of(pointer) == path


@given(st.lists(st.text("ab~/01", max_size=5), max_size=5).map(tuple))
def test_a_path_comes_back_from_its_pointer(path):
    assert path_of(pointer_of(path)) == path
