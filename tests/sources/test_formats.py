"""HTML, PDF and DOCX → the article's text, and a reason with a cure where there is none."""

import zipfile
from pathlib import Path

import docx
import pypdfium2
import pytest

from dragoman.errors import SourceError
from dragoman.model.document import RawItem
from dragoman.sources import iter_items

PAGE = """<!DOCTYPE html><html><head>
<title>Botswana and Estonia sign air accord | The Kalahari Ledger</title>
<meta charset="{charset}">
<meta property="og:title" content="Botswana and Estonia sign air accord">
<meta property="og:site_name" content="The Kalahari Ledger">
<meta property="og:url" content="https://ledger.example/world/air-accord">
<meta property="article:published_time" content="2019-06-04T08:15:00+02:00">
<script>var tracker = "Minister declares war on cookies";</script>
</head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Botswana and Estonia sign air accord</h1>
<p>Botswana’s transport minister and her Estonian counterpart signed an agreement in Gaborone on Monday that opens
direct flights between the two capitals.</p>
<script>document.write("a second war")</script>
<p>The accord, first proposed five years ago, enters into force once both parliaments have ratified it, a spokesman
for the ministry said. Fares were not announced – “that is for the carriers”, he added.</p>
<p>Tallinn had asked for a longer transition, but withdrew the request in May, according to two officials who took
part in the talks.</p></article>
<footer>Copyright The Kalahari Ledger. Subscribe to our newsletter.</footer></body></html>"""


def read(path: Path) -> RawItem | SourceError:
    (found,) = iter_items([path])
    return found


def reason(path: Path) -> str:
    found = read(path)
    assert isinstance(found, SourceError), found
    assert found.name == path.name
    assert path.name in str(found)
    return found.reason


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "utf-8"), ("windows-1252", "cp1252"), ("nonsense", "utf-8"), ("utf-8", "cp1252"), ("utf-16", "utf-16")],
)
def test_a_page_gives_its_article(tmp_path: Path, charset: str, encoding: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.replace("{charset}", charset).encode(encoding))
    item = read(path)
    assert isinstance(item, RawItem)
    assert "Botswana’s transport minister and her Estonian counterpart signed" in item.text
    assert "– “that is for the carriers”" in item.text
    for word in ("tracker", "war", "Sport", "newsletter"):
        assert word not in item.text
    assert item.title == "Botswana and Estonia sign air accord"
    assert (item.publisher, item.published, item.markup) == ("The Kalahari Ledger", "2019-06-04", "html")
    assert item.url == "https://ledger.example/world/air-accord"


def test_a_page_without_a_date_gets_none(tmp_path: Path) -> None:
    path = tmp_path / "a.htm"
    bare = PAGE.replace('<meta property="article:published_time" content="2019-06-04T08:15:00+02:00">', "")
    path.write_text(bare.replace("five years ago", "on 3 March 2014").replace("Copyright", "© 2023"))
    item = read(path)
    assert isinstance(item, RawItem)
    assert item.published is None


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><script>alert('war')</script></body></html>",
        "<html></html>",
        "<",
        "<html><body><nav><a href='/'>Home</a></nav></body></html>",
    ],
)
def test_a_page_without_an_article_is_skipped(tmp_path: Path, page: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(page)
    assert reason(path) == "no article text"


def test_a_page_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"")
    assert reason(path) == "empty"
    path.write_bytes(b"\x00\x01\x02" * 999)
    assert reason(path) == "binary"


def make_pdf(lines: list[str], title: str = "", encrypt: str = "") -> bytes:
    """A PDF of one page written by hand, each line set apart."""
    shown = b"BT /F1 11 Tf 50 780 Td 14 TL " + b"".join(f"({line}) Tj T* ".encode() for line in lines) + b"ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(shown) + shown + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Title ({title}) /CreationDate (D:20200101000000Z) >>".encode(),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R {encrypt} >>\nstartxref\n{start}\n%%EOF\n"
    return out + trailer.encode()


WRAPPED = [
    "Uruguay and Finland",
    "The foreign ministers of Uruguay and Finland met in Montevideo on Friday and",
    "agreed to open talks on forestry, a joint release said. The two had last seen",
    "each other in Geneva.",
    "A second round is planned for the autumn, when the Finnish side will send its",
    "experts.",
    "- 1 -",
]


def test_a_pdf_gives_its_text_layer_with_lines_joined(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf(WRAPPED, "Release of Friday"))
    item = read(path)
    assert isinstance(item, RawItem)
    assert item.text.split("\n") == [
        "Uruguay and Finland",
        "The foreign ministers of Uruguay and Finland met in Montevideo on Friday and agreed to open talks on "
        "forestry, a joint release said. The two had last seen each other in Geneva.",
        "A second round is planned for the autumn, when the Finnish side will send its experts.",
    ]
    assert (item.id, item.title, item.published) == ("a.pdf", "Release of Friday", None)


def test_a_title_of_the_word_processor_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf(WRAPPED, "Microsoft Word - draft3.docx"))
    item = read(path)
    assert isinstance(item, RawItem)
    assert item.title is None


def test_each_unreadable_pdf_has_its_own_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    key = "00" * 32
    path.write_bytes(
        make_pdf(WRAPPED, encrypt=f"/ID [<{key}> <{key}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
                 f" /O <{key}> /U <{key}> >>")
    )  # fmt: skip
    assert reason(path) == "encrypted PDF"
    path.write_bytes(b"%PDF-1.7\nbroken off")
    assert reason(path) == "broken PDF"
    path.write_bytes(b"not a PDF")
    assert reason(path) == "broken PDF"
    path.write_bytes(b"")
    assert reason(path) == "empty"
    scan = pypdfium2.PdfDocument.new()
    scan.new_page(595, 842)
    scan.save(path)
    scan.close()
    assert reason(path) == "PDF without text"


def test_a_docx_gives_paragraphs_and_cells_but_no_date(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    made = docx.Document()
    made.core_properties.title = "Note verbale"
    made.add_paragraph("Tonga thanked Japan for the patrol boat.")
    table = made.add_table(rows=1, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Boats"
    table.cell(0, 2).text = "2"
    made.add_paragraph("The crew will be trained in Suva.")
    made.save(str(path))
    item = read(path)
    assert isinstance(item, RawItem)
    assert item.text.split("\n") == [
        "Tonga thanked Japan for the patrol boat.",
        "Boats\t2",
        "The crew will be trained in Suva.",
    ]
    assert (item.title, item.published) == ("Note verbale", None)


def test_each_unreadable_docx_has_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    docx.Document().save(str(path))
    assert reason(path) == "empty"
    path.write_bytes(path.read_bytes()[:900])
    assert reason(path) == "broken DOCX"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/other.xml", "<a/>")
    assert reason(path) == "broken DOCX"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    assert reason(path) == "encrypted DOCX"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 201_000_000)
    assert reason(path) == "too long"
