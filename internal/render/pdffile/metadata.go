package pdffile

import (
	"strings"
	"sync"
)

var compressedProfile = sync.OnceValue(func() []byte { return deflateOnce(srgb) })

// metadata writes the XMP packet, not compressed, so that tools that know no PDF find it. PDF/A names the predefined
// schemas it trusts; pdfuaid is not one of them and describes itself (ISO 19005-3, 6.6.2.3.3).
func (w *writer) metadata() {
	f := w.file
	var b strings.Builder
	put := func(parts ...string) {
		for _, p := range parts {
			b.WriteString(p)
		}
	}
	put("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n",
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">`,
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"`,
		` xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">`,
		`<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>`,
		`<dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">`, xmlText(f.Title), `</rdf:li></rdf:Alt></dc:title>`)
	if f.Subject != "" {
		put(`<dc:description><rdf:Alt><rdf:li xml:lang="x-default">`, xmlText(f.Subject), `</rdf:li></rdf:Alt></dc:description>`)
	}
	if f.Author != "" {
		put(`<dc:creator><rdf:Seq><rdf:li>`, xmlText(f.Author), `</rdf:li></rdf:Seq></dc:creator>`)
	}
	put(`<dc:language><rdf:Bag><rdf:li>`, xmlText(f.Language), `</rdf:li></rdf:Bag></dc:language>`)
	if f.Lock != "" {
		put(lockOpen, xmlText(f.Lock), lockClose)
	}
	date := f.Date.String() + "T00:00:00+00:00"
	put(`<xmp:CreateDate>`, date, `</xmp:CreateDate><xmp:ModifyDate>`, date, `</xmp:ModifyDate><xmp:MetadataDate>`, date, `</xmp:MetadataDate>`,
		`<pdf:Producer>`, xmlText(f.Producer), `</pdf:Producer></rdf:Description>`, "\n", uaSchema, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	w.stream(metadataNum, "/Type/Metadata/Subtype/XML", []byte(b.String()))
}

const (
	lockOpen  = "<dc:identifier>"
	lockClose = "</dc:identifier>"
)

const uaSchema = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">` +
	`<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>` +
	`<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>` +
	`<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>` +
	`<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>` +
	`</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>`

// xmlText escapes text for an XML element. Characters that XML 1.0 does not allow were refused before.
func xmlText(s string) string {
	return xmlEscaper.Replace(s)
}

var xmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
