// Package locale words plain values in one language: money, rates, dates, lengths, numbers, lists. It owns the tables of
// each language and its spacing: U+00A0 stands between a number and its unit and inside a date, so that a line never
// breaks there; Plain undoes it for a comparison. It knows no terms and no clauses. Source of the tables: Unicode CLDR 48,
// and the style guides that business letters follow; checked 2026-11.
package locale

import (
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"verbatim/internal/fault"
)

// Locale words values in one language. It is immutable and shared.
type Locale struct {
	tag   string
	words *words
	form  form
}

// Tags lists the languages that can be worded, in alphabetical order.
func Tags() []string {
	out := make([]string, 0, len(forms))
	for t := range forms {
		out = append(out, t)
	}
	slices.Sort(out)
	return out
}

var (
	matchTags = func() (tags []language.Tag) {
		// The first is what a language alone means: en is en-US, de is de-DE.
		for _, t := range append([]string{"en-US", "en-GB", "de-DE", "fr-FR", "nl-NL", "es-ES"}, Tags()...) {
			tags = append(tags, language.MustParse(t))
		}
		return tags
	}()
	matcher = language.NewMatcher(matchTags)
)

// For finds the locale of a BCP 47 tag: the tag itself, or the nearest one of the same language (en-NZ is worded as
// en-GB). It fails with fault.CodeNotAllowed for a language that has no table.
func For(tag string) (*Locale, error) {
	parsed, err := language.Parse(tag)
	if err != nil {
		return nil, fault.New(fault.Invalid, fault.CodeNotAllowed, "A language is a tag such as en-US; there are %s.", strings.Join(Tags(), ", "))
	}
	_, i, confidence := matcher.Match(parsed)
	want, _ := parsed.Base()
	have, _ := matchTags[i].Base()
	if confidence == language.No || want != have {
		return nil, fault.New(fault.Invalid, fault.CodeNotAllowed, "No letter can be worded in %s; there are %s.", parsed, strings.Join(Tags(), ", "))
	}
	return &Locale{tag: tag, words: wordsOf[have.String()], form: forms[matchTags[i].String()]}, nil
}

// Tag is the tag that was asked for.
func (l *Locale) Tag() string { return l.tag }

// Language is the language alone, such as "en".
func (l *Locale) Language() string { return l.words.language }

var ordinary = strings.NewReplacer(nbsp, " ", "\u202f", " ", "\u2009", " ", "\u2212", "-", "\u2013", "-", "\u2018", "'", "\u2019", "'", "\u201c", `"`, "\u201d", `"`)

// Plain makes no-break and thin spaces ordinary ones, minus sign and dash a hyphen, quotes and apostrophe straight ones: what
// two texts are compared by when typography must not matter.
func Plain(s string) string { return ordinary.Replace(s) }

// Month is the name of a month.
func (l *Locale) Month(m time.Month) string {
	if m == time.January && l.form.january != "" {
		return l.form.january
	}
	return l.words.months[m-1]
}

// Weekday is the name of a day of the week.
func (l *Locale) Weekday(d time.Weekday) string { return l.words.weekdays[d] }
