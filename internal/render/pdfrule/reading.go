package pdfrule

import (
	"strings"

	"verbatim/internal/render/pdffile"
)

// Reading gives the text of a file in the order of its structure tree, one line for each element that has text of its
// own, labels of list items left out: what a screen reader says. It fails with pdffile.ErrRead.
func Reading(data []byte) (string, error) {
	doc, err := pdffile.Read(data)
	if err != nil {
		return "", err
	}
	f := newFile(data, doc)
	texts := f.texts()
	var b strings.Builder
	var in func(n node)
	in = func(n node) {
		if n.role == "Lbl" {
			return
		}
		kids, _ := n.dict["K"].(pdffile.Array)
		for _, k := range kids {
			if ref, ok := k.(pdffile.Ref); ok {
				child := f.node(ref, 0)
				if child.role != "Link" {
					b.WriteByte('\n')
				}
				in(child)
				continue
			}
			b.WriteString(texts[contentOf(n, k)])
		}
		if n.role != "Link" {
			b.WriteByte('\n')
		}
	}
	in(f.root())
	return b.String(), nil
}

func contentOf(n node, kid pdffile.Value) content {
	page, _ := n.dict["Pg"].(pdffile.Ref)
	if id, ok := kid.(int); ok {
		return content{page, id}
	}
	d, _ := kid.(pdffile.Dict)
	p, _ := d["Pg"].(pdffile.Ref)
	id, ok := d["MCID"].(int)
	if !ok {
		return content{}
	}
	return content{p, id}
}

// texts maps every marked content to its text.
func (f *file) texts() map[content]string {
	maps := map[pdffile.Name]map[int]rune{}
	for _, e := range f.embeddedFonts() {
		maps[e.name] = f.unicodes(e)
	}
	kids, _ := f.doc.Get(f.doc.Dict(f.catalog["Pages"])["Kids"]).(pdffile.Array)
	out := map[content]string{}
	for i, p := range f.pages {
		ref, _ := kids[i].(pdffile.Ref)
		at, font := content{}, pdffile.Name("")
		for _, op := range p.ops {
			switch op.Name {
			case "BDC":
				at = content{}
				if props, _ := op.Args[1].(pdffile.Dict); props["MCID"] != nil {
					at.page = ref
					at.mcid, _ = props["MCID"].(int)
				}
			case "EMC":
				at = content{}
			case "Tf":
				font, _ = op.Args[0].(pdffile.Name)
			case "TJ":
				if at.page != 0 {
					out[at] += decode(op.Args[0], maps[font])
				}
			}
		}
	}
	return out
}

func decode(v pdffile.Value, known map[int]rune) string {
	var b strings.Builder
	parts, _ := v.(pdffile.Array)
	for _, part := range parts {
		s, _ := part.(pdffile.String)
		for i := 0; i+1 < len(s); i += 2 {
			b.WriteRune(known[int(s[i])<<8|int(s[i+1])])
		}
	}
	return b.String()
}
