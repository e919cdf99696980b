package pdfrule

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"verbatim/internal/render/pdffile"
)

type reporter = func(format string, args ...any)

func a3(clause, text string, check func(f *file, report reporter)) Rule {
	return Rule{Standard: "PDF/A-3b", Clause: clause, Text: text, check: check}
}

// archiveRules are the clauses of ISO 19005-3 at level B, fonts apart.
func archiveRules() []Rule {
	rules := []Rule{
		a3("6.1.2", "the file begins with a header of PDF 1 and a comment of four bytes above 127", header),
		a3("6.1.3", "the trailer has an ID, no Encrypt, and nothing follows the end of the file", trailer),
		a3("6.1.7", "streams stand in the file itself and are compressed by allowed filters", streams),
		a3("6.1.8", "names are UTF-8", nameText),
		a3("6.1.10", "there are no inline images", inlineImages),
		a3("6.1.12", "no permissions are asked for", permissions),
		a3("6.1.13", "strings, names and page sizes stay within the limits", limits),
		a3("6.2.2", "page contents have only defined operators and resources of their own", operators),
		a3("6.2.3", "there is one output intent for PDF/A with an RGB profile", outputIntent),
		a3("6.2.4.3", "colours are device RGB or grey, which the output intent covers", colours),
		a3("6.2.5", "no graphics state sets transfer functions or halftones", graphicsStates),
		a3("6.2.6", "rendering intents are standard ones", intents),
		a3("6.2.8", "images are not interpolated and have no alternates", images),
		a3("6.2.9", "there are no PostScript or reference XObjects", xobjects),
		a3("6.2.10", "no transparency is used", transparency),
		a3("6.3.1", "annotations are of an allowed type", annotationTypes),
		a3("6.3.2", "annotations are printed and never hidden", annotationFlags),
		a3("6.3.3", "annotations have at most one appearance", appearances),
		a3("6.4", "there is no form", forms),
		a3("6.5.1", "actions only lead somewhere", actions),
		a3("6.5.2", "nothing happens by itself", triggers),
		a3("6.6.2.1", "the catalog has a metadata stream that is XMP", metadata),
		a3("6.6.2.2", "the XMP packet can be read and says no encoding of its own", packet),
		a3("6.6.2.3", "properties outside of the predefined schemas are described", extensions),
		a3("6.6.3", "title and dates are the same in the information dictionary and in XMP", information),
		a3("6.6.4", "XMP says PDF/A-3, level B", version),
		a3("6.8", "embedded files are associated, named and typed", embeddedFiles),
		a3("6.9", "there are no optional contents", optionalContent),
		a3("6.10", "there are no alternate presentations", presentations),
	}
	return append(rules, fontRules("PDF/A-3b", "6.2.11")...)
}

func header(f *file, report reporter) {
	if !regexp.MustCompile(`^%PDF-1\.[0-7]\n%[\x80-\xFF]{4}`).Match(latin1(f.data[:min(len(f.data), 16)])) {
		report("the first bytes are not those of a PDF 1 file")
	}
}

// latin1 turns bytes into runes of the same number, so that a pattern can name them.
func latin1(b []byte) []byte {
	var out []rune
	for _, c := range b {
		out = append(out, rune(c))
	}
	return []byte(string(out))
}

func trailer(f *file, report reporter) {
	id, _ := f.doc.Trailer["ID"].(pdffile.Array)
	if len(id) != 2 {
		report("no ID")
	}
	if f.doc.Trailer["Encrypt"] != nil {
		report("the file is encrypted")
	}
	if !bytes.HasSuffix(bytes.TrimRight(f.data, "\r\n"), []byte("%%EOF")) || bytes.Count(f.data, []byte("%%EOF\n")) != 1 {
		report("something follows the end of the file")
	}
}

func streams(f *file, report reporter) {
	f.each(func(d pdffile.Dict, stream bool) {
		if !stream {
			return
		}
		if d["F"] != nil || d["FFilter"] != nil || d["FDecodeParms"] != nil {
			report("a stream's data lie outside of the file")
		}
		if filter := d["Filter"]; filter != nil && filter != pdffile.Name("FlateDecode") {
			report("a stream has the filter %v", filter)
		}
	})
}

func limits(f *file, report reporter) {
	f.each(func(d pdffile.Dict, _ bool) {
		for k, v := range d {
			if s, ok := v.(pdffile.String); ok && len(s) > 32767 || len(k) > 127 {
				report("a string or name is too long")
			}
		}
	})
	for _, p := range f.pages {
		box, _ := p.dict["MediaBox"].(pdffile.Array)
		if len(box) != 4 || number(box[2]) < 3 || number(box[2]) > 14400 || number(box[3]) < 3 || number(box[3]) > 14400 {
			report("a page has no proper MediaBox")
		}
	}
}

func number(v pdffile.Value) float64 {
	switch n := v.(type) {
	case int:
		return float64(n)
	case float64:
		return n
	}
	return 0
}

var defined = strings.Fields(`b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri
	s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "`)

func operators(f *file, report reporter) {
	for _, what := range f.broken {
		report("%s cannot be read", what)
	}
	for _, p := range f.pages {
		if f.doc.Dict(p.dict["Resources"]) == nil {
			report("a page has no resources of its own")
		}
		deep := 0
		for _, op := range p.ops {
			if !slices.Contains(defined, op.Name) {
				report("unknown operator %q", op.Name)
			}
			switch op.Name {
			case "q":
				deep++
			case "Q":
				deep--
			}
			if deep > 28 {
				report("graphics states are nested more than 28 deep")
			}
		}
	}
}

func outputIntent(f *file, report reporter) {
	list, _ := f.doc.Get(f.catalog["OutputIntents"]).(pdffile.Array)
	if len(list) != 1 || f.doc.Dict(list[0])["S"] != pdffile.Name("GTS_PDFA1") {
		report("there is not one output intent for PDF/A")
		return
	}
	s, ok := f.doc.Get(f.doc.Dict(list[0])["DestOutputProfile"]).(*pdffile.Stream)
	if !ok || s.Dict["N"] != 3 {
		report("the output intent has no RGB profile")
		return
	}
	b, err := f.doc.Unpack(s)
	if err != nil || len(b) < 128 || string(b[36:40]) != "acsp" || string(b[16:20]) != "RGB " || string(b[12:16]) != "mntr" || b[8] > 4 {
		report("the profile is none of a monitor in RGB, version 4 at most")
	}
}

func colours(f *file, report reporter) {
	for _, p := range f.pages {
		for _, op := range p.ops {
			if slices.Contains([]string{"k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh"}, op.Name) {
				report("page contents set a colour by %s", op.Name)
			}
		}
	}
	f.each(func(d pdffile.Dict, stream bool) {
		if c := d["ColorSpace"]; stream && c != nil && c != pdffile.Name("DeviceRGB") && c != pdffile.Name("DeviceGray") {
			report("an image has the colour space %v", c)
		}
	})
}

func graphicsStates(f *file, report reporter) {
	f.each(func(d pdffile.Dict, _ bool) {
		for _, k := range []pdffile.Name{"TR", "TR2", "HTP", "HTO"} {
			if d[k] != nil {
				report("a graphics state sets %s", k)
			}
		}
	})
}

func images(f *file, report reporter) {
	f.each(func(d pdffile.Dict, stream bool) {
		if !stream || d["Subtype"] != pdffile.Name("Image") {
			return
		}
		if d["Interpolate"] == true || d["Alternates"] != nil || d["OPI"] != nil {
			report("an image is interpolated or has alternates")
		}
		if bits := d["BitsPerComponent"]; bits != 8 {
			report("an image has %v bits for each component", bits)
		}
	})
}

func xobjects(f *file, report reporter) {
	f.each(func(d pdffile.Dict, stream bool) {
		if stream && (d["Subtype"] == pdffile.Name("PS") || d["Ref"] != nil || d["Subtype2"] != nil || d["PS"] != nil) {
			report("there is a PostScript or reference XObject")
		}
	})
}

func transparency(f *file, report reporter) {
	f.each(func(d pdffile.Dict, _ bool) {
		if d["SMask"] != nil || d["Group"] != nil || d["BM"] != nil || d["ca"] != nil || d["CA"] != nil {
			report("transparency is used")
		}
	})
}

func annotationTypes(f *file, report reporter) {
	for _, a := range f.annotations() {
		if a["Subtype"] != pdffile.Name("Link") {
			report("an annotation is a %v", a["Subtype"])
		}
	}
}

// Flags of annotations (ISO 32000-1, table 165).
const (
	invisible = 1 << 0
	hidden    = 1 << 1
	printed   = 1 << 2
	noView    = 1 << 5
	toggle    = 1 << 8
)

func annotationFlags(f *file, report reporter) {
	for _, a := range f.annotations() {
		n, ok := a["F"].(int)
		if !ok || n&printed == 0 || n&(invisible|hidden|noView|toggle) != 0 {
			report("an annotation has the flags %v", a["F"])
		}
	}
}

func forms(f *file, report reporter) {
	if f.catalog["AcroForm"] != nil || f.catalog["NeedsRendering"] != nil {
		report("the catalog has a form")
	}
}

func actions(f *file, report reporter) {
	f.each(func(d pdffile.Dict, _ bool) {
		s, ok := d["S"].(pdffile.Name)
		if ok && slices.Contains([]pdffile.Name{"Launch", "Sound", "Movie", "ResetForm", "ImportData", "Hide", "SetOCGState", "Rendition", "Trans", "GoTo3DView", "JavaScript", "SubmitForm"}, s) {
			report("there is an action %s", s)
		}
		if d["JS"] != nil || d["JavaScript"] != nil {
			report("there is a script")
		}
	})
}

func triggers(f *file, report reporter) {
	f.each(func(d pdffile.Dict, _ bool) {
		if d["AA"] != nil || d["OpenAction"] != nil {
			report("something happens when the file or a page is opened")
		}
	})
}

func optionalContent(f *file, report reporter) {
	if f.catalog["OCProperties"] != nil {
		report("there are optional contents")
	}
}

func presentations(f *file, report reporter) {
	if f.doc.Dict(f.catalog["Names"])["AlternatePresentations"] != nil || f.catalog["Requirements"] != nil {
		report("there are alternate presentations or requirements")
	}
	for _, p := range f.pages {
		if p.dict["PresSteps"] != nil {
			report("a page has presentation steps")
		}
	}
}
