package render_test

import (
	"bytes"
	"fmt"
	"testing"

	"verbatim/internal/render/pdffile"
	"verbatim/internal/render/pdfrule"
)

func mustPDF(tb testing.TB) []byte {
	tb.Helper()
	job := sampleJob()
	withLogo(tb, &job)
	out, err := newRenderer(tb).PDF(job)
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

func TestSampleKeepsEveryRule(t *testing.T) {
	for _, f := range pdfrule.Check(mustPDF(t)) {
		t.Error(f)
	}
}

// breach is a negative sample: what is done to a sound file so that it breaks one clause.
type breach struct {
	clause string
	spoil  func(d *pdffile.Doc)
}

func catalogOf(d *pdffile.Doc) pdffile.Dict { return d.Catalog() }

func firstPage(d *pdffile.Doc) pdffile.Dict {
	kids := d.Dict(d.Catalog()["Pages"])["Kids"].(pdffile.Array)
	return d.Dict(kids[0])
}

// lastLink is the only link's annotation.
func linkOf(d *pdffile.Doc) pdffile.Dict {
	for _, n := range d.Numbers() {
		if a := d.Dict(pdffile.Ref(n)); a["Subtype"] == pdffile.Name("Link") {
			return a
		}
	}
	return pdffile.Dict{}
}

// node gives the first structure element of a type.
func nodeOf(d *pdffile.Doc, role pdffile.Name) pdffile.Dict {
	for _, n := range d.Numbers() {
		if e := d.Dict(pdffile.Ref(n)); e["S"] == role && e["P"] != nil {
			return e
		}
	}
	return pdffile.Dict{}
}

func streamOf(d *pdffile.Doc, v pdffile.Value) *pdffile.Stream { return d.Get(v).(*pdffile.Stream) }

// rewrite puts other bytes into a stream, not compressed.
func rewrite(d *pdffile.Doc, s *pdffile.Stream, old, with string) {
	b, err := d.Unpack(s)
	if err != nil || !bytes.Contains(b, []byte(old)) {
		panic(fmt.Sprintf("no %q to spoil", old))
	}
	s.Raw = bytes.Replace(b, []byte(old), []byte(with), 1)
	delete(s.Dict, "Filter")
}

func spoilXMP(old, with string) func(d *pdffile.Doc) {
	return func(d *pdffile.Doc) { rewrite(d, streamOf(d, d.Catalog()["Metadata"]), old, with) }
}

func spoilPage(old, with string) func(d *pdffile.Doc) {
	return func(d *pdffile.Doc) { rewrite(d, streamOf(d, firstPage(d)["Contents"]), old, with) }
}

func fontOf(d *pdffile.Doc) pdffile.Dict {
	return d.Dict(d.Dict(d.Dict(firstPage(d)["Resources"])["Font"])["F0"])
}

func cidFontOf(d *pdffile.Doc) pdffile.Dict {
	return d.Dict(fontOf(d)["DescendantFonts"].(pdffile.Array)[0])
}

func imageOf(d *pdffile.Doc) pdffile.Dict {
	return d.Dict(d.Dict(d.Dict(firstPage(d)["Resources"])["XObject"])["Logo"])
}

func fileSpec(d *pdffile.Doc) pdffile.Dict { return d.Dict(d.Catalog()["AF"].(pdffile.Array)[0]) }

func setIn(dict func(*pdffile.Doc) pdffile.Dict, key pdffile.Name, v pdffile.Value) func(*pdffile.Doc) {
	return func(d *pdffile.Doc) {
		if v == nil {
			delete(dict(d), key)
			return
		}
		dict(d)[key] = v
	}
}

func node(role pdffile.Name) func(*pdffile.Doc) pdffile.Dict {
	return func(d *pdffile.Doc) pdffile.Dict { return nodeOf(d, role) }
}

func trailerOf(d *pdffile.Doc) pdffile.Dict { return d.Trailer }

func archiveBreaches() []breach {
	on, out := pdffile.Dict{}, pdffile.Array{}
	return []breach{
		{"6.1.3", setIn(trailerOf, "ID", nil)},
		{"6.1.3", setIn(trailerOf, "Encrypt", on)},
		{"6.1.7", setIn(imageOf, "Filter", pdffile.Name("LZWDecode"))},
		{"6.1.7", setIn(imageOf, "F", pdffile.String("elsewhere"))},
		{"6.1.8", setIn(catalogOf, "X", pdffile.Name("\xff"))},
		{"6.1.10", spoilPage("BT\n", "BI ID EI\nBT\n")},
		{"6.1.12", setIn(catalogOf, "Perms", on)},
		{"6.2.6", spoilPage("BT\n", "/Vivid ri\nBT\n")},
		{"6.2.6", setIn(imageOf, "Intent", pdffile.Name("Vivid"))},
		{"6.3.3", setIn(linkOf, "AP", pdffile.Dict{"D": on})},
		{"6.6.2.2", spoilXMP("<?xpacket begin=", "<?xpacket encoding='x' begin=")},
		{"6.6.2.2", spoilXMP("</dc:format>", "</dc:form>")},
		{"6.1.13", setIn(catalogOf, "X", pdffile.String(bytes.Repeat([]byte("x"), 40000)))},
		{"6.1.13", setIn(firstPage, "MediaBox", pdffile.Array{0, 0, 1, 1})},
		{"6.2.2", spoilPage("BT\n", "BT\nxx\n")},
		{"6.2.2", setIn(firstPage, "Resources", nil)},
		{"6.2.3", setIn(catalogOf, "OutputIntents", out)},
		{"6.2.4.3", spoilPage("BT\n", "BT\n0 0 0 1 k\n")},
		{"6.2.5", setIn(catalogOf, "TR", on)},
		{"6.2.8", setIn(imageOf, "Interpolate", true)},
		{"6.2.9", setIn(imageOf, "Ref", on)},
		{"6.2.10", setIn(firstPage, "Group", on)},
		{"6.3.1", setIn(linkOf, "Subtype", pdffile.Name("Movie"))},
		{"6.3.2", setIn(linkOf, "F", 2)},
		{"6.4", setIn(catalogOf, "AcroForm", on)},
		{"6.5.1", setIn(func(d *pdffile.Doc) pdffile.Dict { return linkOf(d)["A"].(pdffile.Dict) }, "S", pdffile.Name("JavaScript"))},
		{"6.5.1", setIn(func(d *pdffile.Doc) pdffile.Dict { return d.Dict(d.Catalog()["Names"]) }, "JavaScript", on)},
		{"6.5.2", setIn(catalogOf, "OpenAction", on)},
		{"6.6.2.1", setIn(catalogOf, "Metadata", nil)},
		{"6.6.2.1", spoilXMP("</rdf:RDF>", "")},
		{"6.6.2.3", spoilXMP("<pdfaSchema:prefix>pdfuaid", "<pdfaSchema:prefix>x")},
		{"6.6.3", spoilXMP("Offer of", "Offer for")},
		{"6.6.3", spoilXMP("<xmp:ModifyDate>2026", "<xmp:ModifyDate>2025")},
		{"6.6.4", spoilXMP("<pdfaid:part>3", "<pdfaid:part>1")},
		{"6.8", setIn(fileSpec, "AFRelationship", nil)},
		{"6.8", setIn(catalogOf, "AF", out)},
		{"6.9", setIn(catalogOf, "OCProperties", on)},
		{"6.10", setIn(firstPage, "PresSteps", on)},
	}
}

func fontBreaches(clause string) []breach {
	descriptor := func(d *pdffile.Doc) pdffile.Dict { return d.Dict(cidFontOf(d)["FontDescriptor"]) }
	return []breach{
		{clause + ".2", setIn(fontOf, "Subtype", pdffile.Name("Type3"))},
		{clause + ".2", setIn(descriptor, "StemV", nil)},
		{clause + ".2", setIn(descriptor, "Flags", 36)},
		{clause + ".3.1", setIn(cidFontOf, "CIDSystemInfo", nil)},
		{clause + ".3.2", setIn(cidFontOf, "CIDToGIDMap", nil)},
		{clause + ".3.3", setIn(fontOf, "Encoding", pdffile.Name("UniJIS-UCS2-H"))},
		{clause + ".4.1", setIn(descriptor, "FontFile2", nil)},
		{clause + ".4.1", setIn(fontOf, "BaseFont", pdffile.Name("LiberationSans"))},
		{clause + ".4.2", func(d *pdffile.Doc) {
			s := streamOf(d, descriptor(d)["CIDSet"])
			s.Raw = []byte{0xFF}
			delete(s.Dict, "Filter")
		}},
		{clause + ".5", setIn(cidFontOf, "W", pdffile.Array{})},
		{clause + ".8", spoilPage("TJ", "TJ[(\x00\x00)]TJ")},
	}
}

func accessBreaches() []breach {
	return []breach{
		{"5", spoilXMP("<pdfuaid:part>1", "<pdfuaid:part>2")},
		{"7.1-1", setIn(catalogOf, "MarkInfo", nil)},
		{"7.1-2", spoilPage("EMC\n", "EMC\n0 0 1 1 re f\n")},
		{"7.1-3", spoilPage("BDC\nBT", "BDC\n/P<</MCID 9>>BDC EMC\nBT")},
		{"7.1-4", setIn(node("TR"), "S", pdffile.Name("Row"))},
		{"7.1-5", setIn(firstPage, "StructParents", 1)},
		{"7.1-6", setIn(catalogOf, "ViewerPreferences", nil)},
		{"7.1-6", spoilXMP("Offer of employment: Zoë Łukasiewicz", "")},
		{"7.2", setIn(catalogOf, "Lang", nil)},
		{"7.2-2", setIn(catalogOf, "Lang", pdffile.String("English"))},
		{"7.2-3", setIn(node("TD"), "S", pdffile.Name("LI"))},
		{"7.3", setIn(node("Figure"), "Alt", nil)},
		{"7.3", setIn(node("Figure"), "A", nil)},
		{"7.9", setIn(node("H2"), "S", pdffile.Name("Note"))},
		{"7.10", setIn(catalogOf, "OCProperties", pdffile.Dict{})},
		{"7.15", setIn(catalogOf, "AcroForm", pdffile.Dict{})},
		{"7.18.2", setIn(linkOf, "Subtype", pdffile.Name("TrapNet"))},
		{"7.20", setIn(imageOf, "Ref", pdffile.Dict{})},
		{"7.4.2", setIn(node("H2"), "S", pdffile.Name("H3"))},
		{"7.5", setIn(node("TH"), "A", nil)},
		{"7.5", setIn(node("TR"), "K", pdffile.Array{})},
		{"7.6", setIn(node("LI"), "S", pdffile.Name("P"))},
		{"7.8", spoilAllPages("/Type/Pagination", "/Type/Layout")},
		{"7.11", setIn(fileSpec, "UF", nil)},
		{"7.16", setIn(trailerOf, "Encrypt", pdffile.Dict{})},
		{"7.17", setIn(catalogOf, "Outlines", nil)},
		{"7.18.1", setIn(linkOf, "StructParent", nil)},
		{"7.18.3", setIn(firstPage, "Tabs", nil)},
		{"7.18.5", setIn(linkOf, "Contents", nil)},
		{"7.21.7", setIn(fontOf, "ToUnicode", nil)},
	}
}

func spoilAllPages(old, with string) func(d *pdffile.Doc) {
	return func(d *pdffile.Doc) {
		s := streamOf(d, firstPage(d)["Contents"])
		b, _ := d.Unpack(s)
		s.Raw = bytes.ReplaceAll(b, []byte(old), []byte(with))
		delete(s.Dict, "Filter")
	}
}

// TestEveryRuleFindsItsBreach spoils a sound file once for each clause: a rule that finds nothing then is no rule.
func TestEveryRuleFindsItsBreach(t *testing.T) {
	sound := mustPDF(t)
	breaches := append(append(archiveBreaches(), accessBreaches()...), fontBreaches("6.2.11")...)
	breaches = append(breaches, fontBreaches("7.21")...)
	caught := map[string]bool{"PDF/A-3b 6.1.2": true}
	for i, b := range breaches {
		doc, err := pdffile.Read(sound)
		if err != nil {
			t.Fatal(err)
		}
		b.spoil(doc)
		found := false
		for _, f := range pdfrule.CheckDoc(sound, doc) {
			found = found || f.Rule.Clause == b.clause
			if f.Rule.Clause == b.clause {
				caught[f.Rule.Standard+" "+f.Rule.Clause] = true
			}
		}
		if !found {
			t.Errorf("breach %d of clause %s was not found", i, b.clause)
		}
	}
	for _, r := range pdfrule.Rules() {
		if !caught[r.Standard+" "+r.Clause] {
			t.Errorf("%s %s has no negative sample", r.Standard, r.Clause)
		}
	}
}

func TestBytesAroundTheFileAreFound(t *testing.T) {
	sound := mustPDF(t)
	for name, spoiled := range map[string][]byte{
		"header": append([]byte("%PDX"), sound[4:]...), "binary comment": bytes.Replace(sound, []byte("%\xE2\xE3"), []byte("%ab"), 1),
		"appended": append(append([]byte{}, sound...), "\n1 0 obj\n"...), "cut": sound[:len(sound)-10],
	} {
		if len(pdfrule.Check(spoiled)) == 0 {
			t.Errorf("%s: not found", name)
		}
	}
}
