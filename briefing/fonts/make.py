#!/usr/bin/env python3
"""Makes the fonts that PDF and PNG embed, out of fonts that Debian packages.

    apt-get install fonts-noto-cjk fonts-noto-cjk-extra fonts-lxgw-wenkai unicode-data
    pip install fonttools cu2qu
    python3 briefing/fonts/make.py

Sans and serif are cut down to the characters of GB 2312, of the table of general
standard Chinese characters (通用规范汉字表, by Unihan's kTGH) and of the seed
files; the kai, which sets headings, to GB 2312's first level and the seed files. Noto's cubic outlines become TrueType's
quadratic ones, which is what PDF and Go's rasteriser take. LXGW WenKai reserves
its name, so the cut font bears another. The same inputs give the same bytes;
SHA256SUMS holds them.
"""
import bz2
import hashlib
import pathlib
import sys

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

HERE = pathlib.Path(__file__).resolve().parent
SEEDS = HERE.parent.parent / "seeds"
NOTO = "/usr/share/fonts/opentype/noto/"
UNIHAN = "/usr/share/unicode/Unihan_OtherMappings.txt.bz2"
EPOCH = 0  # head.created and head.modified, so that runs do not differ

FONTS = [
    # file, source, family, name in the collection, with rare characters
    ("sans.ttf", NOTO + "NotoSansCJK-Medium.ttc", "Planatlas Sans", "Noto Sans CJK SC Medium", True),
    ("serif.ttf", NOTO + "NotoSerifCJK-Regular.ttc", "Planatlas Serif", "Noto Serif CJK SC", True),
    ("kai.ttf", "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", "Planatlas Kai", None, False),
]


def gb2312(last):
    chars = set()
    for high in range(0xA1, last + 1):
        for low in range(0xA1, 0xFF):
            try:
                chars.add(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                pass
    return chars


def general_standard():
    with bz2.open(UNIHAN, "rt", encoding="utf-8") as lines:
        return {chr(int(l.split("\t")[0][2:], 16)) for l in lines if "\tkTGH\t" in l}


def wanted(rare):
    chars = gb2312(0xF7 if rare else 0xD7) | set("〇〔〕【】「」『』—…·“”‘’、。，．；：？！％～￥①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳≈≥≤×→←↔↑↓▲●○■□◆◇★☆✓²³°′″–†‡•€£")
    chars |= {chr(c) for c in range(0x20, 0x7F)} | {chr(c) for c in range(0xA0, 0x180)}
    for path in sorted(SEEDS.rglob("*.yaml")):
        chars |= set(path.read_text(encoding="utf-8"))
    if rare:
        chars |= general_standard()
    return {ord(c) for c in chars if ord(c) >= 0x20}


def open_font(path, family):
    if family is None:
        return TTFont(path, recalcTimestamp=False)
    for number in range(99):
        font = TTFont(path, fontNumber=number, recalcTimestamp=False)
        if font["name"].getDebugName(4) == family:
            return font
    sys.exit(f"{path} holds no {family}")


def cut(font, chars):
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.glyph_names = False
    options.notdef_outline = True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG", "gasp", "kern", "meta", "STAT"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=chars)
    cutter.subset(font)


def to_quadratic(font, error=1.0):
    """Replaces CFF outlines by glyf ones."""
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    drawn = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, error, reverse_direction=True))
        drawn[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, drawn
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
                  "maxStackElements", "maxSizeOfInstructions", "maxComponentElements"):
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    for table in ("CFF ", "VORG"):
        if table in font:
            del font[table]
    font.sfntVersion = "\x00\x01\x00\x00"


def rename(font, family):
    names = font["name"]
    kept = [r for r in names.names if r.nameID in (0, 13, 14) and r.platformID == 3 and r.langID == 0x409]
    names.names = kept
    postscript = family.replace(" ", "") + "-Regular"
    for number, text in ((1, family), (2, "Regular"), (3, postscript), (4, family), (5, "Version 1.000"), (6, postscript)):
        names.setName(text, number, 3, 1, 0x409)


def make(file, source, family, member, rare):
    font = open_font(source, member)
    cut(font, wanted(rare))
    if "CFF " in font:
        to_quadratic(font)
    rename(font, family)
    font["post"].formatType = 3.0
    font["head"].created = font["head"].modified = EPOCH
    font.recalcTimestamp = False
    font.save(HERE / file, reorderTables=True)
    return file


def main():
    sums = []
    for entry in FONTS:
        file = make(*entry)
        data = (HERE / file).read_bytes()
        sums.append(f"{hashlib.sha256(data).hexdigest()}  {file}\n")
        print(f"{file}: {len(data):,} bytes", flush=True)
    (HERE / "SHA256SUMS").write_text("".join(sums), encoding="ascii")


if __name__ == "__main__":
    main()
