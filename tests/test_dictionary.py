"""Words are cut as jieba cuts them, without its code and without what it leaves behind."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from conftest import ROOT

from extract import lexicon
from extract.api import extract_file
from extract.grammar.dictionary import dictionary

ODD = ("AT&T 3.5% c# abc\r\n x1 ２", "", "\t a.b_1+2 研发R&D投入", "《办法》（试行）第3条——50万元/年", "𠮷企业ab12 cd")


def phrases() -> list[str]:
    """Stretches of the sample's clauses, cut anywhere."""
    texts = [clause.text for path in sorted((ROOT / "raw").iterdir()) for clause in extract_file(path).clauses]
    return [*ODD, *(text[start : start + 23] for text in texts for start in range(0, len(text), 61))]


def test_words_are_cut_as_jieba_cuts_them() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
        from jieba import posseg
    jieba.setLogLevel("ERROR")
    tokenizer = jieba.Tokenizer()
    tokenizer.cache_file = "none"
    tagger = posseg.POSTokenizer(tokenizer)
    with tokenizer.get_dict_file() as file:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(file)
    tokenizer.initialized = True
    for row in lexicon.table("recipients"):
        if len(row["head"]) > 1 and row["head"] not in tokenizer.FREQ:
            tokenizer.add_word(row["head"], tag="n")
    for row in lexicon.table("words"):
        tokenizer.add_word(row["word"], tag=row["tag"])
    assert dictionary().total == tokenizer.total
    for phrase in phrases():
        assert [*dictionary().cut(phrase)] == [(pair.word, pair.flag) for pair in tagger.cut(phrase, HMM=False)], phrase


@pytest.mark.parametrize("row", lexicon.table("words"), ids=lambda row: row["word"])
def test_the_fields_own_words_are_words(row: dict[str, str]) -> None:
    assert dictionary().tag(row["word"]) == row["tag"]
    assert [*dictionary().cut(row["word"])] == [(row["word"], row["tag"])]


def test_nothing_is_left_in_shared_folders_and_no_code_is_loaded(tmp_path: Path) -> None:
    code = "import sys; from extract.grammar.words import words; words('支持企业研发投入'); print([m for m in sys.modules if 'jieba' in m])"
    environment = {"TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == "[]"
    assert [*tmp_path.iterdir()] == []
