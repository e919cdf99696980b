package letter

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"verbatim/internal/handoff"
	"verbatim/internal/place"
)

// address is the candidate's name and address as the post of the place writes it. The country is named only when the
// letter leaves the employer's.
func (a *assembler) address() []string {
	lines := []string{a.Sheet.Candidate.Name.Full}
	ad := a.Record.Candidate.Address
	if ad == nil {
		return lines
	}
	lines = append(append(lines, ad.Lines...), townLines(*ad)...)
	if ad.Country != nil && ad.Country.Country() != a.Entity.Place.Country() {
		lines = append(lines, countryName(*ad.Country, a.language()))
	}
	return lines
}

// townLines follow the Universal Postal Union's address templates for the countries that differ from "code town".
func townLines(ad handoff.Address) []string {
	town, code, region := text(ad.City), text(ad.PostalCode), ""
	if ad.Region != nil {
		_, region, _ = strings.Cut(string(*ad.Region), "-")
	}
	country := place.Code("")
	switch {
	case ad.Country != nil:
		country = ad.Country.Country()
	case ad.Region != nil:
		country = ad.Region.Country()
	}
	switch country {
	case "US", "CA", "AU":
		return filled(joined(", ", town, joined(" ", region, code)))
	case "GB", "IE":
		return filled(town, code)
	case "IN":
		return filled(joined(" ", town, code))
	}
	return filled(joined(" ", code, town))
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func joined(sep string, parts ...string) string { return strings.Join(filled(parts...), sep) }

func filled(parts ...string) []string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}

func countryName(c place.Code, tag string) string {
	region, err := language.ParseRegion(string(c.Country()))
	if err != nil {
		return string(c)
	}
	if name := display.Regions(language.Make(tag)).Name(region); name != "" {
		return name
	}
	return string(c)
}
