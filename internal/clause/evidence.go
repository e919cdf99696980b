package clause

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"verbatim/internal/cal"
	"verbatim/internal/money"
	"verbatim/internal/terms"
)

// evidenceFor is what the second belt looks for when a slot is said to print a leaf. It is made from the leaf's own
// value and never from the words made of it, so that a fault in a wording or in what a slot claims cannot hide itself.
// Only a reference (to a document, a party, the entity) is looked for by the name it stands for. Vocabulary
// (no_later_than, gross) leaves no evidence: the clause's own words stand for it, and the publish gate sees to them.
func (w *wordings) evidenceFor(s *Slot, at terms.Pointer, value any, words string) []string {
	switch s.As {
	case AsWords, AsPlace, AsList, AsMonth:
		return nil
	case AsDocument, AsParty, AsSignatory, AsEntity, AsTerm, AsOption:
		return []string{words}
	}
	if s.As == AsText && (s.Form == "words" || s.Form == "clock") {
		return []string{words}
	}
	if s.As == AsLength && s.Form == "every" {
		return []string{words} // an interval of one has no number
	}
	if typ, ok := terms.TypeAt(at); ok {
		if text, isText := value.(string); isText && typ == reflect.TypeFor[money.Share]() {
			return share(money.Share(text))
		}
		if _, vocabulary := reflect.Zero(typ).Interface().(interface{ Enum() []string }); vocabulary {
			return nil
		}
	}
	return w.evidence(value)
}

// evidence lists what must stand in the text of a block if a value is printed there: its digits without separators, and
// the words that people wrote.
func (w *wordings) evidence(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case money.Money:
		return digits(v.Amount)
	case money.Rate:
		return digits(v.Amount)
	case money.Decimal:
		return digits(v)
	case int:
		return []string{strconv.Itoa(v)}
	case terms.Name:
		return []string{v.Full}
	case cal.Date:
		return day(v)
	case cal.Length:
		return digits(v.N)
	case time.Time:
		return nil // its day depends on the zone in which it is worded
	case terms.When:
		return w.evidenceOfWhen(v)
	case terms.Size:
		return evidenceOfSize(v)
	case money.Share:
		return share(v)
	case terms.Vesting:
		return w.evidenceOfVesting(v)
	case terms.Strike:
		return w.evidenceOfStrike(v)
	case []terms.Patch:
		return w.evidenceOfPatches(v)
	}
	return nil
}

// evidenceOfVesting is what the parts of a vesting must show, those of vestings within it too. An interval of one is
// printed without its number.
func (w *wordings) evidenceOfVesting(v terms.Vesting) (out []string) {
	for _, l := range []*cal.Length{v.Over, v.Cliff, v.Within} {
		if l != nil {
			out = append(out, digits(l.N)...)
		}
	}
	if v.Every != nil && v.Every.N.Cmp(money.Int(1)) != 0 {
		out = append(out, digits(v.Every.N)...)
	}
	for _, s := range []*money.Share{v.AtCliff, v.Minimum, v.Maximum, v.MaximumPerYear} {
		if s != nil {
			out = append(out, w.evidence(*s)...)
		}
	}
	for _, d := range []*cal.Date{v.From, v.Until} {
		if d != nil {
			out = append(out, day(*d)...)
		}
	}
	for _, m := range v.Metrics {
		out = append(out, m.Text)
	}
	for _, t := range v.Tranches {
		out = append(append(out, w.evidenceOfWhen(t.On)...), evidenceOfSize(t.Size)...)
	}
	for _, p := range v.Parts {
		out = append(out, w.evidenceOfVesting(p.Vesting)...)
	}
	if v.Name != nil {
		out = append(out, *v.Name)
	}
	return out
}

func (w *wordings) evidenceOfStrike(v terms.Strike) (out []string) {
	if v.Amount != nil {
		out = digits(*v.Amount)
	}
	if v.On != nil {
		out = append(out, w.evidenceOfWhen(*v.On)...)
	}
	return out
}

// evidenceOfPatches is what the new values must show. A value of many parts is looked for by none of them.
func (w *wordings) evidenceOfPatches(set []terms.Patch) (out []string) {
	for _, p := range set {
		typ, known := terms.TypeAt(p.Term)
		if !known || !terms.IsWhole(typ) || p.Op == terms.Remove {
			continue
		}
		v := reflect.New(typ)
		if json.Unmarshal(p.Value, v.Interface()) == nil {
			if _, vocabulary := reflect.Zero(typ).Interface().(interface{ Enum() []string }); !vocabulary {
				out = append(out, w.evidence(w.uncoded(v.Elem().Interface()))...)
			}
		}
	}
	return out
}

// uncoded writes a word of a vocabulary that Go holds as a plain string (salary_continuation) as letters show it.
func (w *wordings) uncoded(value any) any {
	if text, ok := value.(string); ok {
		return terms.Words(w.locale, text)
	}
	return value
}

func digits(d money.Decimal) []string {
	return []string{strings.ReplaceAll(d.Trim(0).Abs().String(), ".", "")}
}

// share is the digits of a percentage; one that is written as a fraction is printed as it is.
func share(s money.Share) []string {
	d, err := money.ParseDecimal(string(s))
	if err != nil {
		return []string{string(s)}
	}
	return digits(d)
}

func day(d cal.Date) []string { return []string{strconv.Itoa(d.Day()), strconv.Itoa(d.Year())} }

func (w *wordings) evidenceOfWhen(v terms.When) (out []string) {
	for _, d := range []*cal.Date{v.Date, v.LongStop, v.By, v.Earliest, v.Latest} {
		if d != nil {
			out = append(out, day(*d)...)
		}
	}
	for _, l := range []*cal.Length{v.Length, v.Offset} {
		if l != nil {
			out = append(out, digits(l.N)...)
		}
	}
	if v.Time != nil {
		out = append(out, w.locale.Clock(*v.Time))
	}
	if v.Name != nil {
		out = append(out, *v.Name)
	}
	return out
}

func evidenceOfSize(v terms.Size) (out []string) {
	for _, d := range []*money.Decimal{v.Amount, v.Units, v.Times} {
		if d != nil {
			out = append(out, digits(*d)...)
		}
	}
	if v.Percent != nil {
		out = append(out, share(*v.Percent)...)
	}
	if v.Months != nil {
		out = append(out, strconv.Itoa(*v.Months))
	}
	if v.Cap != nil {
		out = append(out, digits(v.Cap.Amount)...)
	}
	for _, s := range []*string{v.Text, v.Instrument, v.By, v.OfWhat} {
		if s != nil {
			out = append(out, *s)
		}
	}
	for _, t := range v.Tiers {
		out = append(out, digits(t.From)...)
	}
	return out
}

// Claim is a term that a block is said to print, with the evidence that it does.
type Claim struct {
	Term     terms.Pointer
	Evidence []string
}

// FoundIn says whether all evidence stands in a text: the second belt. Spacing and separators between digits make no
// difference.
func (c Claim) FoundIn(text string) bool { return SearchedIn(text).Holds(c) }

// Searched is a text in the form in which evidence is looked for: a block's words are brought into it once for all that
// the block claims.
type Searched string

// SearchedIn folds every run of spaces to one and drops what separates digits.
func SearchedIn(text string) Searched { return Searched(canonical(text)) }

// Holds says whether all evidence of a claim stands in the text.
func (s Searched) Holds(c Claim) bool {
	for _, e := range c.Evidence {
		if !strings.Contains(string(s), strings.TrimSpace(canonical(e))) {
			return false
		}
	}
	return true
}

// canonical is what SearchedIn says; most texts are in that form already, and no other is made of them.
func canonical(s string) string {
	var out []byte
	same, before := true, rune(0)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		next, _ := utf8.DecodeRuneInString(s[i+n:])
		written := s[i : i+n]
		switch {
		case separates(r) && unicode.IsDigit(before) && unicode.IsDigit(next):
			written = ""
		case unicode.IsSpace(r) && i > 0 && unicode.IsSpace(before):
			written = ""
		case unicode.IsSpace(r):
			written = " "
		}
		if same && written != s[i:i+n] {
			same, out = false, append(make([]byte, 0, len(s)), s[:i]...)
		}
		if !same {
			out = append(out, written...)
		}
		before, i = r, i+n
	}
	if same {
		return s
	}
	return string(out)
}

func separates(r rune) bool {
	switch r {
	case '.', ',', '\'', '\u2019', '\u00a0', '\u202f':
		return true
	}
	return false
}
