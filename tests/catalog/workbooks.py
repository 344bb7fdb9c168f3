"""Small .xlsx files, written by hand so that their every part is known."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

Cell = str | float | bool | date | None

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_EPOCH = date(1899, 12, 30)


def write_workbook(
    path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]], hidden: Sequence[str] = ()
) -> Path:
    """A workbook of these sheets; dates are numbers with a date format, as Excel keeps them."""
    names = list(sheets)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        + "".join(
            f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="s{number}"'
            + (' state="hidden"/>' if name in hidden else "/>")
            for number, name in enumerate(names, start=1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r0" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        + "".join(
            f'<Relationship Id="s{number}" Type="{_OFFICE}/worksheet" Target="worksheets/{number}.xml"/>'
            for number in range(1, len(names) + 1)
        )
        + "</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs count="3"><xf numFmtId="0"/>'
        '<xf numFmtId="31"/><xf numFmtId="22"/></cellXfs></styleSheet>',  # 31: 2026年1月5日; 22: with a time
    }
    for number, name in enumerate(names, start=1):
        rows = "".join(_row(line, row) for line, row in enumerate(sheets[name], start=1))
        parts[f"xl/worksheets/{number}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(part, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return path


def _row(line: int, row: Sequence[Cell]) -> str:
    cells = "".join(_cell(f"{chr(65 + place)}{line}", cell) for place, cell in enumerate(row))
    return f'<row r="{line}">{cells}</row>'


def _cell(at: str, cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return f'<c r="{at}" t="b"><v>{int(cell)}</v></c>'
        case int() | float():
            return f'<c r="{at}"><v>{cell!r}</v></c>'
        case datetime():
            days = (cell.date() - _EPOCH).days + (cell.hour * 60 + cell.minute) / 1440
            return f'<c r="{at}" s="2"><v>{days!r}</v></c>'
        case date():
            return f'<c r="{at}" s="1"><v>{(cell - _EPOCH).days}</v></c>'
        case _:
            return f'<c r="{at}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
