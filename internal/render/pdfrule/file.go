package pdfrule

import (
	"verbatim/internal/render/pdffile"
)

// file is a document with what many rules look at.
type file struct {
	data    []byte
	doc     *pdffile.Doc
	catalog pdffile.Dict
	pages   []page
	fonts   map[pdffile.Name]*fontUse
	xmp     string
	broken  []string // what could not be read
}

type page struct {
	dict  pdffile.Dict
	ops   []pdffile.Op
	marks []mark
	shown int // operators that draw outside of all marked content
}

// mark is one marked content sequence.
type mark struct {
	tag   pdffile.Name
	mcid  int // -1 for none
	inner bool
}

// fontUse is a font with the codes that pages show in it.
type fontUse struct {
	dict  pdffile.Dict
	codes map[int]bool
}

func newFile(data []byte, doc *pdffile.Doc) *file {
	f := &file{data: data, doc: doc, catalog: doc.Catalog(), fonts: map[pdffile.Name]*fontUse{}}
	if s, ok := doc.Get(f.catalog["Metadata"]).(*pdffile.Stream); ok {
		b, err := doc.Unpack(s)
		if err != nil {
			f.broken = append(f.broken, "metadata")
		}
		f.xmp = string(b)
	}
	kids, _ := doc.Get(doc.Dict(f.catalog["Pages"])["Kids"]).(pdffile.Array)
	for _, k := range kids {
		f.addPage(doc.Dict(k))
	}
	return f
}

func (f *file) addPage(dict pdffile.Dict) {
	p := page{dict: dict}
	s, ok := f.doc.Get(dict["Contents"]).(*pdffile.Stream)
	if !ok {
		f.broken = append(f.broken, "a page's contents")
		return
	}
	b, err := f.doc.Unpack(s)
	if err == nil {
		p.ops, err = pdffile.Operators(b)
	}
	if err != nil {
		f.broken = append(f.broken, "a page's contents")
	}
	f.walk(&p)
	f.pages = append(f.pages, p)
}

// walk notes marked contents, what is drawn outside of them, and the codes shown in each font.
func (f *file) walk(p *page) {
	open, font := 0, pdffile.Name("")
	for _, op := range p.ops {
		switch op.Name {
		case "BDC", "BMC":
			open++
			m := mark{mcid: -1, inner: open > 1}
			if len(op.Args) > 0 {
				m.tag, _ = op.Args[0].(pdffile.Name)
			}
			if len(op.Args) > 1 {
				props, _ := op.Args[1].(pdffile.Dict)
				if n, ok := props["MCID"].(int); ok {
					m.mcid = n
				}
			}
			p.marks = append(p.marks, m)
		case "EMC":
			open--
		case "Tf":
			if len(op.Args) == 2 {
				font, _ = op.Args[0].(pdffile.Name)
			}
		case "Tj", "TJ", "f", "S", "B", "Do", "re", "sh":
			if open == 0 {
				p.shown++
			}
			f.noteCodes(p, font, op)
		}
	}
}

func (f *file) noteCodes(p *page, name pdffile.Name, op pdffile.Op) {
	if op.Name != "Tj" && op.Name != "TJ" {
		return
	}
	use := f.fonts[name]
	if use == nil {
		fonts := f.doc.Dict(f.doc.Dict(p.dict["Resources"])["Font"])
		use = &fontUse{dict: f.doc.Dict(fonts[name]), codes: map[int]bool{}}
		f.fonts[name] = use
	}
	for _, a := range op.Args {
		parts, ok := a.(pdffile.Array)
		if !ok {
			parts = pdffile.Array{a}
		}
		for _, part := range parts {
			s, _ := part.(pdffile.String)
			for i := 0; i+1 < len(s); i += 2 {
				use.codes[int(s[i])<<8|int(s[i+1])] = true
			}
		}
	}
}

// each calls use with every dictionary of the file, those inside of others included.
func (f *file) each(use func(d pdffile.Dict, stream bool)) {
	var in func(v pdffile.Value)
	in = func(v pdffile.Value) {
		switch x := v.(type) {
		case pdffile.Dict:
			use(x, false)
			for _, inner := range x {
				in(inner)
			}
		case pdffile.Array:
			for _, inner := range x {
				in(inner)
			}
		case *pdffile.Stream:
			use(x.Dict, true)
			for _, inner := range x.Dict {
				in(inner)
			}
		}
	}
	for _, n := range f.doc.Numbers() {
		in(f.doc.Get(pdffile.Ref(n)))
	}
}

// annotations of all pages.
func (f *file) annotations() []pdffile.Dict {
	var out []pdffile.Dict
	for _, p := range f.pages {
		list, _ := f.doc.Get(p.dict["Annots"]).(pdffile.Array)
		for _, a := range list {
			out = append(out, f.doc.Dict(a))
		}
	}
	return out
}
