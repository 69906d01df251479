"""Small documents and merge patches for Hypothesis: few names, so that they meet often."""

from hypothesis import strategies as st

names = st.sampled_from("abc")
scalars = st.one_of(
    st.booleans(), st.integers(-2, 2), st.sampled_from(["", "x"]), st.lists(st.integers(0, 1))
)
documents = st.recursive(
    st.dictionaries(names, scalars, max_size=3),
    lambda inner: st.dictionaries(names, st.one_of(scalars, inner), max_size=3),
    max_leaves=8,
)
patches = st.recursive(
    st.dictionaries(names, st.one_of(scalars, st.none()), max_size=3),
    lambda inner: st.dictionaries(names, st.one_of(scalars, st.none(), inner), max_size=3),
    max_leaves=8,
)
