package pdfrule

import (
	"strings"

	"verbatim/internal/render/pdffile"
)

func ua(clause, text string, check func(f *file, report reporter)) Rule {
	return Rule{Standard: "PDF/UA-1", Clause: clause, Text: text, check: check}
}

// accessRules are the clauses of ISO 14289-1.
func accessRules() []Rule {
	rules := []Rule{
		ua("5", "XMP says PDF/UA-1", uaVersion),
		ua("7.1-1", "the file is marked as tagged and has no suspects", marked),
		ua("7.1-2", "all contents are either tagged or an artifact", allTagged),
		ua("7.1-3", "artifacts and tagged contents do not lie within each other", notNested),
		ua("7.1-4", "elements are of the standard types", standardTypes),
		ua("7.1-5", "the parent tree leads from every marked content to the element that has it", parentTree),
		ua("7.1-6", "the title is given and displayed", title),
		ua("7.2", "the language of the text is given", language),
		ua("7.2-2", "languages are named as BCP 47 does", languageTags),
		ua("7.2-3", "rows, cells, items and captions stand in their tables and lists", nesting),
		ua("7.3", "figures have alternative text and say where they stand", figures),
		ua("7.4.2", "headings begin at level 1 and skip none", headings),
		ua("7.5", "table heads say what they are the head of, and rows have equal numbers of cells", tables),
		ua("7.6", "lists are made of items with label and body", lists),
		ua("7.8", "headers and footers are pagination artifacts", pagination),
		ua("7.9", "notes have identifiers of their own", notes),
		ua("7.10", "there are no optional contents", optionalContent),
		ua("7.11", "embedded files are named twice", embeddedNames),
		ua("7.15", "there is no dynamic form", forms),
		ua("7.16", "the file may be read by assistive technology", readable),
		ua("7.17", "bookmarks lead to every heading", bookmarks),
		ua("7.18.1", "annotations are part of the structure", annotationsInTree),
		ua("7.18.2", "there are no annotations but links", annotationTypes),
		ua("7.18.3", "pages are walked through in the order of the structure", tabOrder),
		ua("7.18.5", "links are tagged as such and say where they lead", linkText),
		ua("7.20", "there are no reference XObjects", xobjects),
	}
	return append(rules, fontRules("PDF/UA-1", "7.21")...)
}

func uaVersion(f *file, report reporter) {
	if f.property("pdfuaid:part") != "1" {
		report("the metadata do not say PDF/UA-1")
	}
}

func marked(f *file, report reporter) {
	info := f.doc.Dict(f.catalog["MarkInfo"])
	if info["Marked"] != true || info["Suspects"] == true || f.catalog["StructTreeRoot"] == nil {
		report("the file is not marked as tagged")
	}
}

func allTagged(f *file, report reporter) {
	for i, p := range f.pages {
		if p.shown > 0 {
			report("page %d draws %d times outside of marked contents", i+1, p.shown)
		}
		seen := map[int]bool{}
		for _, m := range p.marks {
			if m.mcid < 0 && m.tag != "Artifact" {
				report("page %d has contents marked %s without a number", i+1, m.tag)
			}
			if m.mcid >= 0 && seen[m.mcid] {
				report("page %d has two contents numbered %d", i+1, m.mcid)
			}
			seen[m.mcid] = true
		}
	}
}

func notNested(f *file, report reporter) {
	for i, p := range f.pages {
		for _, m := range p.marks {
			if m.inner {
				report("page %d has marked contents within each other", i+1)
			}
		}
	}
}

func title(f *file, report reporter) {
	if strings.TrimSpace(f.property("dc:title")) == "" {
		report("the metadata have no title")
	}
	if f.doc.Dict(f.catalog["ViewerPreferences"])["DisplayDocTitle"] != true {
		report("the title is not displayed")
	}
}

func language(f *file, report reporter) {
	if textOf(f.catalog["Lang"]) == "" {
		report("the catalog names no language")
	}
}

// pagination: what stands above or below the text of a page must say so.
func pagination(f *file, report reporter) {
	for i, p := range f.pages {
		found := false
		for _, op := range p.ops {
			if op.Name != "BDC" || len(op.Args) != 2 || op.Args[0] != pdffile.Name("Artifact") {
				continue
			}
			props, _ := op.Args[1].(pdffile.Dict)
			found = found || props["Type"] == pdffile.Name("Pagination")
		}
		if !found {
			report("page %d has no pagination artifact", i+1)
		}
	}
}

func embeddedNames(f *file, report reporter) {
	f.each(func(d pdffile.Dict, _ bool) {
		if d["Type"] == pdffile.Name("Filespec") && (d["F"] == nil || d["UF"] == nil) {
			report("a file specification lacks F or UF")
		}
	})
}

func readable(f *file, report reporter) {
	if f.doc.Trailer["Encrypt"] != nil {
		report("the file is encrypted")
	}
}

func bookmarks(f *file, report reporter) {
	heads := 0
	f.eachNode(func(n node) {
		if level(n.role) > 0 {
			heads++
		}
	})
	count, _ := f.doc.Dict(f.catalog["Outlines"])["Count"].(int)
	if count != heads {
		report("%d headings and %d bookmarks", heads, count)
	}
}

func tabOrder(f *file, report reporter) {
	for i, p := range f.pages {
		if p.dict["Tabs"] != pdffile.Name("S") {
			report("page %d has no tab order", i+1)
		}
	}
}

func linkText(f *file, report reporter) {
	for _, a := range f.annotations() {
		if textOf(a["Contents"]) == "" {
			report("a link does not say where it leads")
		}
	}
	f.eachNode(func(n node) {
		if n.role == "Link" && len(n.objects) == 0 {
			report("a link element has no annotation")
		}
	})
}
