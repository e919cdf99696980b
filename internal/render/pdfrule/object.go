package pdfrule

import (
	"slices"
	"unicode/utf8"

	"verbatim/internal/render/pdffile"
)

func nameText(f *file, report reporter) {
	f.each(func(d pdffile.Dict, _ bool) {
		for k, v := range d {
			n, _ := v.(pdffile.Name)
			if !utf8.ValidString(string(k)) || !utf8.ValidString(string(n)) {
				report("a name is no UTF-8")
			}
		}
	})
}

// inlineImages: their filters could not be judged by dictionaries, and we write none.
func inlineImages(f *file, report reporter) {
	for i, p := range f.pages {
		for _, op := range p.ops {
			if op.Name == "BI" || op.Name == "ID" {
				report("page %d has an inline image", i+1)
			}
		}
	}
}

func permissions(f *file, report reporter) {
	if f.catalog["Perms"] != nil {
		report("the catalog has permissions")
	}
}

var standardIntents = []pdffile.Name{"RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"}

func intents(f *file, report reporter) {
	for i, p := range f.pages {
		for _, op := range p.ops {
			if op.Name != "ri" || len(op.Args) != 1 {
				continue
			}
			if n, _ := op.Args[0].(pdffile.Name); !slices.Contains(standardIntents, n) {
				report("page %d has the rendering intent %v", i+1, op.Args[0])
			}
		}
	}
	f.each(func(d pdffile.Dict, stream bool) {
		if n, ok := d["Intent"].(pdffile.Name); ok && stream && !slices.Contains(standardIntents, n) {
			report("an image has the rendering intent %s", n)
		}
	})
}

// appearances: a link needs none; where there is one, it is the normal one alone.
func appearances(f *file, report reporter) {
	for _, a := range f.annotations() {
		ap := f.doc.Dict(a["AP"])
		if a["AP"] != nil && (ap["N"] == nil || len(ap) != 1) {
			report("an annotation has other appearances than the normal one")
		}
	}
}
