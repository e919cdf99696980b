package pdfrule

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf16"

	"verbatim/internal/render/pdffile"
)

func metadata(f *file, report reporter) {
	s, ok := f.doc.Get(f.catalog["Metadata"]).(*pdffile.Stream)
	if !ok || s.Dict["Type"] != pdffile.Name("Metadata") || s.Dict["Subtype"] != pdffile.Name("XML") {
		report("the catalog has no metadata stream")
		return
	}
	d := xml.NewDecoder(strings.NewReader(f.xmp))
	for {
		_, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			report("the metadata are not well formed")
			return
		}
	}
	if !strings.HasPrefix(f.xmp, "<?xpacket begin=") || !strings.Contains(f.xmp, "<rdf:RDF") {
		report("the metadata are no XMP packet")
	}
}

// packet: the XML is well-formed from end to end.
func packet(f *file, report reporter) {
	head, _, _ := strings.Cut(f.xmp, "?>")
	if strings.Contains(head, "bytes=") || strings.Contains(head, "encoding=") {
		report("the packet's header has bytes or encoding")
	}
	d := xml.NewDecoder(strings.NewReader(f.xmp))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			report("the packet is no XML: %v", err)
			return
		}
	}
}

// property gives the text of an XMP element, without the lists around it; empty when there is none.
func (f *file) property(name string) string {
	_, after, found := strings.Cut(f.xmp, "<"+name+">")
	inner, _, closed := strings.Cut(after, "</"+name+">")
	if !found || !closed {
		return ""
	}
	var text strings.Builder
	d := xml.NewDecoder(strings.NewReader("<x xmlns:rdf='r'>" + inner + "</x>"))
	for {
		t, err := d.Token()
		if err != nil {
			return text.String()
		}
		if c, ok := t.(xml.CharData); ok {
			text.Write(c)
		}
	}
}

func version(f *file, report reporter) {
	if f.property("pdfaid:part") != "3" || f.property("pdfaid:conformance") != "B" {
		report("the metadata do not say PDF/A-3b")
	}
}

// extensions: of what we write, only pdfuaid needs to be described.
func extensions(f *file, report reporter) {
	if !strings.Contains(f.xmp, "pdfuaid:part") {
		return
	}
	if f.property("pdfaSchema:namespaceURI") != "http://www.aiim.org/pdfua/ns/id/" || f.property("pdfaSchema:prefix") != "pdfuaid" || f.property("pdfaProperty:name") != "part" {
		report("pdfuaid is used and not described")
	}
}

func information(f *file, report reporter) {
	info := f.doc.Dict(f.doc.Trailer["Info"])
	if t := textOf(info["Title"]); info["Title"] != nil && t != f.property("dc:title") {
		report("the titles differ")
	}
	for key, name := range map[pdffile.Name]string{"CreationDate": "xmp:CreateDate", "ModDate": "xmp:ModifyDate"} {
		d, ok := info[key].(pdffile.String)
		if !ok {
			continue
		}
		plain := strings.NewReplacer("-", "", "T", "", ":", "").Replace(f.property(name))
		if len(plain) < 14 || len(d) < 16 || plain[:14] != string(d[2:16]) {
			report("%s differs from %s", key, name)
		}
	}
}

// textOf reads a text string.
func textOf(v pdffile.Value) string {
	s, _ := v.(pdffile.String)
	if !strings.HasPrefix(string(s), "\xFE\xFF") {
		return string(s)
	}
	var units []uint16
	for i := 2; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}

func embeddedFiles(f *file, report reporter) {
	names, _ := f.doc.Get(f.doc.Dict(f.doc.Dict(f.catalog["Names"])["EmbeddedFiles"])["Names"]).(pdffile.Array)
	associated, _ := f.doc.Get(f.catalog["AF"]).(pdffile.Array)
	if len(names)/2 != len(associated) {
		report("%d files are embedded and %d associated", len(names)/2, len(associated))
	}
	for i := 1; i < len(names); i += 2 {
		spec := f.doc.Dict(names[i])
		if spec["F"] == nil || spec["UF"] == nil {
			report("a file has no name in F and UF")
		}
		if spec["AFRelationship"] == nil {
			report("a file does not say how it is related")
		}
		file := f.doc.Dict(f.doc.Dict(spec["EF"])["F"])
		if file["Type"] != pdffile.Name("EmbeddedFile") || file["Subtype"] == nil || f.doc.Dict(file["Params"])["ModDate"] == nil {
			report("a file has no media type or date")
		}
	}
}
