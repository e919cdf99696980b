package pdfrule

import (
	"regexp"
	"slices"

	"verbatim/internal/render/pdffile"
)

// node is a structure element.
type node struct {
	ref      pdffile.Ref
	dict     pdffile.Dict
	role     pdffile.Name
	children []node
	contents []content     // marked contents that are its own
	objects  []pdffile.Ref // annotations that are its own
}

type content struct {
	page pdffile.Ref
	mcid int
}

// root reads the structure tree; a file without one gives an empty node.
func (f *file) root() node {
	k := f.doc.Dict(f.catalog["StructTreeRoot"])["K"]
	if list, ok := f.doc.Get(k).(pdffile.Array); ok && len(list) == 1 {
		k = list[0]
	}
	r, _ := k.(pdffile.Ref)
	return f.node(r, 0)
}

const deepest = 32

func (f *file) node(ref pdffile.Ref, depth int) node {
	n := node{ref: ref, dict: f.doc.Dict(ref)}
	n.role, _ = n.dict["S"].(pdffile.Name)
	page, _ := n.dict["Pg"].(pdffile.Ref)
	kids, _ := n.dict["K"].(pdffile.Array)
	if depth > deepest {
		return n
	}
	for _, k := range kids {
		switch x := k.(type) {
		case int:
			n.contents = append(n.contents, content{page, x})
		case pdffile.Ref:
			n.children = append(n.children, f.node(x, depth+1))
		case pdffile.Dict:
			if x["Type"] == pdffile.Name("OBJR") {
				o, _ := x["Obj"].(pdffile.Ref)
				n.objects = append(n.objects, o)
				continue
			}
			p, _ := x["Pg"].(pdffile.Ref)
			id, _ := x["MCID"].(int)
			n.contents = append(n.contents, content{p, id})
		}
	}
	return n
}

func (f *file) eachNode(use func(n node)) {
	var in func(n node)
	in = func(n node) {
		use(n)
		for _, c := range n.children {
			in(c)
		}
	}
	in(f.root())
}

var standard = []pdffile.Name{
	"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6",
	"L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Figure", "Formula", "Form",
}

func standardTypes(f *file, report reporter) {
	f.eachNode(func(n node) {
		if !slices.Contains(standard, n.role) {
			report("an element has the type %q", n.role)
		}
	})
}

// parentTree checks both ways: each marked content of a page has an element that names it, and the parent tree leads there.
func parentTree(f *file, report reporter) {
	owners := map[content]pdffile.Ref{}
	f.eachNode(func(n node) {
		for _, c := range n.contents {
			if _, twice := owners[c]; twice {
				report("content %d belongs to two elements", c.mcid)
			}
			owners[c] = n.ref
		}
	})
	nums, _ := f.doc.Get(f.doc.Dict(f.doc.Dict(f.catalog["StructTreeRoot"])["ParentTree"])["Nums"]).(pdffile.Array)
	tree := map[int]pdffile.Value{}
	for i := 0; i+1 < len(nums); i += 2 {
		key, _ := nums[i].(int)
		tree[key] = nums[i+1]
	}
	kids, _ := f.doc.Get(f.doc.Dict(f.catalog["Pages"])["Kids"]).(pdffile.Array)
	for i, p := range f.pages {
		key, ok := p.dict["StructParents"].(int)
		list, _ := f.doc.Get(tree[key]).(pdffile.Array)
		if !ok || len(f.pages) != len(kids) {
			report("page %d has no place in the parent tree", i+1)
			continue
		}
		ref, _ := kids[i].(pdffile.Ref)
		for _, m := range p.marks {
			if m.mcid >= 0 && (m.mcid >= len(list) || owners[content{ref, m.mcid}] == 0 || list[m.mcid] != owners[content{ref, m.mcid}]) {
				report("page %d, content %d: the parent tree does not lead to its element", i+1, m.mcid)
			}
		}
	}
}

func figures(f *file, report reporter) {
	f.eachNode(func(n node) {
		if n.role == "Figure" && textOf(n.dict["Alt"]) == "" {
			report("a figure has no alternative text")
		}
		if box, _ := f.doc.Dict(n.dict["A"])["BBox"].(pdffile.Array); n.role == "Figure" && len(box) != 4 {
			report("a figure does not say where it stands")
		}
	})
}

// level of a heading, 0 for anything else.
func level(role pdffile.Name) int {
	if len(role) == 2 && role[0] == 'H' && role[1] >= '1' && role[1] <= '6' {
		return int(role[1] - '0')
	}
	return 0
}

func headings(f *file, report reporter) {
	last := 0
	f.eachNode(func(n node) {
		l := level(n.role)
		if l > last+1 {
			report("a heading of level %d follows one of level %d", l, last)
		}
		if l > 0 {
			last = l
		}
	})
}

func tables(f *file, report reporter) {
	f.eachNode(func(n node) {
		if n.role != "Table" {
			return
		}
		cells := -1
		for _, row := range n.children {
			if row.role == "Caption" {
				continue
			}
			if row.role != "TR" {
				report("a table has a child %s", row.role)
			}
			if cells >= 0 && len(row.children) != cells {
				report("rows have %d and %d cells", cells, len(row.children))
			}
			cells = len(row.children)
			for _, c := range row.children {
				f.cell(c, report)
			}
		}
	})
}

func (f *file) cell(c node, report reporter) {
	switch c.role {
	case "TD":
	case "TH":
		if f.doc.Dict(c.dict["A"])["Scope"] == nil {
			report("a table head has no scope")
		}
	default:
		report("a row has a child %s", c.role)
	}
}

func lists(f *file, report reporter) {
	f.eachNode(func(n node) {
		for _, c := range n.children {
			switch n.role {
			case "L":
				if c.role != "LI" {
					report("a list has a child %s", c.role)
				}
			case "LI":
				if c.role != "Lbl" && c.role != "LBody" {
					report("a list item has a child %s", c.role)
				}
			}
		}
	})
}

func annotationsInTree(f *file, report reporter) {
	inTree := map[pdffile.Ref]bool{}
	f.eachNode(func(n node) {
		for _, o := range n.objects {
			inTree[o] = n.role == "Link"
		}
	})
	for i, p := range f.pages {
		list, _ := f.doc.Get(p.dict["Annots"]).(pdffile.Array)
		for _, a := range list {
			ref, _ := a.(pdffile.Ref)
			if !inTree[ref] || f.doc.Dict(ref)["StructParent"] == nil {
				report("page %d has an annotation outside of the structure", i+1)
			}
		}
	}
}

// within are the only parents that some elements may have.
var within = map[pdffile.Name][]pdffile.Name{
	"TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "Lbl": {"LI"}, "LBody": {"LI"}, "Caption": {"Table", "Figure", "L"},
}

func nesting(f *file, report reporter) {
	f.eachNode(func(n node) {
		for _, c := range n.children {
			if parents, bound := within[c.role]; bound && !slices.Contains(parents, n.role) {
				report("an element %s stands in %s", c.role, n.role)
			}
		}
	})
}

func notes(f *file, report reporter) {
	seen := map[string]bool{}
	f.eachNode(func(n node) {
		if n.role != "Note" {
			return
		}
		id := textOf(n.dict["ID"])
		if id == "" || seen[id] {
			report("a note has no identifier of its own")
		}
		seen[id] = true
	})
}

// tag is the form of a language tag that we write (RFC 5646): language, script, region, variants.
var tag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})*$`)

func languageTags(f *file, report reporter) {
	check := func(v pdffile.Value) {
		if text := textOf(v); v != nil && !tag.MatchString(text) {
			report("%q is no language", text)
		}
	}
	check(f.catalog["Lang"])
	f.eachNode(func(n node) { check(n.dict["Lang"]) })
}
