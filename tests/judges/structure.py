"""Our own structure checker: marked content, structure tree and ParentTree must agree, both ways.

The validators look from the tree; this looks from the page as well. It also holds what makes a tree worth
reading: figures and fields that say something, header cells with a scope, a language, links that hold their areas.
"""

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

_PAINTING = frozenset(
    ("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI")
)
_MAY_BE_EMPTY = frozenset(("/TD", "/TH"))
_ARTIFACT = "artifact"


def structure_problems(pdf: bytes) -> list[str]:
    """Return a sentence for each place where page, tree and ParentTree of *pdf* disagree."""
    with pikepdf.open(BytesIO(pdf)) as file:
        return _Checker(file).problems()


class _Checker:
    def __init__(self, file: pikepdf.Pdf) -> None:
        self.file = file
        self.found: list[str] = []
        self.claims: dict[tuple[Any, int], list[Any]] = {}  # (page, MCID): elements that claim it
        self.annotated: dict[Any, Any] = {}  # annotation: element whose OBJR names it

    def problems(self) -> list[str]:
        root = self.file.Root
        if "/StructTreeRoot" not in root:
            return ["there is no structure tree"]
        if not str(root.get("/Lang", "")):
            self.found.append("the document has no language")
        if not bool(root.get("/MarkInfo", Dictionary()).get("/Marked", False)):
            self.found.append("the document is not marked as tagged")
        tree = root.StructTreeRoot
        parents = self._parent_tree(tree)
        self._element(tree.K, tree)
        for number, page in enumerate(self.file.pages, 1):
            self._page(number, page, parents)
        if self.claims:
            self.found.append(
                f"elements claim content that is on no page: {sorted(key[1] for key in self.claims)}"
            )
        return self.found

    def _parent_tree(self, tree: Any) -> dict[int, Any]:
        if "/ParentTree" not in tree:
            self.found.append("there is no ParentTree")
            return {}
        found: dict[int, Any] = {}
        for node in [tree.ParentTree, *tree.ParentTree.get("/Kids", Array())]:
            numbers = node.get("/Nums", Array())
            entries = {int(numbers[index]): numbers[index + 1] for index in range(0, len(numbers), 2)}
            if "/Limits" in node and [min(entries), max(entries)] != [int(limit) for limit in node.Limits]:
                self.found.append("a node of the ParentTree has other keys than its limits say")
            found.update(entries)
        return found

    def _element(self, element: Any, parent: Any) -> None:
        kind = str(element.get("/S", "none"))
        if element.get("/P") is None or element.P.objgen != parent.objgen:
            self.found.append(f"{kind} names a parent that it does not hang from")
        if kind == "/Figure" and not str(element.get("/Alt", "")):
            self.found.append("a Figure has no Alt")
        if kind == "/Form" and not str(element.get("/Alt", "")):
            self.found.append("a Form has no Alt")
        if kind == "/Form" and "/Role" not in element.get("/A", Dictionary()):
            self.found.append("a Form does not say what kind of field it is")
        if kind == "/TH" and "/Scope" not in element.get("/A", Dictionary()):
            self.found.append("a TH has no Scope")
        if "/Lang" in element and not str(element.Lang):
            self.found.append(f"{kind} has an empty language")
        kids = element.get("/K")
        if kids is None:
            if kind not in _MAY_BE_EMPTY:
                self.found.append(f"{kind} is empty")
            return
        areas = 0
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                self.claims.setdefault((element.Pg.objgen, kid), []).append(element.objgen)
            elif kid.get("/Type") == Name.MCR:
                page = kid.get("/Pg", element.get("/Pg"))
                self.claims.setdefault((page.objgen, int(kid.MCID)), []).append(element.objgen)
            elif kid.get("/Type") == Name.OBJR:
                areas += 1
                self.annotated[kid.Obj.objgen] = element.objgen
            else:
                self._element(kid, element)
        if kind == "/Link" and not areas:
            self.found.append("a Link has no annotation")

    def _page(self, number: int, page: pikepdf.Page, parents: dict[int, Any]) -> None:
        marked = self._marked_content(number, page)
        owners = parents.get(int(page.obj.get("/StructParents", -1)))
        if owners is None and marked:
            self.found.append(f"page {number} has marked content but no entry in the ParentTree")
        for mcid in marked:
            claimed = self.claims.pop((page.obj.objgen, mcid), [])
            if len(claimed) != 1:
                self.found.append(f"page {number}: MCID {mcid} is claimed by {len(claimed)} elements")
            elif owners is not None and (mcid >= len(owners) or owners[mcid].objgen != claimed[0]):
                self.found.append(
                    f"page {number}: the ParentTree gives MCID {mcid} another owner than the tree"
                )
        for annotation in page.obj.get("/Annots", Array()):
            key = annotation.get("/StructParent")
            if key is None:
                self.found.append(f"page {number}: an annotation has no StructParent")
            elif int(key) not in parents:
                self.found.append(f"page {number}: an annotation's StructParent is not in the ParentTree")
            elif parents[int(key)].objgen != self.annotated.get(annotation.objgen):
                self.found.append(f"page {number}: an annotation's owner differs between tree and ParentTree")

    def _marked_content(self, number: int, page: pikepdf.Page) -> list[int]:
        """Return the MCIDs of the page, noting painting outside marked content and faulty nesting."""
        seen: list[int] = []
        stack: list[int | str | None] = []
        for instruction in pikepdf.parse_content_stream(page):
            operands, operator = instruction.operands, str(instruction.operator)
            if operator in ("BDC", "BMC"):
                opened: int | str | None = None
                if operator == "BDC" and isinstance(operands[1], Dictionary) and "/MCID" in operands[1]:
                    opened = int(operands[1].MCID)
                    seen.append(opened)
                elif operands[0] == Name.Artifact:
                    opened = _ARTIFACT
                if opened is not None and any(outer is not None for outer in stack):
                    self.found.append(
                        f"page {number}: marked content {opened} lies inside other marked content"
                    )
                stack.append(opened)
            elif operator == "EMC":
                if not stack:
                    self.found.append(f"page {number}: marked content ends that never began")
                    continue
                stack.pop()
            elif operator in _PAINTING and not any(outer is not None for outer in stack):
                self.found.append(f"page {number}: {operator} paints outside marked content")
        if stack:
            self.found.append(f"page {number}: marked content is not closed")
        for mcid in sorted({mcid for mcid in seen if seen.count(mcid) > 1}):
            self.found.append(f"page {number}: MCID {mcid} stands twice")
        return list(dict.fromkeys(seen))
