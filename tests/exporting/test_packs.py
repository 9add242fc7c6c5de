import io
import zipfile
import zlib

from hypothesis import given
from hypothesis import strategies as st

from articles.exporting.packs import Packed, names_in, pack, unpack


@given(st.lists(st.binary(max_size=3000), max_size=5))
def test_what_is_packed_comes_back_the_same(contents):
    originals = [(f"{n:064}", zlib.compress(data, 6), data) for n, data in enumerate(contents)]
    whole = pack(originals)
    assert list(unpack(whole)) == [Packed(*each) for each in originals]
    assert names_in(whole) == [name for name, _, _ in originals]
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None


def test_any_other_zip_of_the_same_files_will_do():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("a", b"stored " * 9)
        archive.writestr("b", b"deflated " * 9, zipfile.ZIP_DEFLATED)
    assert [
        (each.name, zlib.decompress(each.compressed), each.data) for each in unpack(written.getvalue())
    ] == [
        ("a", b"stored " * 9, b"stored " * 9),
        ("b", b"deflated " * 9, b"deflated " * 9),
    ]
